-- What a person did to the boundaries of a draft's letters, newest undone first. before and after hold the
-- letters and left out pages that the step touched (numbers, never page text); destroyed with the merge file.
CREATE TABLE boundary_steps (
  id INTEGER PRIMARY KEY,
  dispatch_id TEXT NOT NULL REFERENCES dispatches (id),
  act TEXT NOT NULL CHECK (act IN ('split', 'joined', 'moved', 'left_out', 'taken_back', 'added')),
  pages TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  actor_id TEXT NOT NULL REFERENCES users (id),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX boundary_steps_dispatch ON boundary_steps (dispatch_id, id);
