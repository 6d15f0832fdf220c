-- Revision 0002, frozen.
-- The search index over what the user wrote elsewhere, kept by triggers. It holds no copy of the texts: they are those
-- of the view, and "INSERT INTO text_search (text_search) VALUES ('rebuild')" reads them anew. The kind of a text is
-- in the upper bits of its rowid, so that the newest of some kinds can be read alone. What FTS5 reads from may use no
-- table-valued function such as json_each.
CREATE VIEW story_text AS
SELECT id, title || ' ' || skills || ' ' || CASE WHEN json_valid(sections) THEN
        coalesce(json_extract(sections, '$.situation'), '') || ' ' ||
        coalesce(json_extract(sections, '$.task'), '') || ' ' ||
        coalesce(json_extract(sections, '$.action'), '') || ' ' ||
        coalesce(json_extract(sections, '$.result'), '') || ' ' ||
        coalesce(json_extract(sections, '$.lesson'), '') || ' ' ||
        coalesce(json_extract(sections, '$.problem'), '') || ' ' ||
        coalesce(json_extract(sections, '$.role'), '') || ' ' ||
        coalesce(json_extract(sections, '$.data'), '') || ' ' ||
        coalesce(json_extract(sections, '$.approach'), '') || ' ' ||
        coalesce(json_extract(sections, '$.tools'), '') || ' ' ||
        coalesce(json_extract(sections, '$.measured_result'), '') || ' ' ||
        coalesce(json_extract(sections, '$.trade_off'), '') || ' ' ||
        coalesce(json_extract(sections, '$.change'), '')
    ELSE sections END AS words
FROM story;
CREATE VIEW written_text AS
SELECT (0 << 48) + id AS id, posting_text AS words FROM application
UNION ALL
SELECT (1 << 48) + id AS id, role_title || ' ' || location || ' ' || source || ' ' ||
       follow_up_note || ' ' || outcome_note AS words FROM application
UNION ALL
SELECT (2 << 48) + id AS id, body AS words FROM note
UNION ALL
SELECT (3 << 48) + id AS id, text || ' ' || my_answer AS words FROM asked_question
UNION ALL
SELECT (4 << 48) + id AS id, answer AS words FROM planned_ask
UNION ALL
SELECT (5 << 48) + id AS id, label || ' ' || notes AS words FROM interview
UNION ALL
SELECT (6 << 48) + id AS id, notes AS words FROM contact
UNION ALL
SELECT (7 << 48) + id AS id, notes AS words FROM company
UNION ALL
SELECT (8 << 48) + id AS id, level || ' ' || notes AS words FROM offer_version
UNION ALL
SELECT (9 << 48) + id AS id, words FROM story_text;
CREATE VIRTUAL TABLE text_search USING fts5(
    words, content = 'written_text', content_rowid = 'id',
    tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3'
);
CREATE TRIGGER text_posting_insert AFTER INSERT ON application BEGIN
    INSERT INTO text_search (rowid, words) VALUES
        ((0 << 48) + NEW.id, NEW.posting_text);
END;
CREATE TRIGGER text_posting_update AFTER UPDATE OF posting_text ON application
    WHEN OLD.posting_text IS NOT NEW.posting_text BEGIN
    INSERT INTO text_search (text_search, rowid, words) VALUES
        ('delete', (0 << 48) + OLD.id, OLD.posting_text);
    INSERT INTO text_search (rowid, words) VALUES
        ((0 << 48) + NEW.id, NEW.posting_text);
END;
CREATE TRIGGER text_posting_delete AFTER DELETE ON application BEGIN
    INSERT INTO text_search (text_search, rowid, words) VALUES
        ('delete', (0 << 48) + OLD.id, OLD.posting_text);
END;
CREATE TRIGGER text_application_insert AFTER INSERT ON application BEGIN
    INSERT INTO text_search (rowid, words) VALUES
        ((1 << 48) + NEW.id, NEW.role_title || ' ' || NEW.location || ' ' || NEW.source || ' ' ||
            NEW.follow_up_note || ' ' || NEW.outcome_note);
END;
CREATE TRIGGER text_application_update AFTER UPDATE OF role_title, location, source,
    follow_up_note, outcome_note
    ON application
    WHEN OLD.role_title IS NOT NEW.role_title OR OLD.location IS NOT NEW.location OR OLD.source IS NOT NEW.source
    OR OLD.follow_up_note IS NOT NEW.follow_up_note OR OLD.outcome_note IS NOT NEW.outcome_note BEGIN
    INSERT INTO text_search (text_search, rowid, words) VALUES
        ('delete', (1 << 48) + OLD.id, OLD.role_title || ' ' || OLD.location || ' ' || OLD.source || ' ' ||
            OLD.follow_up_note || ' ' || OLD.outcome_note);
    INSERT INTO text_search (rowid, words) VALUES
        ((1 << 48) + NEW.id, NEW.role_title || ' ' || NEW.location || ' ' || NEW.source || ' ' ||
            NEW.follow_up_note || ' ' || NEW.outcome_note);
END;
CREATE TRIGGER text_application_delete AFTER DELETE ON application BEGIN
    INSERT INTO text_search (text_search, rowid, words) VALUES
        ('delete', (1 << 48) + OLD.id, OLD.role_title || ' ' || OLD.location || ' ' || OLD.source || ' ' ||
            OLD.follow_up_note || ' ' || OLD.outcome_note);
END;
CREATE TRIGGER text_note_insert AFTER INSERT ON note BEGIN
    INSERT INTO text_search (rowid, words) VALUES
        ((2 << 48) + NEW.id, NEW.body);
END;
CREATE TRIGGER text_note_update AFTER UPDATE OF body ON note
    WHEN OLD.body IS NOT NEW.body BEGIN
    INSERT INTO text_search (text_search, rowid, words) VALUES
        ('delete', (2 << 48) + OLD.id, OLD.body);
    INSERT INTO text_search (rowid, words) VALUES
        ((2 << 48) + NEW.id, NEW.body);
END;
CREATE TRIGGER text_note_delete AFTER DELETE ON note BEGIN
    INSERT INTO text_search (text_search, rowid, words) VALUES
        ('delete', (2 << 48) + OLD.id, OLD.body);
END;
CREATE TRIGGER text_asked_insert AFTER INSERT ON asked_question BEGIN
    INSERT INTO text_search (rowid, words) VALUES
        ((3 << 48) + NEW.id, NEW.text || ' ' || NEW.my_answer);
END;
CREATE TRIGGER text_asked_update AFTER UPDATE OF text, my_answer ON asked_question
    WHEN OLD.text IS NOT NEW.text OR OLD.my_answer IS NOT NEW.my_answer BEGIN
    INSERT INTO text_search (text_search, rowid, words) VALUES
        ('delete', (3 << 48) + OLD.id, OLD.text || ' ' || OLD.my_answer);
    INSERT INTO text_search (rowid, words) VALUES
        ((3 << 48) + NEW.id, NEW.text || ' ' || NEW.my_answer);
END;
CREATE TRIGGER text_asked_delete AFTER DELETE ON asked_question BEGIN
    INSERT INTO text_search (text_search, rowid, words) VALUES
        ('delete', (3 << 48) + OLD.id, OLD.text || ' ' || OLD.my_answer);
END;
CREATE TRIGGER text_answer_insert AFTER INSERT ON planned_ask BEGIN
    INSERT INTO text_search (rowid, words) VALUES
        ((4 << 48) + NEW.id, NEW.answer);
END;
CREATE TRIGGER text_answer_update AFTER UPDATE OF answer ON planned_ask
    WHEN OLD.answer IS NOT NEW.answer BEGIN
    INSERT INTO text_search (text_search, rowid, words) VALUES
        ('delete', (4 << 48) + OLD.id, OLD.answer);
    INSERT INTO text_search (rowid, words) VALUES
        ((4 << 48) + NEW.id, NEW.answer);
END;
CREATE TRIGGER text_answer_delete AFTER DELETE ON planned_ask BEGIN
    INSERT INTO text_search (text_search, rowid, words) VALUES
        ('delete', (4 << 48) + OLD.id, OLD.answer);
END;
CREATE TRIGGER text_interview_insert AFTER INSERT ON interview BEGIN
    INSERT INTO text_search (rowid, words) VALUES
        ((5 << 48) + NEW.id, NEW.label || ' ' || NEW.notes);
END;
CREATE TRIGGER text_interview_update AFTER UPDATE OF label, notes ON interview
    WHEN OLD.label IS NOT NEW.label OR OLD.notes IS NOT NEW.notes BEGIN
    INSERT INTO text_search (text_search, rowid, words) VALUES
        ('delete', (5 << 48) + OLD.id, OLD.label || ' ' || OLD.notes);
    INSERT INTO text_search (rowid, words) VALUES
        ((5 << 48) + NEW.id, NEW.label || ' ' || NEW.notes);
END;
CREATE TRIGGER text_interview_delete AFTER DELETE ON interview BEGIN
    INSERT INTO text_search (text_search, rowid, words) VALUES
        ('delete', (5 << 48) + OLD.id, OLD.label || ' ' || OLD.notes);
END;
CREATE TRIGGER text_contact_insert AFTER INSERT ON contact BEGIN
    INSERT INTO text_search (rowid, words) VALUES
        ((6 << 48) + NEW.id, NEW.notes);
END;
CREATE TRIGGER text_contact_update AFTER UPDATE OF notes ON contact
    WHEN OLD.notes IS NOT NEW.notes BEGIN
    INSERT INTO text_search (text_search, rowid, words) VALUES
        ('delete', (6 << 48) + OLD.id, OLD.notes);
    INSERT INTO text_search (rowid, words) VALUES
        ((6 << 48) + NEW.id, NEW.notes);
END;
CREATE TRIGGER text_contact_delete AFTER DELETE ON contact BEGIN
    INSERT INTO text_search (text_search, rowid, words) VALUES
        ('delete', (6 << 48) + OLD.id, OLD.notes);
END;
CREATE TRIGGER text_company_insert AFTER INSERT ON company BEGIN
    INSERT INTO text_search (rowid, words) VALUES
        ((7 << 48) + NEW.id, NEW.notes);
END;
CREATE TRIGGER text_company_update AFTER UPDATE OF notes ON company
    WHEN OLD.notes IS NOT NEW.notes BEGIN
    INSERT INTO text_search (text_search, rowid, words) VALUES
        ('delete', (7 << 48) + OLD.id, OLD.notes);
    INSERT INTO text_search (rowid, words) VALUES
        ((7 << 48) + NEW.id, NEW.notes);
END;
CREATE TRIGGER text_company_delete AFTER DELETE ON company BEGIN
    INSERT INTO text_search (text_search, rowid, words) VALUES
        ('delete', (7 << 48) + OLD.id, OLD.notes);
END;
CREATE TRIGGER text_offer_insert AFTER INSERT ON offer_version BEGIN
    INSERT INTO text_search (rowid, words) VALUES
        ((8 << 48) + NEW.id, NEW.level || ' ' || NEW.notes);
END;
CREATE TRIGGER text_offer_update AFTER UPDATE OF level, notes ON offer_version
    WHEN OLD.level IS NOT NEW.level OR OLD.notes IS NOT NEW.notes BEGIN
    INSERT INTO text_search (text_search, rowid, words) VALUES
        ('delete', (8 << 48) + OLD.id, OLD.level || ' ' || OLD.notes);
    INSERT INTO text_search (rowid, words) VALUES
        ((8 << 48) + NEW.id, NEW.level || ' ' || NEW.notes);
END;
CREATE TRIGGER text_offer_delete AFTER DELETE ON offer_version BEGIN
    INSERT INTO text_search (text_search, rowid, words) VALUES
        ('delete', (8 << 48) + OLD.id, OLD.level || ' ' || OLD.notes);
END;
CREATE TRIGGER text_story_insert AFTER INSERT ON story BEGIN
    INSERT INTO text_search (rowid, words)
    SELECT (9 << 48) + id, words FROM story_text WHERE id = NEW.id;
END;
-- what it said before is read while the row still says it
CREATE TRIGGER text_story_change BEFORE UPDATE OF title, sections, skills ON story
    WHEN OLD.title IS NOT NEW.title OR OLD.sections IS NOT NEW.sections OR OLD.skills IS NOT NEW.skills BEGIN
    INSERT INTO text_search (text_search, rowid, words)
    SELECT 'delete', (9 << 48) + id, words FROM story_text WHERE id = OLD.id;
END;
CREATE TRIGGER text_story_update AFTER UPDATE OF title, sections, skills ON story
    WHEN OLD.title IS NOT NEW.title OR OLD.sections IS NOT NEW.sections OR OLD.skills IS NOT NEW.skills BEGIN
    INSERT INTO text_search (rowid, words)
    SELECT (9 << 48) + id, words FROM story_text WHERE id = NEW.id;
END;
CREATE TRIGGER text_story_delete BEFORE DELETE ON story BEGIN
    INSERT INTO text_search (text_search, rowid, words)
    SELECT 'delete', (9 << 48) + id, words FROM story_text WHERE id = OLD.id;
END;
INSERT INTO text_search (text_search) VALUES ('rebuild');
