-- Cases in full: a number, a type with fields of its own, parties, notes, keywords; one case taken up into another.
CREATE TABLE case_types (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('student', 'company', 'authority', 'free')),
  name TEXT NOT NULL UNIQUE,
  position INTEGER NOT NULL,
  active INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO case_types VALUES ('student', 'student', 'Elevsag', 1, 1), ('company', 'company', 'Virksomhedssag', 2, 1), ('authority', 'authority', 'Myndighedssag', 3, 1), ('free', 'free', 'Fri sag', 4, 1);
-- fields that a case of a type, or a document of a type, has beside what all have
CREATE TABLE metadata_fields (
  id TEXT PRIMARY KEY,
  owner_kind TEXT NOT NULL CHECK (owner_kind IN ('case_type', 'document_type')),
  owner_id TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('text', 'number', 'date', 'choice', 'keywords', 'person')),
  -- JSON list of what can be chosen
  choices TEXT NOT NULL DEFAULT '[]',
  required INTEGER NOT NULL DEFAULT 0,
  position INTEGER NOT NULL,
  active INTEGER NOT NULL DEFAULT 1,
  UNIQUE (owner_kind, owner_id, name)
) STRICT;
CREATE TABLE metadata_values (
  subject_kind TEXT NOT NULL CHECK (subject_kind IN ('case', 'document')),
  subject_id TEXT NOT NULL,
  field_id TEXT NOT NULL REFERENCES metadata_fields (id),
  value TEXT NOT NULL,
  PRIMARY KEY (subject_kind, subject_id, field_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX metadata_values_field ON metadata_values (field_id, value);
CREATE TABLE keywords (
  subject_kind TEXT NOT NULL CHECK (subject_kind IN ('case', 'document')),
  subject_id TEXT NOT NULL,
  keyword TEXT NOT NULL,
  PRIMARY KEY (subject_kind, subject_id, keyword)
) STRICT, WITHOUT ROWID;
CREATE INDEX keywords_keyword ON keywords (keyword);
CREATE TABLE notes (
  id TEXT PRIMARY KEY,
  subject_kind TEXT NOT NULL CHECK (subject_kind IN ('case', 'document')),
  subject_id TEXT NOT NULL,
  text TEXT NOT NULL,
  author_id TEXT NOT NULL REFERENCES users (id),
  created_at TEXT NOT NULL,
  edited_at TEXT,
  removed_at TEXT
) STRICT;
CREATE INDEX notes_subject ON notes (subject_kind, subject_id, created_at);
CREATE TABLE case_parties (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  kind TEXT NOT NULL CHECK (kind IN ('cpr', 'cvr', 'other')),
  number TEXT,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  added_at TEXT NOT NULL
) STRICT;
CREATE INDEX case_parties_case ON case_parties (case_id, added_at);
CREATE INDEX case_parties_number ON case_parties (number) WHERE number IS NOT NULL;
CREATE TABLE case_numbers (
  year INTEGER PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT;

ALTER TABLE cases ADD COLUMN type_id TEXT REFERENCES case_types (id);
UPDATE cases SET type_id = kind;
-- 2026-000123: counted by year, in the order of making
ALTER TABLE cases ADD COLUMN number TEXT;
CREATE UNIQUE INDEX cases_number ON cases (number) WHERE number IS NOT NULL;
ALTER TABLE cases ADD COLUMN closed_at TEXT;
-- taken up into this one: it is found there
ALTER TABLE cases ADD COLUMN merged_into TEXT REFERENCES cases (id);
-- the title as lists sort it: small letters, æ ø å last; without a title at the very end
ALTER TABLE cases ADD COLUMN sort_title TEXT GENERATED ALWAYS AS (CASE WHEN title = '' THEN '~' ELSE
  replace(replace(replace(replace(replace(replace(lower(title), 'Æ', '{'), 'æ', '{'), 'Ø', '|'), 'ø', '|'), 'Å', '}'), 'å', '}') END) VIRTUAL;
CREATE INDEX cases_sorted ON cases (sort_title, id);
UPDATE cases SET number = x.number FROM (
  SELECT id, substr(created_at, 1, 4) || '-' || printf('%06d', row_number() OVER (PARTITION BY substr(created_at, 1, 4) ORDER BY created_at, id)) AS number FROM cases) x WHERE x.id = cases.id;
INSERT INTO case_numbers SELECT CAST(substr(created_at, 1, 4) AS INTEGER), count(*) FROM cases GROUP BY 1;
CREATE INDEX cases_year ON cases (substr(created_at, 1, 4));

CREATE TRIGGER search_note_made AFTER INSERT ON notes BEGIN
  INSERT INTO search_changes (index_name, kind, id) SELECT name, NEW.subject_kind, NEW.subject_id FROM search_indexes;
END;
CREATE TRIGGER search_note_changed AFTER UPDATE ON notes BEGIN
  INSERT INTO search_changes (index_name, kind, id) SELECT name, NEW.subject_kind, NEW.subject_id FROM search_indexes;
END;
CREATE TRIGGER search_keyword_made AFTER INSERT ON keywords BEGIN
  INSERT INTO search_changes (index_name, kind, id) SELECT name, NEW.subject_kind, NEW.subject_id FROM search_indexes;
END;
CREATE TRIGGER search_keyword_gone AFTER DELETE ON keywords BEGIN
  INSERT INTO search_changes (index_name, kind, id) SELECT name, OLD.subject_kind, OLD.subject_id FROM search_indexes;
END;
CREATE TRIGGER search_metadata_made AFTER INSERT ON metadata_values BEGIN
  INSERT INTO search_changes (index_name, kind, id) SELECT name, NEW.subject_kind, NEW.subject_id FROM search_indexes;
END;
CREATE TRIGGER search_metadata_changed AFTER UPDATE ON metadata_values BEGIN
  INSERT INTO search_changes (index_name, kind, id) SELECT name, NEW.subject_kind, NEW.subject_id FROM search_indexes;
END;
CREATE TRIGGER search_metadata_gone AFTER DELETE ON metadata_values BEGIN
  INSERT INTO search_changes (index_name, kind, id) SELECT name, OLD.subject_kind, OLD.subject_id FROM search_indexes;
END;
