-- Received post lies where its document lies: whoever moves the document, or merges its case into another, moves who sees the post.
CREATE TRIGGER messages_moved AFTER UPDATE OF case_id ON documents WHEN NEW.direction = 'received' AND NEW.case_id IS NOT OLD.case_id
BEGIN
  UPDATE messages SET case_id = NEW.case_id WHERE document_id = NEW.id;
END;
UPDATE messages SET case_id = (SELECT d.case_id FROM documents d WHERE d.id = messages.document_id) WHERE document_id IS NOT NULL;
