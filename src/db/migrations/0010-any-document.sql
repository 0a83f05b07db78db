-- Any document: what was learned of a file when it was made into a PDF, and what a look at the pages found.
CREATE TABLE dispatch_conversions (
  dispatch_id TEXT PRIMARY KEY REFERENCES dispatches (id),
  -- formats/types.ts, FileKind
  kind TEXT NOT NULL,
  -- JSON: macros, links that led out, tracked changes ... (pdf/types.ts, ConversionNote)
  notes TEXT NOT NULL,
  -- JSON: numbers of persons and companies in the file itself; once the PDF is read only those its pages do not show.
  -- Goes with the merge file.
  numbers TEXT NOT NULL,
  compared INTEGER NOT NULL DEFAULT 0,
  converted_at TEXT NOT NULL
) STRICT;

-- a page without a mark on it
ALTER TABLE dispatch_pages ADD COLUMN blank INTEGER NOT NULL DEFAULT 0;
-- what is seen through the window of an envelope: fits, crosses, empty, number; NULL = not looked (read before)
ALTER TABLE dispatch_pages ADD COLUMN envelope TEXT;
-- JSON: names of fonts the page uses and the file does not carry; NULL = not looked
ALTER TABLE dispatch_pages ADD COLUMN fonts_missing TEXT;
