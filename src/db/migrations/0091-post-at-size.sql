-- Unread post of a group; what a letter belongs to without reading the letter.
CREATE INDEX messages_unread_group ON messages (group_id, place) WHERE opened_at IS NULL;
CREATE INDEX letters_of ON letters (id, dispatch_id, state);
