-- A file somebody has uploaded as an attachment (goes with every letter or with one), or as a second merge file whose parts
-- become attachments of one letter each. It belongs to the dispatch, is seen with it and destroyed with it; what a letter
-- carried lies on its document, in blobs of the document's own.
CREATE TABLE attachment_files (
  id TEXT PRIMARY KEY,
  dispatch_id TEXT NOT NULL REFERENCES dispatches (id),
  purpose TEXT NOT NULL CHECK (purpose IN ('attachment', 'merge')),
  -- refused: it cannot be used, problem says why. confirmed: a person has put the merge file's parts on their letters.
  state TEXT NOT NULL CHECK (state IN ('reading', 'ready', 'refused', 'confirmed')),
  problem TEXT,
  filename TEXT NOT NULL,
  mime TEXT NOT NULL,
  source_blob_id TEXT NOT NULL REFERENCES blobs (id),
  -- as PDF, where it came as something else
  pdf_blob_id TEXT REFERENCES blobs (id),
  -- of the PDF, in bytes
  size INTEGER NOT NULL,
  pages INTEGER,
  -- a digital signature in it would break if numbers were taken out
  signed INTEGER NOT NULL DEFAULT 0,
  -- with every CPR number taken out and proved gone; NULL where that could not be proved, and for merge files
  clean_blob_id TEXT REFERENCES blobs (id),
  clean_size INTEGER,
  -- places with a CPR number
  numbers INTEGER NOT NULL DEFAULT 0,
  -- JSON: what has the shape of a CPR number and is left in the clean text: a recipient's own must go too
  numbers_left TEXT NOT NULL DEFAULT '[]',
  -- who has looked at the pages that could not be read, and lets them go as they are
  seen_by TEXT REFERENCES users (id),
  seen_at TEXT,
  progress_done INTEGER NOT NULL DEFAULT 0,
  progress_total INTEGER NOT NULL DEFAULT 0,
  created_by TEXT NOT NULL REFERENCES users (id),
  created_at TEXT NOT NULL,
  -- of a merge file that a person has put aside
  removed_at TEXT
) STRICT;
CREATE INDEX attachment_files_dispatch ON attachment_files (dispatch_id, created_at);

-- read: JSON ReadPage (sending/ports.ts)
CREATE TABLE attachment_pages (
  file_id TEXT NOT NULL REFERENCES attachment_files (id),
  page INTEGER NOT NULL,
  unreadable TEXT,
  read TEXT NOT NULL,
  PRIMARY KEY (file_id, page)
) STRICT, WITHOUT ROWID;

-- What goes with the letters. letter_id NULL = with every letter. It points at no row on purpose: a letter that is joined
-- into another and comes back by undo finds its attachments again; until then they are asked about.
CREATE TABLE dispatch_attachments (
  id TEXT PRIMARY KEY,
  dispatch_id TEXT NOT NULL REFERENCES dispatches (id),
  file_id TEXT NOT NULL REFERENCES attachment_files (id),
  letter_id TEXT,
  -- whom it was meant for when it was put there: a letter that gets another recipient is asked about
  recipient_number TEXT,
  -- JSON; NULL = the whole file
  pages TEXT,
  title TEXT NOT NULL,
  position INTEGER NOT NULL,
  created_by TEXT NOT NULL REFERENCES users (id),
  created_at TEXT NOT NULL,
  removed_at TEXT
) STRICT;
CREATE INDEX dispatch_attachments_dispatch ON dispatch_attachments (dispatch_id, letter_id, position);
CREATE INDEX dispatch_attachments_file ON dispatch_attachments (file_id);

-- The parts of a merge file as they were read, and what a person has decided about them.
CREATE TABLE attachment_parts (
  file_id TEXT NOT NULL REFERENCES attachment_files (id),
  part INTEGER NOT NULL,
  pages TEXT NOT NULL,
  recipient_kind TEXT,
  recipient_number TEXT,
  certainty TEXT NOT NULL,
  evidence TEXT NOT NULL,
  -- the letter a person has chosen, or left_out
  letter_id TEXT,
  left_out INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (file_id, part)
) STRICT, WITHOUT ROWID;

-- An attachment cut for one letter, durable before the letter is filed; then the blobs are its document's and the row is gone.
-- blob_id NULL = its numbers could not be proved gone, so the letter does not leave.
CREATE TABLE made_attachments (
  letter_id TEXT NOT NULL REFERENCES letters (id),
  attachment_id TEXT NOT NULL REFERENCES dispatch_attachments (id),
  blob_id TEXT REFERENCES blobs (id),
  original_blob_id TEXT REFERENCES blobs (id),
  PRIMARY KEY (letter_id, attachment_id)
) STRICT, WITHOUT ROWID;
