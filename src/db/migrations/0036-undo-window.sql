-- Until when a submitted dispatch can be brought back to a draft: nothing of it has been made before then.
ALTER TABLE dispatches ADD COLUMN undo_until TEXT;
