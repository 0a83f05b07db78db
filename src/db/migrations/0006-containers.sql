-- When the first byte of a transmission may have left (NULL: nothing has), and for a container what was
-- answered (DeliveryOutcome as JSON): its letters are written in several steps, and a crash between them loses neither.
ALTER TABLE transmissions ADD COLUMN posted_at TEXT;
ALTER TABLE transmissions ADD COLUMN answer TEXT;
UPDATE transmissions SET posted_at = started_at;
