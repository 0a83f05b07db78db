-- What a submitted letter says, as a hash without its dates and spaces: the same to the same recipient again is told before it is sent.
ALTER TABLE letters ADD COLUMN content_key TEXT;
CREATE INDEX letters_content ON letters (recipient_number, content_key) WHERE content_key IS NOT NULL;
