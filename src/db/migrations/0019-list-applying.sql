-- A list is used by the queue: thousands of letters at once must hold no page up. A CHECK cannot be changed, so the table is made anew.
CREATE TABLE recipient_lists_new (
  dispatch_id TEXT PRIMARY KEY REFERENCES dispatches (id),
  state TEXT NOT NULL CHECK (state IN ('reading', 'needs_columns', 'unreadable', 'preview', 'applying', 'applied')),
  filename TEXT NOT NULL,
  blob_id TEXT REFERENCES blobs (id),
  headings TEXT,
  choice TEXT,
  mapping_name TEXT,
  summary TEXT,
  -- JSON array of {pages, letterId}: letters of the preview that go with no usable row
  rest TEXT,
  revision INTEGER,
  problem TEXT,
  created_by TEXT NOT NULL REFERENCES users (id),
  created_at TEXT NOT NULL,
  applied_at TEXT,
  step_id INTEGER
) STRICT, WITHOUT ROWID;
-- a preview from before has no rest: it is joined anew when it is used
INSERT INTO recipient_lists_new (dispatch_id, state, filename, blob_id, headings, choice, mapping_name, summary, revision, problem, created_by, created_at, applied_at, step_id)
  SELECT dispatch_id, state, filename, blob_id, headings, choice, mapping_name, summary, CASE WHEN state = 'preview' THEN -1 ELSE revision END, problem, created_by, created_at, applied_at, step_id FROM recipient_lists;
DROP TABLE recipient_lists;
ALTER TABLE recipient_lists_new RENAME TO recipient_lists;
