-- Letters that Digital Post cannot take. What a person chose for one while it is still in the draft, or waits for a decision.
CREATE TABLE letter_paths (
  letter_id TEXT PRIMARY KEY REFERENCES letters (id),
  path TEXT NOT NULL CHECK (path IN ('print', 'remote', 'otherwise')),
  -- typed by hand where the register has none or another one is wanted; lines parted by line feeds
  address TEXT,
  -- a person decided that a protected address may stand on the cover
  show_protected INTEGER NOT NULL DEFAULT 0,
  note TEXT,
  chosen_by TEXT NOT NULL REFERENCES users (id),
  chosen_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Letters printed together here, or handed to a print supplier together.
CREATE TABLE paper_batches (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('print', 'remote')),
  -- done: printed, or handed over, says a person or the folder. dissolved: its letters wait for a decision again.
  state TEXT NOT NULL CHECK (state IN ('making', 'ready', 'failed', 'handing_over', 'done', 'dissolved')),
  duplex INTEGER NOT NULL,
  created_by TEXT NOT NULL REFERENCES users (id),
  created_at TEXT NOT NULL,
  -- the PDF to print; destroyed with the merge files, because it holds many people's letters
  blob_id TEXT REFERENCES blobs (id),
  pages INTEGER,
  sheets INTEGER,
  -- JSON {key, values}: why it is failed
  problem TEXT,
  -- name of the folder it was handed over in
  folder TEXT,
  done_by TEXT REFERENCES users (id),
  done_at TEXT
) STRICT;
CREATE INDEX paper_batches_state ON paper_batches (state, created_at);

CREATE TABLE paper_letters (
  batch_id TEXT NOT NULL REFERENCES paper_batches (id),
  letter_id TEXT NOT NULL REFERENCES letters (id),
  -- JSON list of lines as they are printed; NULL = no address on the cover
  address TEXT,
  postal_code TEXT,
  -- why there is no address: protected, missing
  without TEXT,
  -- in posting order, from 1; NULL until it is made, or where the letter is not in it
  position INTEGER,
  pages INTEGER,
  sheets INTEGER,
  -- JSON {key, values}: why the letter is not in it
  problem TEXT,
  -- the reason the letter had before, for the day it is taken out
  reason_before TEXT,
  open INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (batch_id, letter_id)
) STRICT, WITHOUT ROWID;
-- a letter is in one batch at a time, and while it is it cannot be sent
CREATE UNIQUE INDEX paper_letters_open ON paper_letters (letter_id) WHERE open = 1;
