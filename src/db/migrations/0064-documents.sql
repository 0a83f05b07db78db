-- Documents that people file themselves: versions, approval, what can be read beside the original, interrupted uploads.
ALTER TABLE documents ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE documents ADD COLUMN approved_at TEXT;
ALTER TABLE documents ADD COLUMN approved_by TEXT REFERENCES users (id);
-- waiting: to be converted and read; none: nothing can be read of it; failed: could not; NULL: needs none
ALTER TABLE documents ADD COLUMN readable TEXT CHECK (readable IN ('waiting', 'made', 'none', 'failed'));
-- where in a folder it came from, when a whole folder was filed
ALTER TABLE documents ADD COLUMN folder TEXT;
-- the versions before the current one, each with its own bytes
CREATE TABLE document_versions (
  document_id TEXT NOT NULL REFERENCES documents (id),
  version INTEGER NOT NULL,
  blob_id TEXT NOT NULL UNIQUE REFERENCES blobs (id),
  filename TEXT NOT NULL,
  mime TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  replaced_by TEXT REFERENCES users (id),
  replaced_at TEXT NOT NULL,
  PRIMARY KEY (document_id, version)
) STRICT, WITHOUT ROWID;
-- a large file that comes in pieces: its bytes lie in the folder of uploads until all of them are there
CREATE TABLE uploads (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES cases (id),
  user_id TEXT NOT NULL REFERENCES users (id),
  filename TEXT NOT NULL,
  folder TEXT,
  size INTEGER NOT NULL,
  received INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX uploads_updated ON uploads (updated_at);
