-- Recipients from a list: which row goes with which letter, shown before it is used. A step of its own, so that it can be taken back.
CREATE TABLE boundary_steps_new (
  id INTEGER PRIMARY KEY,
  dispatch_id TEXT NOT NULL REFERENCES dispatches (id),
  act TEXT NOT NULL CHECK (act IN ('split', 'joined', 'moved', 'left_out', 'taken_back', 'added', 'shared', 'listed')),
  pages TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  actor_id TEXT NOT NULL REFERENCES users (id),
  at TEXT NOT NULL
) STRICT;
INSERT INTO boundary_steps_new SELECT id, dispatch_id, act, pages, before, after, actor_id, at FROM boundary_steps;
DROP TABLE boundary_steps;
ALTER TABLE boundary_steps_new RENAME TO boundary_steps;
CREATE INDEX boundary_steps_dispatch ON boundary_steps (dispatch_id, id);

-- one list at a time for a draft; the file is destroyed when it is used, replaced or thrown away
CREATE TABLE recipient_lists (
  dispatch_id TEXT PRIMARY KEY REFERENCES dispatches (id),
  state TEXT NOT NULL CHECK (state IN ('reading', 'needs_columns', 'unreadable', 'preview', 'applied')),
  filename TEXT NOT NULL,
  blob_id TEXT REFERENCES blobs (id),
  -- JSON: Heading[]
  headings TEXT,
  -- JSON: ListChoice; NULL until the columns are known
  choice TEXT,
  mapping_name TEXT,
  -- JSON: ListSummary of what was joined
  summary TEXT,
  -- the dispatch's revision when it was joined: a later change asks for it anew
  revision INTEGER,
  problem TEXT,
  created_by TEXT NOT NULL REFERENCES users (id),
  created_at TEXT NOT NULL,
  applied_at TEXT,
  step_id INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE recipient_list_rows (
  dispatch_id TEXT NOT NULL REFERENCES dispatches (id),
  n INTEGER NOT NULL,
  row INTEGER NOT NULL,
  kind TEXT CHECK (kind IN ('cpr', 'cvr')),
  number TEXT,
  name TEXT,
  class_name TEXT,
  key TEXT,
  -- JSON array; NULL where no letter goes with the row
  pages TEXT,
  -- the letter of the draft that it gives a recipient to, where letters stay as they are
  letter_id TEXT,
  PRIMARY KEY (dispatch_id, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE recipient_list_problems (
  dispatch_id TEXT NOT NULL REFERENCES dispatches (id),
  n INTEGER NOT NULL,
  row INTEGER,
  level TEXT NOT NULL CHECK (level IN ('stop', 'error', 'note')),
  reason TEXT NOT NULL,
  "values" TEXT NOT NULL,
  PRIMARY KEY (dispatch_id, n)
) STRICT, WITHOUT ROWID;

-- where the pages of each file begin, of a document that was put together of many
CREATE TABLE dispatch_parts (
  dispatch_id TEXT NOT NULL REFERENCES dispatches (id),
  n INTEGER NOT NULL,
  filename TEXT NOT NULL,
  first_page INTEGER NOT NULL,
  pages INTEGER NOT NULL,
  PRIMARY KEY (dispatch_id, n)
) STRICT, WITHOUT ROWID;
