-- The text of each page of an uploaded document, as it was read: whether a protected address stands in a letter is found in it.
-- Destroyed with the merge file.
CREATE TABLE dispatch_texts (
  dispatch_id TEXT NOT NULL REFERENCES dispatches (id),
  page INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (dispatch_id, page)
) STRICT, WITHOUT ROWID;

-- A person has read a letter and decided that its copy gives no protected name or address away. Bound to the pages they read.
CREATE TABLE copy_decisions (
  letter_id TEXT PRIMARY KEY REFERENCES letters (id),
  pages TEXT NOT NULL,
  note TEXT NOT NULL,
  decided_by TEXT NOT NULL REFERENCES users (id),
  decided_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- To whom a document went where that is not simply the one its case is about: JSON {role, name, relation, attention}.
ALTER TABLE documents ADD COLUMN addressee TEXT;
