-- pages read from their picture: how, how surely, and how far that has come
ALTER TABLE dispatch_pages ADD COLUMN source TEXT NOT NULL DEFAULT 'text';
ALTER TABLE dispatch_pages ADD COLUMN confidence REAL;
ALTER TABLE dispatches ADD COLUMN scans_done INTEGER NOT NULL DEFAULT 0;
ALTER TABLE dispatches ADD COLUMN scans_total INTEGER NOT NULL DEFAULT 0;
-- what OCR read on a page, kept as it comes: dear to make again, so a crash does not lose it, and the text of the letter for the archive
CREATE TABLE dispatch_scans (
  dispatch_id TEXT NOT NULL REFERENCES dispatches (id),
  page INTEGER NOT NULL,
  read TEXT NOT NULL,
  PRIMARY KEY (dispatch_id, page)
) STRICT, WITHOUT ROWID;
