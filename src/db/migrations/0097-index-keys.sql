-- The embedded index has another layout (src/search/fts5/open-index.ts): what there is is built anew from the archive.
UPDATE search_indexes SET state = 'building', case_cursor = 0, document_cursor = 0, ready_at = NULL WHERE engine = 'fts5';
