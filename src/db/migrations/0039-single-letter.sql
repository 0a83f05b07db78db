-- A document that is one letter: whom it is for, as it was typed before the document was read. JSON list of texts; what a
-- person must choose between stays, the rest goes when it is done.
CREATE TABLE single_letters (
  dispatch_id TEXT PRIMARY KEY REFERENCES dispatches (id),
  wanted TEXT NOT NULL
) STRICT, WITHOUT ROWID;
