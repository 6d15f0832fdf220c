-- Frozen: the schema of data version 1. Later versions change it in revisions of their own.
CREATE TABLE checklist_template (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    slug VARCHAR,
    round_kind VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    offset_hours INTEGER NOT NULL,
    position INTEGER NOT NULL,
    edited_at DATETIME,
    PRIMARY KEY (id),
    UNIQUE (slug)
);
CREATE INDEX ix_checklist_template_round_kind ON checklist_template (round_kind);
CREATE TABLE company (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    name_key VARCHAR NOT NULL,
    website VARCHAR NOT NULL,
    notes VARCHAR NOT NULL,
    board_kind VARCHAR,
    board_token VARCHAR,
    PRIMARY KEY (id),
    UNIQUE (name_key)
);
CREATE TABLE document (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    version_label VARCHAR NOT NULL,
    file_uuid VARCHAR NOT NULL,
    original_name VARCHAR NOT NULL,
    media_type VARCHAR NOT NULL,
    size INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (file_uuid)
);
CREATE TABLE draft (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    "key" VARCHAR NOT NULL,
    payload JSON NOT NULL,
    PRIMARY KEY ("key")
);
CREATE TABLE employer_question (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    slug VARCHAR,
    category VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    why VARCHAR NOT NULL,
    good_signs JSON NOT NULL,
    warning_signs JSON NOT NULL,
    ask_back VARCHAR NOT NULL,
    best_rounds JSON NOT NULL,
    origin VARCHAR NOT NULL,
    content_version VARCHAR NOT NULL,
    edited_at DATETIME,
    archived_at DATETIME,
    PRIMARY KEY (id),
    UNIQUE (slug)
);
CREATE TABLE pipeline_stage (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    color_role VARCHAR NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT stage_kind_known CHECK (kind IN ('saved', 'applied', 'screening', 'interviewing', 'offer', 'closed'))
);
CREATE TABLE reminder_state (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    "key" VARCHAR NOT NULL,
    snoozed_until DATETIME,
    dismissed_at DATETIME,
    PRIMARY KEY ("key")
);
CREATE TABLE saved_view (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    page VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    filter JSON NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE setting (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    "key" VARCHAR NOT NULL,
    value JSON NOT NULL,
    PRIMARY KEY ("key")
);
CREATE TABLE story (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    sections JSON NOT NULL,
    skills JSON NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE tag (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    name_key VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (name_key)
);
CREATE TABLE topic (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    slug VARCHAR NOT NULL,
    area VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (slug)
);
CREATE TABLE application (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    company_id INTEGER NOT NULL,
    role_title VARCHAR NOT NULL,
    role_family VARCHAR NOT NULL,
    seniority VARCHAR NOT NULL,
    location VARCHAR NOT NULL,
    work_mode VARCHAR NOT NULL,
    employment_type VARCHAR NOT NULL,
    salary_min INTEGER,
    salary_max INTEGER,
    salary_currency VARCHAR NOT NULL,
    salary_period VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    posting_url VARCHAR NOT NULL,
    posting_text VARCHAR NOT NULL,
    priority INTEGER NOT NULL,
    applied_on DATE,
    deadline_on DATE,
    follow_up_on DATE,
    follow_up_note VARCHAR NOT NULL,
    stage_id INTEGER NOT NULL,
    outcome VARCHAR NOT NULL,
    outcome_on DATE,
    outcome_note VARCHAR NOT NULL,
    archived_at DATETIME,
    PRIMARY KEY (id),
    CONSTRAINT application_outcome_known CHECK (outcome IN ('open', 'accepted', 'declined', 'rejected', 'withdrawn', 'ghosted', 'expired')),
    FOREIGN KEY(company_id) REFERENCES company (id) ON DELETE RESTRICT,
    FOREIGN KEY(stage_id) REFERENCES pipeline_stage (id) ON DELETE RESTRICT
);
CREATE INDEX ix_application_company_id ON application (company_id);
CREATE INDEX ix_application_stage_id ON application (stage_id);
CREATE TABLE contact (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    company_id INTEGER,
    name VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    email VARCHAR NOT NULL,
    phone VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    notes VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(company_id) REFERENCES company (id) ON DELETE SET NULL
);
CREATE INDEX ix_contact_company_id ON contact (company_id);
CREATE TABLE question (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    slug VARCHAR,
    topic_id INTEGER NOT NULL,
    part_of_id INTEGER,
    category VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    difficulty INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    popularity INTEGER NOT NULL,
    popularity_basis VARCHAR NOT NULL,
    prompt VARCHAR NOT NULL,
    why_asked VARCHAR NOT NULL,
    short_answer VARCHAR NOT NULL,
    answer VARCHAR NOT NULL,
    how_to_answer JSON NOT NULL,
    rubric JSON NOT NULL,
    pitfalls JSON NOT NULL,
    follow_ups JSON NOT NULL,
    hints JSON NOT NULL,
    "references" JSON NOT NULL,
    coding JSON,
    origin VARCHAR NOT NULL,
    complete BOOLEAN NOT NULL,
    content_version VARCHAR NOT NULL,
    review_by DATE,
    edited_at DATETIME,
    archived_at DATETIME,
    PRIMARY KEY (id),
    UNIQUE (slug),
    FOREIGN KEY(topic_id) REFERENCES topic (id) ON DELETE RESTRICT,
    FOREIGN KEY(part_of_id) REFERENCES question (id) ON DELETE SET NULL
);
CREATE INDEX ix_question_part_of_id ON question (part_of_id);
CREATE INDEX ix_question_topic_id ON question (topic_id);
CREATE TABLE self_rating (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    topic_id INTEGER NOT NULL,
    rating INTEGER NOT NULL,
    rated_at DATETIME NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT self_rating_range CHECK (rating BETWEEN 1 AND 5),
    FOREIGN KEY(topic_id) REFERENCES topic (id) ON DELETE RESTRICT
);
CREATE INDEX ix_self_rating_topic_id ON self_rating (topic_id);
CREATE TABLE application_contact (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    application_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    relation VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (application_id, contact_id, relation),
    FOREIGN KEY(application_id) REFERENCES application (id) ON DELETE CASCADE,
    FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
);
CREATE INDEX ix_application_contact_application_id ON application_contact (application_id);
CREATE INDEX ix_application_contact_contact_id ON application_contact (contact_id);
CREATE TABLE application_document (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    application_id INTEGER NOT NULL,
    document_id INTEGER NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (application_id, document_id),
    FOREIGN KEY(application_id) REFERENCES application (id) ON DELETE CASCADE,
    FOREIGN KEY(document_id) REFERENCES document (id) ON DELETE CASCADE
);
CREATE INDEX ix_application_document_application_id ON application_document (application_id);
CREATE INDEX ix_application_document_document_id ON application_document (document_id);
CREATE TABLE application_tag (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    application_id INTEGER NOT NULL,
    tag_id INTEGER NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (application_id, tag_id),
    FOREIGN KEY(application_id) REFERENCES application (id) ON DELETE CASCADE,
    FOREIGN KEY(tag_id) REFERENCES tag (id) ON DELETE CASCADE
);
CREATE INDEX ix_application_tag_tag_id ON application_tag (tag_id);
CREATE TABLE interview (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    application_id INTEGER NOT NULL,
    loop_id INTEGER,
    round_kind VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    audience VARCHAR,
    starts_at DATETIME,
    zone VARCHAR NOT NULL,
    minutes INTEGER NOT NULL,
    format VARCHAR NOT NULL,
    location VARCHAR NOT NULL,
    meeting_url VARCHAR NOT NULL,
    received_at DATETIME,
    due_at DATETIME,
    status VARCHAR NOT NULL,
    result VARCHAR NOT NULL,
    reply_expected_on DATE,
    feeling INTEGER,
    debriefed_at DATETIME,
    notes VARCHAR NOT NULL,
    priority INTEGER,
    target_readiness FLOAT,
    ics_uid VARCHAR NOT NULL,
    ics_recurrence_id VARCHAR NOT NULL,
    ics_sequence INTEGER NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (ics_uid, ics_recurrence_id),
    CONSTRAINT interview_status_known CHECK (status IN ('planned', 'done', 'cancelled', 'no-show')),
    CONSTRAINT interview_result_known CHECK (result IN ('pending', 'passed', 'failed')),
    CONSTRAINT interview_feeling_range CHECK (feeling IS NULL OR feeling BETWEEN 1 AND 5),
    CONSTRAINT interview_start_has_zone CHECK (starts_at IS NULL OR zone <> ''),
    FOREIGN KEY(application_id) REFERENCES application (id) ON DELETE CASCADE,
    FOREIGN KEY(loop_id) REFERENCES interview (id) ON DELETE SET NULL
);
CREATE INDEX ix_interview_application_id ON interview (application_id);
CREATE INDEX ix_interview_loop_id ON interview (loop_id);
CREATE INDEX ix_interview_starts_at ON interview (starts_at);
CREATE TABLE memory (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    question_id INTEGER NOT NULL,
    stability FLOAT NOT NULL,
    difficulty FLOAT NOT NULL,
    last_review_at DATETIME NOT NULL,
    PRIMARY KEY (question_id),
    FOREIGN KEY(question_id) REFERENCES question (id) ON DELETE CASCADE
);
CREATE TABLE my_answer (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    question_id INTEGER NOT NULL,
    body VARCHAR NOT NULL,
    PRIMARY KEY (question_id),
    FOREIGN KEY(question_id) REFERENCES question (id) ON DELETE CASCADE
);
CREATE TABLE offer_version (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    application_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    base INTEGER,
    bonus INTEGER,
    equity_total INTEGER,
    equity_kind VARCHAR NOT NULL,
    vest_years INTEGER,
    sign_on INTEGER,
    currency VARCHAR NOT NULL,
    level VARCHAR NOT NULL,
    deadline_on DATE,
    start_on DATE,
    notes VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (application_id, version),
    FOREIGN KEY(application_id) REFERENCES application (id) ON DELETE CASCADE
);
CREATE TABLE opening (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    company_id INTEGER NOT NULL,
    external_id VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    location VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    posted_on DATE,
    posting_text VARCHAR NOT NULL,
    first_seen_at DATETIME NOT NULL,
    gone_at DATETIME,
    application_id INTEGER,
    PRIMARY KEY (id),
    UNIQUE (company_id, external_id),
    FOREIGN KEY(company_id) REFERENCES company (id) ON DELETE CASCADE,
    FOREIGN KEY(application_id) REFERENCES application (id) ON DELETE SET NULL
);
CREATE INDEX ix_opening_application_id ON opening (application_id);
CREATE TABLE question_round (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    question_id INTEGER NOT NULL,
    round_kind VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (question_id, round_kind),
    FOREIGN KEY(question_id) REFERENCES question (id) ON DELETE CASCADE
);
CREATE INDEX ix_question_round_round_kind ON question_round (round_kind);
CREATE TABLE question_tag (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    question_id INTEGER NOT NULL,
    tag_id INTEGER NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (question_id, tag_id),
    FOREIGN KEY(question_id) REFERENCES question (id) ON DELETE CASCADE,
    FOREIGN KEY(tag_id) REFERENCES tag (id) ON DELETE CASCADE
);
CREATE INDEX ix_question_tag_tag_id ON question_tag (tag_id);
CREATE TABLE question_topic (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    question_id INTEGER NOT NULL,
    topic_id INTEGER NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (question_id, topic_id),
    FOREIGN KEY(question_id) REFERENCES question (id) ON DELETE CASCADE,
    FOREIGN KEY(topic_id) REFERENCES topic (id) ON DELETE CASCADE
);
CREATE INDEX ix_question_topic_topic_id ON question_topic (topic_id);
CREATE TABLE stage_event (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    application_id INTEGER NOT NULL,
    from_stage_id INTEGER,
    to_stage_id INTEGER NOT NULL,
    occurred_at DATETIME NOT NULL,
    note VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(application_id) REFERENCES application (id) ON DELETE CASCADE,
    FOREIGN KEY(from_stage_id) REFERENCES pipeline_stage (id) ON DELETE RESTRICT,
    FOREIGN KEY(to_stage_id) REFERENCES pipeline_stage (id) ON DELETE RESTRICT
);
CREATE INDEX ix_stage_event_application_id ON stage_event (application_id);
CREATE TABLE story_question (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    story_id INTEGER NOT NULL,
    question_id INTEGER NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (story_id, question_id),
    FOREIGN KEY(story_id) REFERENCES story (id) ON DELETE CASCADE,
    FOREIGN KEY(question_id) REFERENCES question (id) ON DELETE CASCADE
);
CREATE INDEX ix_story_question_question_id ON story_question (question_id);
CREATE TABLE asked_question (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    interview_id INTEGER NOT NULL,
    question_id INTEGER,
    topic_id INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    grade VARCHAR,
    my_answer VARCHAR NOT NULL,
    depth INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    predicted FLOAT,
    predicted_shift FLOAT,
    PRIMARY KEY (id),
    CONSTRAINT asked_grade_known CHECK (grade IS NULL OR grade IN ('again', 'hard', 'good', 'easy')),
    FOREIGN KEY(interview_id) REFERENCES interview (id) ON DELETE CASCADE,
    FOREIGN KEY(question_id) REFERENCES question (id) ON DELETE SET NULL,
    FOREIGN KEY(topic_id) REFERENCES topic (id) ON DELETE RESTRICT
);
CREATE INDEX ix_asked_question_interview_id ON asked_question (interview_id);
CREATE INDEX ix_asked_question_question_id ON asked_question (question_id);
CREATE INDEX ix_asked_question_topic_id ON asked_question (topic_id);
CREATE TABLE checklist_item (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    application_id INTEGER NOT NULL,
    interview_id INTEGER,
    text VARCHAR NOT NULL,
    offset_hours INTEGER,
    due_at DATETIME,
    position INTEGER NOT NULL,
    done_at DATETIME,
    template_id INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(application_id) REFERENCES application (id) ON DELETE CASCADE,
    FOREIGN KEY(interview_id) REFERENCES interview (id) ON DELETE CASCADE,
    FOREIGN KEY(template_id) REFERENCES checklist_template (id) ON DELETE SET NULL
);
CREATE INDEX ix_checklist_item_application_id ON checklist_item (application_id);
CREATE INDEX ix_checklist_item_interview_id ON checklist_item (interview_id);
CREATE INDEX ix_checklist_item_template_id ON checklist_item (template_id);
CREATE TABLE interview_contact (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    interview_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (interview_id, contact_id),
    FOREIGN KEY(interview_id) REFERENCES interview (id) ON DELETE CASCADE,
    FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
);
CREATE INDEX ix_interview_contact_contact_id ON interview_contact (contact_id);
CREATE TABLE interview_move (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    interview_id INTEGER NOT NULL,
    starts_at DATETIME NOT NULL,
    zone VARCHAR NOT NULL,
    moved_at DATETIME NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(interview_id) REFERENCES interview (id) ON DELETE CASCADE
);
CREATE INDEX ix_interview_move_interview_id ON interview_move (interview_id);
CREATE TABLE interview_question (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    interview_id INTEGER NOT NULL,
    question_id INTEGER NOT NULL,
    mark VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (interview_id, question_id),
    FOREIGN KEY(interview_id) REFERENCES interview (id) ON DELETE CASCADE,
    FOREIGN KEY(question_id) REFERENCES question (id) ON DELETE CASCADE
);
CREATE INDEX ix_interview_question_question_id ON interview_question (question_id);
CREATE TABLE interview_slot (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    interview_id INTEGER NOT NULL,
    starts_at DATETIME NOT NULL,
    state VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(interview_id) REFERENCES interview (id) ON DELETE CASCADE
);
CREATE INDEX ix_interview_slot_interview_id ON interview_slot (interview_id);
CREATE TABLE interview_topic (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    interview_id INTEGER NOT NULL,
    topic_id INTEGER NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (interview_id, topic_id),
    FOREIGN KEY(interview_id) REFERENCES interview (id) ON DELETE CASCADE,
    FOREIGN KEY(topic_id) REFERENCES topic (id) ON DELETE CASCADE
);
CREATE INDEX ix_interview_topic_topic_id ON interview_topic (topic_id);
CREATE TABLE note (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    application_id INTEGER NOT NULL,
    interview_id INTEGER,
    kind VARCHAR NOT NULL,
    happened_at DATETIME NOT NULL,
    body VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(application_id) REFERENCES application (id) ON DELETE CASCADE,
    FOREIGN KEY(interview_id) REFERENCES interview (id) ON DELETE SET NULL
);
CREATE INDEX ix_note_application_id ON note (application_id);
CREATE INDEX ix_note_interview_id ON note (interview_id);
CREATE TABLE planned_ask (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    interview_id INTEGER NOT NULL,
    employer_question_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    asked_at DATETIME,
    answer VARCHAR NOT NULL,
    flag VARCHAR,
    PRIMARY KEY (id),
    UNIQUE (interview_id, employer_question_id),
    FOREIGN KEY(interview_id) REFERENCES interview (id) ON DELETE CASCADE,
    FOREIGN KEY(employer_question_id) REFERENCES employer_question (id) ON DELETE CASCADE
);
CREATE INDEX ix_planned_ask_employer_question_id ON planned_ask (employer_question_id);
CREATE TABLE practice_session (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    mode VARCHAR NOT NULL,
    interview_id INTEGER,
    budget_minutes INTEGER NOT NULL,
    started_at DATETIME NOT NULL,
    ended_at DATETIME,
    PRIMARY KEY (id),
    FOREIGN KEY(interview_id) REFERENCES interview (id) ON DELETE SET NULL
);
CREATE INDEX ix_practice_session_interview_id ON practice_session (interview_id);
CREATE TABLE recommendation (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    interview_id INTEGER NOT NULL,
    question_id INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    p_asked FLOAT NOT NULL,
    p_now FLOAT NOT NULL,
    p_after FLOAT NOT NULL,
    gain FLOAT NOT NULL,
    reasons JSON NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (interview_id, question_id),
    FOREIGN KEY(interview_id) REFERENCES interview (id) ON DELETE CASCADE,
    FOREIGN KEY(question_id) REFERENCES question (id) ON DELETE CASCADE
);
CREATE INDEX ix_recommendation_question_id ON recommendation (question_id);
CREATE TABLE story_told (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    story_id INTEGER NOT NULL,
    interview_id INTEGER NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (story_id, interview_id),
    FOREIGN KEY(story_id) REFERENCES story (id) ON DELETE CASCADE,
    FOREIGN KEY(interview_id) REFERENCES interview (id) ON DELETE CASCADE
);
CREATE INDEX ix_story_told_interview_id ON story_told (interview_id);
CREATE TABLE attempt (
    created_at DATETIME NOT NULL,
    updated_at DATETIME NOT NULL,
    id INTEGER NOT NULL,
    topic_id INTEGER NOT NULL,
    question_id INTEGER,
    session_id INTEGER,
    asked_question_id INTEGER,
    source VARCHAR NOT NULL,
    grade VARCHAR NOT NULL,
    answered_at DATETIME NOT NULL,
    seconds INTEGER NOT NULL,
    answer_text VARCHAR NOT NULL,
    rubric_ticks JSON NOT NULL,
    predicted FLOAT NOT NULL,
    predicted_shift FLOAT NOT NULL,
    recall_before FLOAT NOT NULL,
    model_version INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT attempt_grade_known CHECK (grade IN ('again', 'hard', 'good', 'easy')),
    FOREIGN KEY(topic_id) REFERENCES topic (id) ON DELETE RESTRICT,
    FOREIGN KEY(question_id) REFERENCES question (id) ON DELETE SET NULL,
    FOREIGN KEY(session_id) REFERENCES practice_session (id) ON DELETE SET NULL,
    FOREIGN KEY(asked_question_id) REFERENCES asked_question (id) ON DELETE CASCADE
);
CREATE INDEX ix_attempt_answered_at ON attempt (answered_at);
CREATE INDEX ix_attempt_asked_question_id ON attempt (asked_question_id);
CREATE INDEX ix_attempt_question_id ON attempt (question_id);
CREATE INDEX ix_attempt_session_id ON attempt (session_id);
CREATE INDEX ix_attempt_topic_id ON attempt (topic_id);
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
