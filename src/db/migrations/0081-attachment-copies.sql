-- What is attached gets a PDF/A like its letter; the same attachment of another letter is found by what it holds.
CREATE INDEX document_files_attached ON document_files (sha256) WHERE role = 'attachment';
UPDATE preservation_copies SET state = 'waiting', settled_at = NULL WHERE state = 'made' AND document_id IN (SELECT document_id FROM document_files WHERE role = 'attachment');
