-- A class or a list whose mailboxes are looked up ahead of a dispatch, and perhaps watched.
CREATE TABLE mailbox_checks (
  id TEXT PRIMARY KEY,
  source TEXT NOT NULL CHECK (source IN ('class', 'list')),
  -- the class, or the name of the file
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'discarded')),
  progress_done INTEGER NOT NULL DEFAULT 0,
  progress_total INTEGER NOT NULL DEFAULT 0,
  -- how many got no answer the last time
  unanswered INTEGER NOT NULL DEFAULT 0,
  watched INTEGER NOT NULL DEFAULT 0,
  created_by TEXT REFERENCES users (id),
  created_at TEXT NOT NULL,
  run_at TEXT,
  -- changes up to here have been seen
  seen_at TEXT
) STRICT;
CREATE INDEX mailbox_checks_created ON mailbox_checks (created_at);
CREATE TABLE mailbox_check_members (
  check_id TEXT NOT NULL REFERENCES mailbox_checks (id),
  n INTEGER NOT NULL,
  -- the row of the list
  row INTEGER,
  kind TEXT NOT NULL CHECK (kind IN ('cpr', 'cvr')),
  number TEXT NOT NULL,
  name TEXT,
  status TEXT,
  -- what it was before it changed, and when that was seen
  before TEXT,
  changed_at TEXT,
  PRIMARY KEY (check_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX mailbox_check_members_number ON mailbox_check_members (check_id, number);
CREATE TABLE mailbox_check_problems (
  check_id TEXT NOT NULL REFERENCES mailbox_checks (id),
  n INTEGER NOT NULL,
  row INTEGER NOT NULL,
  reason TEXT NOT NULL,
  "values" TEXT NOT NULL,
  PRIMARY KEY (check_id, n)
) STRICT, WITHOUT ROWID;
