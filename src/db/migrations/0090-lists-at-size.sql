-- What lists need when the archive holds a million letters (scripts/bench search): each first page is read from an index.
CREATE INDEX documents_case_type ON documents (case_id, document_type_id);
CREATE INDEX cases_merged ON cases (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX letters_document ON letters (document_id) WHERE document_id IS NOT NULL;
CREATE INDEX messages_letter ON messages (letter_id, received_at) WHERE letter_id IS NOT NULL;
CREATE INDEX messages_done ON messages (done_at DESC, id) WHERE place = 'done';
CREATE INDEX messages_unread ON messages (place, received_at, id) WHERE opened_at IS NULL;
CREATE INDEX messages_unread_user ON messages (user_id, place) WHERE opened_at IS NULL;
CREATE INDEX messages_with_attachments ON messages (place, received_at, id) WHERE attachments > 0;
CREATE INDEX messages_unreadable ON messages (place, received_at, id) WHERE kind = 'unreadable';
CREATE INDEX messages_due ON messages (place, received_at, id) WHERE due_on IS NOT NULL;
CREATE INDEX messages_senders ON messages (place, sender_kind, received_at, id);
CREATE INDEX signature_requests_completed ON signature_requests (dispatch_id, letter_id) WHERE state = 'completed';
-- the name as lists sort it: small letters, æ ø å last
ALTER TABLE people ADD COLUMN sort_name TEXT GENERATED ALWAYS AS (
  replace(replace(replace(replace(replace(replace(lower(name), 'Æ', '{'), 'æ', '{'), 'Ø', '|'), 'ø', '|'), 'Å', '}'), 'å', '}')) VIRTUAL;
CREATE INDEX people_sorted ON people (protected, sort_name, id);
CREATE INDEX people_kind ON people (kind, left_on);
