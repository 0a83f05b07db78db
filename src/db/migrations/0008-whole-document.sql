-- A draft whose whole document goes to everybody on its list: then a page is in every letter instead of in one.
ALTER TABLE dispatches ADD COLUMN whole INTEGER NOT NULL DEFAULT 0;

CREATE TABLE boundary_steps_new (
  id INTEGER PRIMARY KEY,
  dispatch_id TEXT NOT NULL REFERENCES dispatches (id),
  act TEXT NOT NULL CHECK (act IN ('split', 'joined', 'moved', 'left_out', 'taken_back', 'added', 'shared')),
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
