-- Indexes on a search server that are no longer used and are still to be taken away there: they hold what the school's letters
-- say. Written by a trigger, so that no way of leaving an index can forget it.
CREATE TABLE search_removals (
  name TEXT PRIMARY KEY,
  noted_at TEXT NOT NULL
) STRICT;
CREATE TRIGGER search_server_index_left AFTER DELETE ON search_indexes WHEN OLD.engine = 'meilisearch' BEGIN
  INSERT INTO search_removals (name, noted_at) VALUES (OLD.name, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
END;
