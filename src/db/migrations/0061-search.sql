-- What the search index has yet to hear of. Written by triggers in the transaction of the change itself, so that no command
-- can forget it; a row for each index that is kept or being built. The same entry may stand here several times: a trigger
-- cannot leave out what is there already, because the conflict clause of the statement that fired it would win over its own.
CREATE TABLE search_indexes (
  name TEXT PRIMARY KEY,
  engine TEXT NOT NULL CHECK (engine IN ('fts5', 'meilisearch')),
  -- building: entries up to the cursors are in it; ready: all are
  state TEXT NOT NULL CHECK (state IN ('building', 'ready')),
  case_cursor INTEGER NOT NULL DEFAULT 0,
  document_cursor INTEGER NOT NULL DEFAULT 0,
  made_at TEXT NOT NULL,
  ready_at TEXT,
  last_error TEXT,
  last_error_at TEXT
) STRICT;
INSERT INTO search_indexes (name, engine, state, made_at) VALUES ('fts5-1', 'fts5', 'building', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
CREATE TABLE search_changes (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  index_name TEXT NOT NULL REFERENCES search_indexes (name),
  kind TEXT NOT NULL CHECK (kind IN ('case', 'document')),
  id TEXT NOT NULL
) STRICT;
CREATE INDEX search_changes_index ON search_changes (index_name, seq);

CREATE TRIGGER search_document_made AFTER INSERT ON documents BEGIN
  INSERT INTO search_changes (index_name, kind, id) SELECT name, 'document', NEW.id FROM search_indexes;
END;
CREATE TRIGGER search_document_changed AFTER UPDATE OF title, document_type_id, direction, case_id ON documents BEGIN
  INSERT INTO search_changes (index_name, kind, id) SELECT name, 'document', NEW.id FROM search_indexes;
END;
CREATE TRIGGER search_document_gone AFTER DELETE ON documents BEGIN
  INSERT INTO search_changes (index_name, kind, id) SELECT name, 'document', OLD.id FROM search_indexes;
END;
CREATE TRIGGER search_text_made AFTER INSERT ON document_texts BEGIN
  INSERT INTO search_changes (index_name, kind, id) SELECT name, 'document', NEW.document_id FROM search_indexes;
END;
CREATE TRIGGER search_text_changed AFTER UPDATE ON document_texts BEGIN
  INSERT INTO search_changes (index_name, kind, id) SELECT name, 'document', NEW.document_id FROM search_indexes;
END;
CREATE TRIGGER search_text_gone AFTER DELETE ON document_texts BEGIN
  INSERT INTO search_changes (index_name, kind, id) SELECT name, 'document', OLD.document_id FROM search_indexes;
END;
CREATE TRIGGER search_file_made AFTER INSERT ON document_files WHEN NEW.role IN ('attachment', 'source') BEGIN
  INSERT INTO search_changes (index_name, kind, id) SELECT name, 'document', NEW.document_id FROM search_indexes;
END;
CREATE TRIGGER search_file_gone AFTER DELETE ON document_files BEGIN
  INSERT INTO search_changes (index_name, kind, id) SELECT name, 'document', OLD.document_id FROM search_indexes;
END;
CREATE TRIGGER search_case_made AFTER INSERT ON cases BEGIN
  INSERT INTO search_changes (index_name, kind, id) SELECT name, 'case', NEW.id FROM search_indexes;
END;
CREATE TRIGGER search_case_gone AFTER DELETE ON cases BEGIN
  INSERT INTO search_changes (index_name, kind, id) SELECT name, 'case', OLD.id FROM search_indexes;
END;
-- What documents carry of their case: its status, its numbers, whether it is confidential, its marks.
CREATE TRIGGER search_case_changed AFTER UPDATE OF title, kind, status, confidential, filing_node_id ON cases BEGIN
  INSERT INTO search_changes (index_name, kind, id) SELECT name, 'case', NEW.id FROM search_indexes;
  INSERT INTO search_changes (index_name, kind, id) SELECT i.name, 'document', d.id FROM documents d, search_indexes i
    WHERE d.case_id = NEW.id AND (OLD.status <> NEW.status OR OLD.confidential <> NEW.confidential OR OLD.kind <> NEW.kind);
END;
CREATE TRIGGER search_number_made AFTER INSERT ON case_identifiers BEGIN
  INSERT INTO search_changes (index_name, kind, id) SELECT name, 'case', NEW.case_id FROM search_indexes;
  INSERT INTO search_changes (index_name, kind, id) SELECT i.name, 'document', d.id FROM documents d, search_indexes i WHERE d.case_id = NEW.case_id;
END;
CREATE TRIGGER search_number_changed AFTER UPDATE ON case_identifiers BEGIN
  INSERT INTO search_changes (index_name, kind, id) SELECT i.name, 'case', c.id FROM cases c, search_indexes i WHERE c.id IN (OLD.case_id, NEW.case_id);
  INSERT INTO search_changes (index_name, kind, id) SELECT i.name, 'document', d.id FROM documents d, search_indexes i WHERE d.case_id IN (OLD.case_id, NEW.case_id);
END;
CREATE TRIGGER search_number_gone AFTER DELETE ON case_identifiers BEGIN
  INSERT INTO search_changes (index_name, kind, id) SELECT name, 'case', OLD.case_id FROM search_indexes;
  INSERT INTO search_changes (index_name, kind, id) SELECT i.name, 'document', d.id FROM documents d, search_indexes i WHERE d.case_id = OLD.case_id;
END;
CREATE TRIGGER search_mark_made AFTER INSERT ON case_marks BEGIN
  INSERT INTO search_changes (index_name, kind, id) SELECT name, 'case', NEW.case_id FROM search_indexes;
  INSERT INTO search_changes (index_name, kind, id) SELECT i.name, 'document', d.id FROM documents d, search_indexes i WHERE d.case_id = NEW.case_id;
END;
CREATE TRIGGER search_mark_gone AFTER DELETE ON case_marks BEGIN
  INSERT INTO search_changes (index_name, kind, id) SELECT name, 'case', OLD.case_id FROM search_indexes;
  INSERT INTO search_changes (index_name, kind, id) SELECT i.name, 'document', d.id FROM documents d, search_indexes i WHERE d.case_id = OLD.case_id;
END;
CREATE TRIGGER search_officer_named AFTER INSERT ON case_access WHEN NEW.kind = 'officer' BEGIN
  INSERT INTO search_changes (index_name, kind, id) SELECT name, 'case', NEW.case_id FROM search_indexes;
  INSERT INTO search_changes (index_name, kind, id) SELECT i.name, 'document', d.id FROM documents d, search_indexes i WHERE d.case_id = NEW.case_id;
END;
CREATE TRIGGER search_officer_gone AFTER DELETE ON case_access WHEN OLD.kind = 'officer' BEGIN
  INSERT INTO search_changes (index_name, kind, id) SELECT name, 'case', OLD.case_id FROM search_indexes;
  INSERT INTO search_changes (index_name, kind, id) SELECT i.name, 'document', d.id FROM documents d, search_indexes i WHERE d.case_id = OLD.case_id;
END;
