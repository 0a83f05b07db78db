-- What was read before scans got a searchable PDF (0092): each is looked at once, in the background, and what has scanned pages gets one.
-- kind document: filed on a case; letter: the PDF/A of one that has left; message: post that came.
CREATE TABLE earlier_scans (
  kind TEXT NOT NULL CHECK (kind IN ('document', 'letter', 'message')),
  id TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'made', 'none', 'failed')),
  attempts INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX earlier_scans_state ON earlier_scans (state, attempts);

INSERT INTO earlier_scans (kind, id)
  SELECT 'document', d.id FROM documents d WHERE d.readable = 'made' AND d.searchable_reason IS NULL
    AND EXISTS (SELECT 1 FROM document_files f WHERE f.document_id = d.id AND f.role IN ('original', 'readable') AND f.mime = 'application/pdf')
    AND NOT EXISTS (SELECT 1 FROM document_files r WHERE r.document_id = d.id AND r.role = 'readable' AND r.filename LIKE '% (OCR).pdf');
INSERT INTO earlier_scans (kind, id) SELECT 'letter', document_id FROM preservation_copies WHERE state = 'made';
INSERT INTO earlier_scans (kind, id)
  SELECT 'message', m.id FROM messages m WHERE m.readable IN ('made', 'none') AND m.searchable_reason IS NULL
    AND EXISTS (SELECT 1 FROM message_files f WHERE f.message_id = m.id AND f.kind <> 'technical' AND f.mime = 'application/pdf')
    AND NOT EXISTS (SELECT 1 FROM message_files r WHERE r.message_id = m.id AND r.kind = 'readable' AND r.filename LIKE '% (OCR).pdf');
