-- What an answer gives back (JSON ReplyData of the message it answers), and the case it is filed on where that is not the recipient's.
ALTER TABLE letters ADD COLUMN answers TEXT;
ALTER TABLE letters ADD COLUMN filed_case_id TEXT REFERENCES cases (id);
-- A message is answered when the answer has been handed over.
CREATE TRIGGER messages_answered AFTER UPDATE OF state ON letters
  WHEN NEW.answers_message_id IS NOT NULL AND NEW.state IN ('handed_over', 'delivered')
BEGIN
  UPDATE messages SET answered_at = coalesce(answered_at, NEW.updated_at) WHERE id = NEW.answers_message_id;
END;
-- The words of a received message's files, for the case it is filed on.
ALTER TABLE messages ADD COLUMN full_text TEXT NOT NULL DEFAULT '';
