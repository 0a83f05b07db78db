-- A letter may end outside Digital Post (design: printed, remote printed, handled otherwise). A CHECK cannot be
-- changed: the table is made anew, with foreign keys off and checked afterwards (migrate.ts).
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
  state TEXT NOT NULL CHECK (state IN (
    'draft', 'removed', 'preparing', 'waiting_date', 'queued', 'sending', 'unknown',
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
INSERT INTO letters_new SELECT id, dispatch_id, ordinal, pages, recipient_kind, recipient_number, recipient_name, class_name, certainty,
  evidence, found, alternatives, state, reason, message_uuid, document_id, sent_blob_id, handed_over_at, delivered_at, updated_at FROM letters;
DROP TABLE letters;
ALTER TABLE letters_new RENAME TO letters;
CREATE INDEX letters_state ON letters (state, updated_at);
CREATE INDEX letters_dispatch_state ON letters (dispatch_id, state);
CREATE INDEX letters_recipient ON letters (dispatch_id, recipient_number);
