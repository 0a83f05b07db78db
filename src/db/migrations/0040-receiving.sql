-- What is fetched from the school's mailbox. The raw message is kept before anything reads it; the marks say how far fetching came.
CREATE TABLE fetched_memos (
  id TEXT PRIMARY KEY,
  -- the id it is fetched, receipted and deleted by at the platform
  memo_id TEXT NOT NULL UNIQUE,
  blob_id TEXT NOT NULL UNIQUE REFERENCES blobs (id),
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  -- as it stands among the first bytes; what the receipt names
  message_uuid TEXT,
  state TEXT NOT NULL CHECK (state IN ('stored', 'read', 'unreadable', 'repeated')),
  -- readings begun: one that ends the process is not tried for ever
  attempts INTEGER NOT NULL DEFAULT 0,
  problem TEXT,
  -- the receipt we gave, as it left
  receipt TEXT,
  stored_at TEXT NOT NULL,
  acknowledged_at TEXT,
  deleted_at TEXT
) STRICT;
CREATE INDEX fetched_memos_open ON fetched_memos (stored_at) WHERE deleted_at IS NULL;
CREATE INDEX fetched_memos_unread ON fetched_memos (stored_at) WHERE state = 'stored';

-- contact point, P-number, e-mail, GLN or education code that leads to somebody
CREATE TABLE distribution_targets (
  kind TEXT NOT NULL CHECK (kind IN ('contact_point', 'production_unit', 'email', 'gln', 'education')),
  key TEXT NOT NULL,
  label TEXT NOT NULL,
  user_id TEXT REFERENCES users (id),
  group_id TEXT REFERENCES user_groups (id),
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;

-- an administrator's rules, tried in the order of their position; active only as tested
CREATE TABLE distribution_rules (
  id TEXT PRIMARY KEY,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  active INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL DEFAULT 1,
  tested_revision INTEGER,
  -- JSON {sender, subject, words, attachment}, empty where it does not ask
  conditions TEXT NOT NULL,
  user_id TEXT REFERENCES users (id),
  group_id TEXT REFERENCES user_groups (id),
  created_by TEXT REFERENCES users (id),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;

CREATE TABLE messages (
  id TEXT PRIMARY KEY,
  fetched_id TEXT NOT NULL UNIQUE REFERENCES fetched_memos (id),
  message_uuid TEXT UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('letter', 'sms', 'unreadable')),
  title TEXT NOT NULL,
  sender_kind TEXT CHECK (sender_kind IN ('cpr', 'cvr')),
  sender_number TEXT,
  sender_name TEXT NOT NULL,
  sender_contact_point TEXT,
  received_at TEXT NOT NULL,
  -- when its author says it was written, where that is a time at all
  written_at TEXT,
  reply_allowed INTEGER NOT NULL DEFAULT 0,
  reply_by TEXT,
  -- JSON as in receiving/types.ts: contact point, AttentionData, ContentData, ReplyData, ForwardData
  addressed TEXT NOT NULL,
  -- the text of its main document, inert
  body TEXT NOT NULL,
  attachments INTEGER NOT NULL DEFAULT 0,
  readable TEXT NOT NULL DEFAULT 'waiting' CHECK (readable IN ('waiting', 'made', 'none', 'failed')),
  place TEXT NOT NULL CHECK (place IN ('tray', 'assigned', 'done')),
  user_id TEXT REFERENCES users (id),
  group_id TEXT REFERENCES user_groups (id),
  case_id TEXT REFERENCES cases (id),
  document_id TEXT REFERENCES documents (id),
  -- the letter of ours that it answers
  letter_id TEXT REFERENCES letters (id),
  -- the conversation: the id of the document or message it began with
  thread_id TEXT NOT NULL,
  -- JSON {step, why}: why it is where it is; the whole history stands in message_decisions
  decision TEXT NOT NULL,
  note TEXT,
  due_on TEXT,
  opened_at TEXT,
  opened_by TEXT REFERENCES users (id),
  answered_at TEXT,
  done_at TEXT,
  done_by TEXT REFERENCES users (id)
) STRICT;
CREATE INDEX messages_place ON messages (place, received_at, id);
CREATE INDEX messages_received ON messages (received_at, id);
CREATE INDEX messages_user ON messages (user_id, place, received_at);
CREATE INDEX messages_group ON messages (group_id, place, received_at);
CREATE INDEX messages_case ON messages (case_id, received_at) WHERE case_id IS NOT NULL;
CREATE INDEX messages_thread ON messages (thread_id);
CREATE INDEX messages_document ON messages (document_id) WHERE document_id IS NOT NULL;

CREATE TABLE message_files (
  message_id TEXT NOT NULL REFERENCES messages (id),
  position INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('main', 'additional', 'technical', 'readable')),
  label TEXT NOT NULL,
  filename TEXT NOT NULL,
  -- what it is by its content; what its author called it where that differs
  mime TEXT NOT NULL,
  claimed TEXT NOT NULL,
  blob_id TEXT NOT NULL UNIQUE REFERENCES blobs (id),
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  PRIMARY KEY (message_id, position)
) STRICT, WITHOUT ROWID;

-- every decision about a message, the program's and people's; the last one holds
CREATE TABLE message_decisions (
  id INTEGER PRIMARY KEY,
  message_id TEXT NOT NULL REFERENCES messages (id),
  at TEXT NOT NULL,
  by_user TEXT REFERENCES users (id),
  step TEXT NOT NULL,
  why TEXT NOT NULL,
  place TEXT NOT NULL,
  user_id TEXT,
  group_id TEXT,
  case_id TEXT,
  note TEXT,
  due_on TEXT
) STRICT;
CREATE INDEX message_decisions_message ON message_decisions (message_id, id);

-- a letter that answers a message, and the contact point it goes to
ALTER TABLE letters ADD COLUMN answers_message_id TEXT REFERENCES messages (id);
ALTER TABLE letters ADD COLUMN contact_point_id TEXT;
CREATE INDEX letters_answers ON letters (answers_message_id) WHERE answers_message_id IS NOT NULL;
