-- The register of students, guardians and staff: what is imported, how, and how it is taken back.
ALTER TABLE people ADD COLUMN student_number TEXT;
CREATE INDEX people_student_number ON people (student_number) WHERE student_number IS NOT NULL;
-- whether a copy to this guardian is proposed at all (custody is what the law asks, this what the school has noted)
ALTER TABLE guardianships ADD COLUMN receives_copy INTEGER NOT NULL DEFAULT 0;
UPDATE guardianships SET receives_copy = custody;
CREATE INDEX guardianships_guardian ON guardianships (guardian_id);
-- a person's number can change; the old one still leads to them
CREATE TABLE former_numbers (
  cpr TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  noted_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX former_numbers_person ON former_numbers (person_id);

-- which column is what, remembered by name: people, recipients of a dispatch, mailboxes to check
CREATE TABLE column_mappings (
  purpose TEXT NOT NULL CHECK (purpose IN ('people', 'recipients', 'mailboxes')),
  name TEXT NOT NULL COLLATE NOCASE,
  -- JSON: field to heading, and what else was chosen
  mapping TEXT NOT NULL,
  updated_by TEXT,
  updated_at TEXT NOT NULL,
  PRIMARY KEY (purpose, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE people_imports (
  id TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('reading', 'needs_columns', 'unreadable', 'preview', 'applying', 'applied', 'undoing', 'undone', 'discarded')),
  filename TEXT NOT NULL,
  -- the file itself, destroyed as soon as the import is applied or discarded
  blob_id TEXT REFERENCES blobs (id),
  source TEXT CHECK (source IN ('sheet', 'unilogin')),
  -- JSON: PeopleMapping; NULL until the columns are known
  mapping TEXT,
  mapping_name TEXT,
  -- JSON array of the file's headings
  headings TEXT,
  rows INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  progress_done INTEGER NOT NULL DEFAULT 0,
  progress_total INTEGER NOT NULL DEFAULT 0,
  problem TEXT,
  created_by TEXT REFERENCES users (id),
  created_at TEXT NOT NULL,
  previewed_at TEXT,
  applied_by TEXT,
  applied_at TEXT,
  undone_by TEXT,
  undone_at TEXT,
  -- when before and after of its changes were destroyed: from then on it cannot be undone
  purged_at TEXT
) STRICT;
CREATE INDEX people_imports_created ON people_imports (created_at);
CREATE TABLE people_import_changes (
  import_id TEXT NOT NULL REFERENCES people_imports (id),
  n INTEGER NOT NULL,
  -- the row of the file that brought it; NULL for what is missing from the file
  row INTEGER,
  subject TEXT NOT NULL CHECK (subject IN ('person', 'tie', 'former')),
  act TEXT NOT NULL CHECK (act IN ('new', 'changed', 'left', 'gone')),
  person_id TEXT NOT NULL,
  -- JSON records, NULL where there is or will be none
  before TEXT,
  after TEXT,
  state TEXT NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'done', 'undone', 'kept')),
  PRIMARY KEY (import_id, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE people_import_problems (
  import_id TEXT NOT NULL REFERENCES people_imports (id),
  n INTEGER NOT NULL,
  row INTEGER NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('error', 'note')),
  reason TEXT NOT NULL,
  "values" TEXT NOT NULL,
  PRIMARY KEY (import_id, n)
) STRICT, WITHOUT ROWID;
