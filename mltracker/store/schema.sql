-- The search index over questions, kept by triggers and rebuilt by "INSERT INTO question_search(...)" when in doubt.
CREATE VIRTUAL TABLE question_search USING fts5(
    prompt, short_answer, answer, how_to_answer, own_answer, tags,
    tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
CREATE VIEW question_text AS
SELECT q.id AS id, q.prompt AS prompt, q.short_answer AS short_answer, q.answer AS answer,
       q.how_to_answer AS how_to_answer,
       coalesce((SELECT m.body FROM my_answer m WHERE m.question_id = q.id), '') AS own_answer,
       coalesce((SELECT group_concat(t.name, ' ') FROM question_tag qt JOIN tag t ON t.id = qt.tag_id
                 WHERE qt.question_id = q.id), '') AS tags
FROM question q;
CREATE TRIGGER search_question_insert AFTER INSERT ON question BEGIN
    INSERT INTO question_search (rowid, prompt, short_answer, answer, how_to_answer, own_answer, tags)
    SELECT id, prompt, short_answer, answer, how_to_answer, own_answer, tags FROM question_text WHERE id = NEW.id;
END;
CREATE TRIGGER search_question_update AFTER UPDATE OF prompt, short_answer, answer, how_to_answer ON question BEGIN
    DELETE FROM question_search WHERE rowid = OLD.id;
    INSERT INTO question_search (rowid, prompt, short_answer, answer, how_to_answer, own_answer, tags)
    SELECT id, prompt, short_answer, answer, how_to_answer, own_answer, tags FROM question_text WHERE id = NEW.id;
END;
CREATE TRIGGER search_question_delete AFTER DELETE ON question BEGIN
    DELETE FROM question_search WHERE rowid = OLD.id;
END;
CREATE TRIGGER search_my_answer_insert AFTER INSERT ON my_answer BEGIN
    UPDATE question_search SET own_answer = NEW.body WHERE rowid = NEW.question_id;
END;
CREATE TRIGGER search_my_answer_update AFTER UPDATE OF body ON my_answer BEGIN
    UPDATE question_search SET own_answer = NEW.body WHERE rowid = NEW.question_id;
END;
CREATE TRIGGER search_my_answer_delete AFTER DELETE ON my_answer BEGIN
    UPDATE question_search SET own_answer = '' WHERE rowid = OLD.question_id;
END;
CREATE TRIGGER search_question_tag_insert AFTER INSERT ON question_tag BEGIN
    UPDATE question_search SET tags = (SELECT tags FROM question_text WHERE id = NEW.question_id)
    WHERE rowid = NEW.question_id;
END;
CREATE TRIGGER search_question_tag_delete AFTER DELETE ON question_tag BEGIN
    UPDATE question_search SET tags = (SELECT tags FROM question_text WHERE id = OLD.question_id)
    WHERE rowid = OLD.question_id;
END;
CREATE TRIGGER search_tag_update AFTER UPDATE OF name ON tag BEGIN
    UPDATE question_search SET tags = (SELECT tags FROM question_text WHERE id = question_search.rowid)
    WHERE rowid IN (SELECT question_id FROM question_tag WHERE tag_id = NEW.id);
END;
