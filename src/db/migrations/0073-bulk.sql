-- One act on many documents or cases: what was chosen, what it would do, what it did, and what it takes back.
CREATE TABLE bulk_acts (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id),
  subject TEXT NOT NULL CHECK (subject IN ('document', 'case')),
  act TEXT NOT NULL CHECK (act IN ('document_type', 'move', 'add_keyword', 'remove_keyword', 'approve', 'officer', 'branch', 'close', 'export')),
  -- the document type, case, keyword, user or branch it sets; NULL until that is chosen, and where the act says it all
  value TEXT,
  state TEXT NOT NULL CHECK (state IN ('choosing', 'planning', 'preview', 'running', 'packing', 'stopped', 'done', 'undoing', 'undone', 'discarded')),
  -- the page it was begun on
  origin TEXT NOT NULL,
  -- more were found than an act takes
  shortened INTEGER NOT NULL DEFAULT 0,
  problem TEXT,
  -- the package of an export, until it expires
  blob_id TEXT REFERENCES blobs (id),
  created_at TEXT NOT NULL,
  started_at TEXT,
  ended_at TEXT,
  undone_at TEXT,
  -- when what was before was forgotten: from then on it cannot be undone
  purged_at TEXT
) STRICT;
CREATE INDEX bulk_acts_user ON bulk_acts (user_id, created_at);
CREATE INDEX bulk_acts_at_work ON bulk_acts (state, created_at);
CREATE TABLE bulk_items (
  bulk_id TEXT NOT NULL REFERENCES bulk_acts (id),
  n INTEGER NOT NULL,
  -- a document or a case
  subject_id TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'chosen' CHECK (state IN ('chosen', 'planned', 'left', 'done', 'failed', 'undone', 'kept')),
  -- JSON: why it was left alone, or not set back
  reason TEXT,
  -- what the act changes, as it was and as the act left it; of an export, JSON: the documents in the package
  before TEXT,
  after TEXT,
  PRIMARY KEY (bulk_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX bulk_items_state ON bulk_items (bulk_id, state, n);
