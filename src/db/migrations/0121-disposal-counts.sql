-- How many documents pass their last day in each month, by type ('' = none): *Kassation* asks it of a hundred thousand at every look.
-- What is held, proposed, restless or hidden is few and taken off when it is read (retention/due-overview.ts).
CREATE TABLE disposal_counts (
  document_type_id TEXT NOT NULL,
  month TEXT NOT NULL,
  documents INTEGER NOT NULL,
  PRIMARY KEY (document_type_id, month)
) STRICT, WITHOUT ROWID;
INSERT INTO disposal_counts SELECT coalesce(document_type_id, ''), substr(disposal_date, 1, 7), count(*) FROM documents WHERE disposal_date IS NOT NULL GROUP BY 1, 2;
CREATE TRIGGER disposal_counts_made AFTER INSERT ON documents WHEN NEW.disposal_date IS NOT NULL BEGIN
  INSERT INTO disposal_counts VALUES (coalesce(NEW.document_type_id, ''), substr(NEW.disposal_date, 1, 7), 1) ON CONFLICT DO UPDATE SET documents = documents + 1;
END;
CREATE TRIGGER disposal_counts_moved AFTER UPDATE OF disposal_date, document_type_id ON documents WHEN OLD.disposal_date IS NOT NEW.disposal_date OR OLD.document_type_id IS NOT NEW.document_type_id BEGIN
  UPDATE disposal_counts SET documents = documents - 1 WHERE document_type_id = coalesce(OLD.document_type_id, '') AND month = substr(OLD.disposal_date, 1, 7);
  INSERT INTO disposal_counts SELECT coalesce(NEW.document_type_id, ''), substr(NEW.disposal_date, 1, 7), 1 WHERE NEW.disposal_date IS NOT NULL ON CONFLICT DO UPDATE SET documents = documents + 1;
END;
CREATE TRIGGER disposal_counts_gone AFTER DELETE ON documents WHEN OLD.disposal_date IS NOT NULL BEGIN
  UPDATE disposal_counts SET documents = documents - 1 WHERE document_type_id = coalesce(OLD.document_type_id, '') AND month = substr(OLD.disposal_date, 1, 7);
END;
CREATE INDEX documents_restless ON documents (disposal_date) WHERE disposal_date IS NOT NULL AND status IN ('preparing', 'waiting_undo', 'waiting_date', 'queued', 'sending', 'unknown', 'failed');
