-- What waits for whom. A notice of the program's own is one row as long as it is open: a second of the same kind about the
-- same thing counts it on. One from a colleague carries who, a note and perhaps a day, and is done by hand.
CREATE TABLE notices (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id),
  kind TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  count INTEGER NOT NULL DEFAULT 1,
  from_user_id TEXT REFERENCES users (id),
  note TEXT,
  due_on TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  seen_at TEXT,
  done_at TEXT,
  -- told in a mail; NULL again when it is counted on
  mailed_at TEXT
) STRICT;
CREATE INDEX notices_user ON notices (user_id, done_at, updated_at);
CREATE INDEX notices_subject ON notices (subject_kind, subject_id);
CREATE UNIQUE INDEX notices_open ON notices (user_id, kind, subject_kind, subject_id) WHERE done_at IS NULL AND from_user_id IS NULL;

-- Where and how often a person wants mail about notices. No row: never.
CREATE TABLE notice_mail (
  user_id TEXT PRIMARY KEY REFERENCES users (id),
  email TEXT NOT NULL,
  frequency TEXT NOT NULL CHECK (frequency IN ('never', 'daily', 'at_once')),
  -- the last mail, and why it could not be delivered where it could not
  mailed_at TEXT,
  problem TEXT,
  updated_at TEXT NOT NULL
) STRICT;
