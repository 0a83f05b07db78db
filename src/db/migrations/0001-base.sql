-- Times are ISO 8601 UTC with Z; days are YYYY-MM-DD in Copenhagen; ids are version 4 UUIDs.

-- files: one row per blob; the bytes lie on disk under the id
CREATE TABLE blobs (
  id TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  shredded_at TEXT
) STRICT;

-- queue: at-least-once work; key makes the same work exist once
CREATE TABLE jobs (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  payload TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'leased', 'done', 'failed')),
  run_at TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  lease_owner TEXT,
  lease_until TEXT,
  last_error TEXT,
  created_at TEXT NOT NULL,
  finished_at TEXT
) STRICT;
CREATE INDEX jobs_due ON jobs (state, kind, run_at);

-- audit: a hash chain; the personal part lies apart and can be erased while the chain still verifies
CREATE TABLE audit_entries (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  actor_id TEXT,
  event TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  parent_kind TEXT,
  parent_id TEXT,
  commitment TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX audit_subject ON audit_entries (subject_kind, subject_id, seq);
CREATE INDEX audit_parent ON audit_entries (parent_kind, parent_id, seq);
CREATE INDEX audit_actor ON audit_entries (actor_id, seq);
CREATE TABLE audit_payloads (
  seq INTEGER PRIMARY KEY REFERENCES audit_entries (seq),
  salt TEXT NOT NULL,
  payload TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END;
CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries BEGIN SELECT RAISE(ABORT, 'audit entries are never deleted'); END;
CREATE TRIGGER audit_payloads_no_update BEFORE UPDATE ON audit_payloads BEGIN SELECT RAISE(ABORT, 'audit payloads are never changed'); END;
CREATE TABLE audit_erasure (open INTEGER NOT NULL CHECK (open IN (0, 1))) STRICT;
INSERT INTO audit_erasure (open) VALUES (0);
CREATE TRIGGER audit_payloads_no_delete BEFORE DELETE ON audit_payloads
  WHEN (SELECT open FROM audit_erasure) = 0
  BEGIN SELECT RAISE(ABORT, 'audit payloads are erased by rule only'); END;

-- access
CREATE TABLE users (
  id TEXT PRIMARY KEY,
  username TEXT NOT NULL UNIQUE COLLATE NOCASE,
  name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  locked_at TEXT,
  created_at TEXT NOT NULL
) STRICT;
CREATE TABLE user_roles (
  user_id TEXT NOT NULL REFERENCES users (id),
  role TEXT NOT NULL CHECK (role IN ('administrator', 'secretary', 'case_officer', 'leader', 'reader')),
  PRIMARY KEY (user_id, role)
) STRICT, WITHOUT ROWID;
CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id),
  created_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_user ON sessions (user_id);
CREATE TABLE login_failures (
  key TEXT PRIMARY KEY,
  failures INTEGER NOT NULL,
  last_at TEXT NOT NULL,
  blocked_until TEXT
) STRICT;
CREATE TABLE case_access (
  case_id TEXT NOT NULL,
  user_id TEXT NOT NULL REFERENCES users (id),
  kind TEXT NOT NULL CHECK (kind IN ('officer', 'given')),
  given_by TEXT,
  given_at TEXT NOT NULL,
  PRIMARY KEY (case_id, user_id, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_access_user ON case_access (user_id, case_id);

-- settings an administrator edits; keys and types in src/settings
CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  updated_by TEXT
) STRICT;

-- people
CREATE TABLE people (
  id TEXT PRIMARY KEY,
  cpr TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('student', 'guardian', 'staff', 'other')),
  class_name TEXT,
  address TEXT,
  protected INTEGER NOT NULL DEFAULT 0,
  left_on TEXT
) STRICT;
CREATE INDEX people_class ON people (class_name, name);
CREATE TABLE guardianships (
  student_id TEXT NOT NULL REFERENCES people (id),
  guardian_id TEXT NOT NULL REFERENCES people (id),
  relation TEXT NOT NULL,
  custody INTEGER NOT NULL,
  PRIMARY KEY (student_id, guardian_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE companies (
  id TEXT PRIMARY KEY,
  cvr TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  address TEXT
) STRICT;
CREATE TABLE production_units (
  number TEXT PRIMARY KEY,
  company_id TEXT NOT NULL REFERENCES companies (id),
  name TEXT NOT NULL,
  address TEXT
) STRICT;
-- the last answer of the mailbox look-up for a number, with its age
CREATE TABLE mailboxes (
  kind TEXT NOT NULL CHECK (kind IN ('cpr', 'cvr')),
  number TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('registered', 'exempt', 'closed', 'unconfirmed', 'not_found')),
  checked_at TEXT NOT NULL,
  PRIMARY KEY (kind, number)
) STRICT, WITHOUT ROWID;

-- archive
CREATE TABLE document_types (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  position INTEGER NOT NULL,
  active INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE cases (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('student', 'company', 'authority', 'free')),
  title TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('open', 'closed', 'for_disposal', 'disposed')),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX cases_title ON cases (kind, title);
-- a person's number can change: a case is keyed by a list
CREATE TABLE case_identifiers (
  kind TEXT NOT NULL CHECK (kind IN ('cpr', 'cvr')),
  number TEXT NOT NULL,
  case_id TEXT NOT NULL REFERENCES cases (id),
  position INTEGER NOT NULL,
  PRIMARY KEY (kind, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_identifiers_case ON case_identifiers (case_id, position);
CREATE TABLE documents (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  title TEXT NOT NULL,
  document_type_id TEXT REFERENCES document_types (id),
  direction TEXT NOT NULL CHECK (direction IN ('sent', 'received', 'internal')),
  status TEXT NOT NULL,
  sent_at TEXT,
  received_at TEXT,
  disposal_date TEXT,
  dispatch_id TEXT,
  letter_id TEXT UNIQUE,
  created_at TEXT NOT NULL,
  created_by TEXT
) STRICT;
CREATE INDEX documents_case ON documents (case_id, created_at);
CREATE TABLE document_files (
  document_id TEXT NOT NULL REFERENCES documents (id),
  role TEXT NOT NULL CHECK (role IN ('sent', 'original', 'attachment')),
  position INTEGER NOT NULL,
  blob_id TEXT NOT NULL UNIQUE REFERENCES blobs (id),
  filename TEXT NOT NULL,
  mime TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  pages INTEGER,
  PRIMARY KEY (document_id, role, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE document_texts (
  document_id TEXT PRIMARY KEY REFERENCES documents (id),
  text TEXT NOT NULL
) STRICT;
CREATE TABLE document_receipts (
  id TEXT PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents (id),
  kind TEXT NOT NULL CHECK (kind IN ('technical', 'business')),
  status TEXT NOT NULL,
  raw TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  received_at TEXT NOT NULL
) STRICT;
CREATE INDEX document_receipts_document ON document_receipts (document_id, received_at);

-- sending
CREATE TABLE dispatches (
  id TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('reading', 'needs_password', 'unreadable_file', 'draft', 'submitted', 'settled', 'discarded')),
  title TEXT NOT NULL,
  document_type_id TEXT REFERENCES document_types (id),
  reply_allowed INTEGER NOT NULL DEFAULT 0,
  remove_cpr INTEGER NOT NULL DEFAULT 1,
  deliver_on TEXT,
  source_blob_id TEXT NOT NULL REFERENCES blobs (id),
  -- the same document without its password, where it came encrypted
  working_blob_id TEXT REFERENCES blobs (id),
  source_filename TEXT NOT NULL,
  source_size INTEGER NOT NULL,
  pages INTEGER,
  progress_done INTEGER NOT NULL DEFAULT 0,
  progress_total INTEGER NOT NULL DEFAULT 0,
  problem TEXT,
  -- counts every change; a report is bound to the revision it was made of
  revision INTEGER NOT NULL DEFAULT 0,
  created_by TEXT NOT NULL REFERENCES users (id),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  looked_up_at TEXT,
  submitted_by TEXT REFERENCES users (id),
  submitted_at TEXT,
  settled_at TEXT,
  purged_at TEXT
) STRICT;
CREATE INDEX dispatches_created ON dispatches (created_by, created_at);
CREATE INDEX dispatches_state ON dispatches (state, created_at);
CREATE TABLE dispatch_pages (
  dispatch_id TEXT NOT NULL REFERENCES dispatches (id),
  page INTEGER NOT NULL,
  width REAL NOT NULL,
  height REAL NOT NULL,
  rotation INTEGER NOT NULL,
  unreadable TEXT,
  -- a person has decided: left out of every letter
  left_out INTEGER NOT NULL DEFAULT 0,
  candidates TEXT NOT NULL,
  PRIMARY KEY (dispatch_id, page)
) STRICT, WITHOUT ROWID;
CREATE TABLE letters (
  id TEXT PRIMARY KEY,
  dispatch_id TEXT NOT NULL REFERENCES dispatches (id),
  ordinal INTEGER NOT NULL,
  pages TEXT NOT NULL,
  recipient_kind TEXT CHECK (recipient_kind IN ('cpr', 'cvr')),
  recipient_number TEXT,
  recipient_name TEXT,
  class_name TEXT,
  certainty TEXT NOT NULL CHECK (certainty IN ('sure', 'doubtful', 'confirmed')),
  evidence TEXT NOT NULL,
  found TEXT NOT NULL,
  alternatives TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN (
    'draft', 'removed', 'preparing', 'waiting_date', 'queued', 'sending', 'unknown',
    'handed_over', 'delivered', 'failed', 'cancelled')),
  -- JSON {key, values}: why it is where it is, for a person
  reason TEXT,
  message_uuid TEXT NOT NULL UNIQUE,
  document_id TEXT REFERENCES documents (id),
  sent_blob_id TEXT REFERENCES blobs (id),
  handed_over_at TEXT,
  delivered_at TEXT,
  updated_at TEXT NOT NULL,
  UNIQUE (dispatch_id, ordinal)
) STRICT;
CREATE INDEX letters_state ON letters (state, updated_at);
CREATE INDEX letters_dispatch_state ON letters (dispatch_id, state);
CREATE TABLE transmissions (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('single', 'mass')),
  letters INTEGER NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  outcome TEXT,
  peer_transmission_id TEXT
) STRICT;
CREATE TABLE attempts (
  id INTEGER PRIMARY KEY,
  letter_id TEXT NOT NULL REFERENCES letters (id),
  transmission_id TEXT NOT NULL REFERENCES transmissions (id),
  worker TEXT NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  outcome TEXT,
  reason TEXT,
  detail TEXT
) STRICT;
CREATE INDEX attempts_letter ON attempts (letter_id, id);
CREATE INDEX attempts_open ON attempts (worker) WHERE finished_at IS NULL;
-- what the platform told us, kept as it came; unknown message UUIDs too
CREATE TABLE receipts (
  receipt_id TEXT PRIMARY KEY,
  message_uuid TEXT,
  status TEXT,
  raw TEXT NOT NULL,
  received_at TEXT NOT NULL,
  letter_id TEXT REFERENCES letters (id)
) STRICT;
CREATE INDEX receipts_message ON receipts (message_uuid);

-- a search is POSTed and shown under its own id, so that no number stands in an address; criteria are erased with the log
CREATE TABLE searches (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id),
  criteria TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX searches_user ON searches (user_id, created_at);

-- how the box's own parts are doing, for the health page: last poll, connection, heart-beats. No personal data.
CREATE TABLE statuses (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
