-- Everything a letter and a dispatch can be (issue: the rest of sending). The states' CHECKs grow, so the tables are made
-- anew; what is only added here is filled by the parts of sending that own it.
CREATE TABLE dispatches_new (
  id TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('reading', 'needs_password', 'unreadable_file', 'draft', 'waiting_approval', 'submitted', 'settled', 'discarded')),
  title TEXT NOT NULL,
  document_type_id TEXT REFERENCES document_types (id),
  reply_allowed INTEGER NOT NULL DEFAULT 0,
  -- the day an answer is wanted by
  reply_by TEXT,
  remove_cpr INTEGER NOT NULL DEFAULT 1,
  -- when a deferred dispatch leaves: its day, and its time (HH:MM in Copenhagen; NULL = seven in the morning)
  deliver_on TEXT,
  deliver_time TEXT,
  -- the letters must be signed, and by which day
  signature_required INTEGER NOT NULL DEFAULT 0,
  sign_by TEXT,
  -- for the statistics
  cost_code TEXT,
  department TEXT,
  source_blob_id TEXT NOT NULL REFERENCES blobs (id),
  -- what is read and cut where that is another file: the document without its password, or as PDF
  working_blob_id TEXT REFERENCES blobs (id),
  source_filename TEXT NOT NULL,
  -- what the uploaded file is
  source_mime TEXT NOT NULL DEFAULT 'application/pdf',
  source_size INTEGER NOT NULL,
  pages INTEGER,
  progress_done INTEGER NOT NULL DEFAULT 0,
  progress_total INTEGER NOT NULL DEFAULT 0,
  scans_done INTEGER NOT NULL DEFAULT 0,
  scans_total INTEGER NOT NULL DEFAULT 0,
  problem TEXT,
  whole INTEGER NOT NULL DEFAULT 0,
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
INSERT INTO dispatches_new (id, state, title, document_type_id, reply_allowed, remove_cpr, deliver_on, source_blob_id, working_blob_id, source_filename, source_size,
    pages, progress_done, progress_total, scans_done, scans_total, problem, whole, revision, created_by, created_at, updated_at, looked_up_at, submitted_by, submitted_at, settled_at, purged_at)
  SELECT id, state, title, document_type_id, reply_allowed, remove_cpr, deliver_on, source_blob_id, working_blob_id, source_filename, source_size,
    pages, progress_done, progress_total, scans_done, scans_total, problem, whole, revision, created_by, created_at, updated_at, looked_up_at, submitted_by, submitted_at, settled_at, purged_at FROM dispatches;
DROP TABLE dispatches;
ALTER TABLE dispatches_new RENAME TO dispatches;
CREATE INDEX dispatches_created ON dispatches (created_by, created_at);
CREATE INDEX dispatches_state ON dispatches (state, created_at);

CREATE TABLE letters_new (
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
  -- main: the recipient's own. guardian_copy: a copy to a custody holder. instead_of_child: to the custody holder of a child
  -- under 15, in place of the child's own. copy: to somebody named by hand. The last three point at the letter they follow.
  role TEXT NOT NULL DEFAULT 'main' CHECK (role IN ('main', 'guardian_copy', 'instead_of_child', 'copy')),
  follows_letter_id TEXT REFERENCES letters_new (id),
  -- whose case it is filed on, where that is not the recipient's
  about_kind TEXT CHECK (about_kind IN ('cpr', 'cvr')),
  about_number TEXT,
  -- Mor, Far ... of a guardian
  relation TEXT,
  -- JSON Attention (sending/ports.ts): P-number, case officer, telephone, contact person of a company letter
  attention TEXT,
  state TEXT NOT NULL CHECK (state IN (
    'draft', 'removed', 'preparing', 'waiting_undo', 'waiting_date', 'queued', 'sending', 'unknown',
    'handed_over', 'delivered', 'failed', 'cancelled',
    'printed', 'remote_printed', 'handled_otherwise')),
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
INSERT INTO letters_new (id, dispatch_id, ordinal, pages, recipient_kind, recipient_number, recipient_name, class_name, certainty,
    evidence, found, alternatives, state, reason, message_uuid, document_id, sent_blob_id, handed_over_at, delivered_at, updated_at)
  SELECT id, dispatch_id, ordinal, pages, recipient_kind, recipient_number, recipient_name, class_name, certainty,
    evidence, found, alternatives, state, reason, message_uuid, document_id, sent_blob_id, handed_over_at, delivered_at, updated_at FROM letters;
DROP TABLE letters;
ALTER TABLE letters_new RENAME TO letters;
CREATE INDEX letters_state ON letters (state, updated_at);
CREATE INDEX letters_dispatch_state ON letters (dispatch_id, state);
CREATE INDEX letters_recipient ON letters (dispatch_id, recipient_number);
CREATE INDEX letters_follows ON letters (follows_letter_id) WHERE follows_letter_id IS NOT NULL;

-- A document's files: sent (as it left), original (its own pages as they came), source (the file before it became a PDF),
-- attachment, signed (came back signed), message (a received MeMo, byte for byte), readable (made to be read beside it).
CREATE TABLE document_files_new (
  document_id TEXT NOT NULL REFERENCES documents (id),
  role TEXT NOT NULL CHECK (role IN ('sent', 'original', 'source', 'attachment', 'signed', 'message', 'readable')),
  position INTEGER NOT NULL,
  blob_id TEXT NOT NULL UNIQUE REFERENCES blobs (id),
  filename TEXT NOT NULL,
  mime TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  pages INTEGER,
  PRIMARY KEY (document_id, role, position)
) STRICT, WITHOUT ROWID;
INSERT INTO document_files_new SELECT document_id, role, position, blob_id, filename, mime, sha256, size, pages FROM document_files;
DROP TABLE document_files;
ALTER TABLE document_files_new RENAME TO document_files;
