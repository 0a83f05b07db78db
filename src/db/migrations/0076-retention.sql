-- How long documents are kept: a rule for each document type, holds, postponements, and the day each document may be
-- disposed of. The day is kept by triggers, like the marks of cases: whoever changes a type, a case's status, a leaving date
-- or a letter's sending changes it in the same transaction and cannot forget it.
ALTER TABLE documents ADD COLUMN retention_years INTEGER; -- its letter template's, in place of the type's

CREATE TABLE retention_rules (
  id TEXT PRIMARY KEY,
  document_type_id TEXT REFERENCES document_types (id),
  -- proposed: its consequences are being looked at; active: at most one of a type; retired: it was active once
  state TEXT NOT NULL CHECK (state IN ('proposed', 'active', 'retired')),
  outcome TEXT NOT NULL CHECK (outcome IN ('none', 'keep', 'dispose')),
  years INTEGER,
  counted_from TEXT NOT NULL CHECK (counted_from IN ('filed', 'sent', 'case_closed', 'student_left')),
  -- counted from the end of the calendar year of that day
  year_end INTEGER NOT NULL DEFAULT 0,
  reason TEXT NOT NULL DEFAULT '',
  made_by TEXT REFERENCES users (id),
  made_at TEXT NOT NULL,
  CHECK ((outcome = 'dispose') = (years IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX retention_rules_active ON retention_rules (document_type_id) WHERE state = 'active';
CREATE UNIQUE INDEX retention_rules_proposed ON retention_rules (document_type_id) WHERE state = 'proposed';
-- what applies where a type has no rule, or a document no type
INSERT INTO retention_rules (id, state, outcome, counted_from, made_at) VALUES ('none', 'active', 'none', 'sent', '');

-- the documents of a type get their days anew after its rule was changed, in small steps
CREATE TABLE retention_recounts (
  document_type_id TEXT PRIMARY KEY REFERENCES document_types (id),
  after TEXT NOT NULL DEFAULT '',
  done INTEGER NOT NULL DEFAULT 0,
  total INTEGER NOT NULL,
  finished_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE disposal_postponements (
  document_id TEXT PRIMARY KEY REFERENCES documents (id),
  until TEXT NOT NULL,
  reason TEXT NOT NULL,
  postponed_by TEXT NOT NULL REFERENCES users (id),
  postponed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE disposal_holds (
  id TEXT PRIMARY KEY,
  subject_kind TEXT NOT NULL CHECK (subject_kind IN ('case', 'document')),
  subject_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  placed_by TEXT NOT NULL REFERENCES users (id),
  placed_at TEXT NOT NULL,
  lifted_by TEXT REFERENCES users (id),
  lifted_at TEXT
) STRICT;
CREATE INDEX disposal_holds_subject ON disposal_holds (subject_kind, subject_id, placed_at);
CREATE INDEX disposal_holds_open ON disposal_holds (subject_kind, subject_id) WHERE lifted_at IS NULL;

CREATE INDEX documents_disposal ON documents (disposal_date, document_type_id, case_id, status, id) WHERE disposal_date IS NOT NULL;
CREATE INDEX documents_disposal_type ON documents (document_type_id, disposal_date, case_id, status, id) WHERE disposal_date IS NOT NULL;
CREATE INDEX documents_type ON documents (document_type_id, id);

-- The last day a document is kept under a rule; NULL = no such day (yet). local_day is the program's: the Copenhagen day of a
-- stored time. 29 February and so many years is 1 March where the year has none: never too early.
CREATE VIEW disposal_by_rule AS
SELECT document_id, document_type_id, rule_id, CASE WHEN until > due THEN until ELSE due END AS due FROM (
  SELECT document_id, document_type_id, rule_id, until, CASE
    WHEN outcome = 'keep' OR years IS NULL OR day IS NULL THEN NULL
    WHEN year_end THEN date(day, 'start of year', '+' || (years + 1) || ' years', '-1 day')
    ELSE date(day, '+' || years || ' years') END AS due
  FROM (
    SELECT d.id AS document_id, d.document_type_id, r.id AS rule_id, r.outcome, r.year_end, coalesce(d.retention_years, r.years) AS years,
      (SELECT p.until FROM disposal_postponements p WHERE p.document_id = d.id) AS until,
      CASE r.counted_from
        WHEN 'filed' THEN local_day(d.created_at)
        WHEN 'sent' THEN local_day(coalesce(CASE d.direction WHEN 'sent' THEN d.sent_at WHEN 'received' THEN d.received_at END, d.created_at))
        WHEN 'case_closed' THEN (SELECT local_day(c.closed_at) FROM cases c WHERE c.id = d.case_id AND c.status <> 'open')
        WHEN 'student_left' THEN (SELECT CASE WHEN max(p.left_on IS NULL) = 0 THEN max(p.left_on) END
          FROM case_identifiers i JOIN people p ON p.cpr = i.number WHERE i.case_id = d.case_id AND i.kind = 'cpr')
      END AS day
    FROM documents d JOIN retention_rules r
  )
);
-- the same by the rule that applies
CREATE VIEW disposal_now AS
SELECT v.document_id, v.document_type_id, v.rule_id, v.due FROM disposal_by_rule v
WHERE v.rule_id = coalesce((SELECT r.id FROM retention_rules r WHERE r.document_type_id = v.document_type_id AND r.state = 'active'), 'none');

CREATE TRIGGER disposal_document_made AFTER INSERT ON documents WHEN NEW.document_type_id IS NOT NULL OR NEW.retention_years IS NOT NULL BEGIN
  UPDATE documents SET disposal_date = (SELECT due FROM disposal_now v WHERE v.document_id = documents.id) WHERE id = NEW.id;
END;
CREATE TRIGGER disposal_document_changed AFTER UPDATE OF document_type_id, retention_years, direction, sent_at, received_at, created_at, case_id ON documents
WHEN NEW.document_type_id IS NOT NULL OR OLD.document_type_id IS NOT NULL OR NEW.retention_years IS NOT NULL OR OLD.retention_years IS NOT NULL BEGIN
  UPDATE documents SET disposal_date = (SELECT due FROM disposal_now v WHERE v.document_id = documents.id) WHERE id = NEW.id;
END;
CREATE TRIGGER disposal_case_changed AFTER UPDATE OF closed_at, status ON cases WHEN OLD.closed_at IS NOT NEW.closed_at OR (OLD.status = 'open') <> (NEW.status = 'open') BEGIN
  UPDATE documents SET disposal_date = (SELECT due FROM disposal_now v WHERE v.document_id = documents.id) WHERE case_id = NEW.id AND document_type_id IS NOT NULL;
END;
CREATE TRIGGER disposal_person_made AFTER INSERT ON people BEGIN
  UPDATE documents SET disposal_date = (SELECT due FROM disposal_now v WHERE v.document_id = documents.id)
    WHERE document_type_id IS NOT NULL AND case_id IN (SELECT case_id FROM case_identifiers WHERE kind = 'cpr' AND number = NEW.cpr);
END;
CREATE TRIGGER disposal_person_changed AFTER UPDATE OF left_on, cpr ON people WHEN OLD.left_on IS NOT NEW.left_on OR OLD.cpr <> NEW.cpr BEGIN
  UPDATE documents SET disposal_date = (SELECT due FROM disposal_now v WHERE v.document_id = documents.id)
    WHERE document_type_id IS NOT NULL AND case_id IN (SELECT case_id FROM case_identifiers WHERE kind = 'cpr' AND number IN (OLD.cpr, NEW.cpr));
END;
CREATE TRIGGER disposal_person_gone AFTER DELETE ON people BEGIN
  UPDATE documents SET disposal_date = (SELECT due FROM disposal_now v WHERE v.document_id = documents.id)
    WHERE document_type_id IS NOT NULL AND case_id IN (SELECT case_id FROM case_identifiers WHERE kind = 'cpr' AND number = OLD.cpr);
END;
CREATE TRIGGER disposal_number_made AFTER INSERT ON case_identifiers WHEN NEW.kind = 'cpr' BEGIN
  UPDATE documents SET disposal_date = (SELECT due FROM disposal_now v WHERE v.document_id = documents.id) WHERE case_id = NEW.case_id AND document_type_id IS NOT NULL;
END;
CREATE TRIGGER disposal_number_changed AFTER UPDATE OF case_id, number ON case_identifiers WHEN NEW.kind = 'cpr' BEGIN
  UPDATE documents SET disposal_date = (SELECT due FROM disposal_now v WHERE v.document_id = documents.id) WHERE case_id IN (OLD.case_id, NEW.case_id) AND document_type_id IS NOT NULL;
END;
CREATE TRIGGER disposal_number_gone AFTER DELETE ON case_identifiers WHEN OLD.kind = 'cpr' BEGIN
  UPDATE documents SET disposal_date = (SELECT due FROM disposal_now v WHERE v.document_id = documents.id) WHERE case_id = OLD.case_id AND document_type_id IS NOT NULL;
END;
CREATE TRIGGER disposal_postponed AFTER INSERT ON disposal_postponements BEGIN
  UPDATE documents SET disposal_date = (SELECT due FROM disposal_now v WHERE v.document_id = documents.id) WHERE id = NEW.document_id;
END;
CREATE TRIGGER disposal_postponed_again AFTER UPDATE ON disposal_postponements BEGIN
  UPDATE documents SET disposal_date = (SELECT due FROM disposal_now v WHERE v.document_id = documents.id) WHERE id = NEW.document_id;
END;
CREATE TRIGGER disposal_postponed_no_more AFTER DELETE ON disposal_postponements BEGIN
  UPDATE documents SET disposal_date = (SELECT due FROM disposal_now v WHERE v.document_id = documents.id) WHERE id = OLD.document_id;
END;

-- What is held stays held: a document that leaves a held case takes the hold along, and so does a case taken up into another.
CREATE TRIGGER disposal_hold_moves AFTER UPDATE OF case_id ON documents WHEN OLD.case_id <> NEW.case_id BEGIN
  INSERT INTO disposal_holds (id, subject_kind, subject_id, reason, placed_by, placed_at)
    SELECT lower(hex(randomblob(16))), 'document', NEW.id, h.reason, h.placed_by, h.placed_at FROM disposal_holds h
    WHERE h.subject_kind = 'case' AND h.subject_id = OLD.case_id AND h.lifted_at IS NULL AND (SELECT merged_into FROM cases WHERE id = OLD.case_id) IS NULL;
END;
CREATE TRIGGER disposal_hold_merges AFTER UPDATE OF merged_into ON cases WHEN NEW.merged_into IS NOT NULL AND OLD.merged_into IS NULL BEGIN
  UPDATE disposal_holds SET subject_id = NEW.merged_into WHERE subject_kind = 'case' AND subject_id = NEW.id;
END;

-- A batch laid before a second person, bound to exactly what is in it.
CREATE TABLE disposal_batches (
  id TEXT PRIMARY KEY,
  number INTEGER NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'sent_back', 'withdrawn')),
  -- SHA-256 over every document, its day, rule, versions and files
  content_hash TEXT NOT NULL,
  documents INTEGER NOT NULL,
  proposed_by TEXT NOT NULL REFERENCES users (id),
  proposed_at TEXT NOT NULL,
  note TEXT,
  decided_by TEXT REFERENCES users (id),
  decided_at TEXT,
  decision_note TEXT,
  -- until then the approval can be taken back
  grace_until TEXT
) STRICT;
CREATE INDEX disposal_batches_state ON disposal_batches (state, proposed_at);
CREATE TABLE disposal_batch_documents (
  batch_id TEXT NOT NULL REFERENCES disposal_batches (id),
  document_id TEXT NOT NULL REFERENCES documents (id),
  rule_id TEXT NOT NULL REFERENCES retention_rules (id),
  due TEXT NOT NULL,
  -- 0 when the batch was sent back or withdrawn: the document may be proposed anew
  open INTEGER NOT NULL DEFAULT 1 CHECK (open IN (0, 1)),
  PRIMARY KEY (batch_id, document_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX disposal_batch_documents_open ON disposal_batch_documents (document_id) WHERE open = 1;

-- letters that a template with years of its own has made already
UPDATE documents SET retention_years = (SELECT t.retention_years FROM dispatches s JOIN letter_templates t ON t.id = s.template_id WHERE s.id = documents.dispatch_id AND s.template_left = 0)
  WHERE letter_id IS NOT NULL AND dispatch_id IN (SELECT s.id FROM dispatches s JOIN letter_templates t ON t.id = s.template_id WHERE t.retention_years IS NOT NULL AND s.template_left = 0);
