import { openAuxiliary, type Auxiliary } from '../../db/index.ts';

/**
 * The index file. `entries` holds what a search is narrowed down and counted by, `words` the inverted index (it keeps no
 * text: that stands in the main database), `terms` every word form there is with its stem, `term_parts` those forms by
 * their trigrams, for parts of compounds and for "mente du" (facts/search.md C).
 */
const schema = `
CREATE TABLE IF NOT EXISTS entries (
  row INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  case_kind TEXT NOT NULL,
  case_status TEXT NOT NULL,
  document_type_id TEXT,
  direction TEXT,
  class_name TEXT,
  officer_id TEXT,
  day TEXT NOT NULL,
  UNIQUE (kind, id)
) STRICT;
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(title, body, numbers, tokens, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE IF NOT EXISTS words_terms USING fts5vocab(words, 'row');
CREATE TABLE IF NOT EXISTS terms (
  number INTEGER PRIMARY KEY,
  term TEXT NOT NULL UNIQUE,
  stem TEXT NOT NULL,
  -- in about how many entries it stands: counted anew a few at a time, exact when the index was built
  entries INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX IF NOT EXISTS terms_stem ON terms (stem);
CREATE VIRTUAL TABLE IF NOT EXISTS term_parts USING fts5(term, content='terms', content_rowid='number', tokenize='trigram', detail=full);
`;

export function openIndexFile(path: string): Auxiliary {
  const file = openAuxiliary(path);
  file.exec(schema);
  return file;
}
