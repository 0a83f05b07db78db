-- Many cases can be made confidential at once: an act more.
CREATE TABLE bulk_acts_new (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id),
  subject TEXT NOT NULL CHECK (subject IN ('document', 'case')),
  act TEXT NOT NULL CHECK (act IN ('document_type', 'move', 'add_keyword', 'remove_keyword', 'approve', 'officer', 'branch', 'close', 'confidential', 'export')),
  value TEXT,
  state TEXT NOT NULL CHECK (state IN ('choosing', 'planning', 'preview', 'running', 'packing', 'stopped', 'done', 'undoing', 'undone', 'discarded')),
  origin TEXT NOT NULL,
  shortened INTEGER NOT NULL DEFAULT 0,
  problem TEXT,
  blob_id TEXT REFERENCES blobs (id),
  created_at TEXT NOT NULL,
  started_at TEXT,
  ended_at TEXT,
  undone_at TEXT,
  purged_at TEXT
) STRICT;
INSERT INTO bulk_acts_new SELECT id, user_id, subject, act, value, state, origin, shortened, problem, blob_id, created_at, started_at, ended_at, undone_at, purged_at FROM bulk_acts;
DROP TABLE bulk_acts;
ALTER TABLE bulk_acts_new RENAME TO bulk_acts;
CREATE INDEX bulk_acts_user ON bulk_acts (user_id, created_at);
CREATE INDEX bulk_acts_at_work ON bulk_acts (state, created_at);
