-- A letter of ours that came back signed is post too: it passes the same distribution, says why it lies where it does, and can be taken back.
ALTER TABLE messages ADD COLUMN signature_id TEXT REFERENCES signature_requests (id);
CREATE UNIQUE INDEX messages_signature ON messages (signature_id) WHERE signature_id IS NOT NULL;
CREATE INDEX messages_signed ON messages (place, received_at, id) WHERE signature_id IS NOT NULL;
-- It lies on the document of the letter itself, and goes where that goes.
DROP TRIGGER messages_moved;
CREATE TRIGGER messages_moved AFTER UPDATE OF case_id ON documents WHEN NEW.case_id IS NOT OLD.case_id
BEGIN
  UPDATE messages SET case_id = NEW.case_id WHERE document_id = NEW.id;
END;
