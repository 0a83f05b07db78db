-- A file that came inside the document's own (attached to an e-mail), and its readable copy: gone with that version of it. What somebody
-- attached by hand stays.
ALTER TABLE document_files ADD COLUMN within INTEGER NOT NULL DEFAULT 0;
