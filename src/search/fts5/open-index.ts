import { openAuxiliary, type Auxiliary } from '../../db/index.ts';

/** The layout below. An index file of another layout is emptied when it is opened; the migration that comes with it has it built anew. */
const layout = 3;

/**
 * The index file. `found` is the inverted index most searches are answered from: of each entry the keys of its words (keys.ts), without
 * where they stand (all but ASCII's own marks are letters to its tokenizer: a key stays whole whatever the script). One key stands for all inflections of a word, so a search reads few lists, and short ones. `words` has the words as
 * they are written, with their places: phrases, words as typed, weights. Neither keeps the text: that stands in the main database.
 * `entries` is what a search is narrowed down and counted by, as numbers of `names` (a column of text in a million rows is a tenth of
 * the whole index); `blocks` tells who keeps copies of them (columns.ts) which have changed. `terms`: every word form there is with its
 * key; `term_parts` those forms by their trigrams, for parts of compounds and for "mente du" (facts/search.md C). The body is the first
 * column of `words`: a hit there needs no mark of which column it is in, which is a sixth of the table.
 */
const schema = `
CREATE TABLE names (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE entries (
  row INTEGER PRIMARY KEY AUTOINCREMENT,
  -- a UUID as its 16 bytes (packId)
  id ANY NOT NULL,
  kind INTEGER NOT NULL,
  case_kind INTEGER NOT NULL,
  case_status INTEGER NOT NULL,
  document_type INTEGER,
  direction INTEGER,
  class_name INTEGER,
  officer INTEGER,
  -- 20260131
  day INTEGER NOT NULL,
  UNIQUE (id, kind)
) STRICT;
CREATE TABLE blocks (
  number INTEGER PRIMARY KEY,
  version INTEGER NOT NULL
) STRICT;
CREATE VIRTUAL TABLE found USING fts5(keys, content='', contentless_delete=1, detail=none, tokenize=ascii);
CREATE VIRTUAL TABLE words USING fts5(body, title, numbers, tokens, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE words_terms USING fts5vocab(words, 'row');
CREATE TABLE terms (
  number INTEGER PRIMARY KEY,
  term TEXT NOT NULL UNIQUE,
  key TEXT NOT NULL,
  -- in about how many entries it stands: counted on with every entry, and anew a few at a time
  entries INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX terms_key ON terms (key, entries);
CREATE VIRTUAL TABLE term_parts USING fts5(term, content='terms', content_rowid='number', tokenize='trigram', detail=full);
`;

export function openIndexFile(path: string): Auxiliary {
  const file = openAuxiliary(path);
  // 32 MB: the index of a million letters takes one and a half gigabytes.
  file.pragma('cache_size = -32000');
  const is = () => file.pragma('user_version', { simple: true }) as number;
  if (is() === layout) return file;
  file.transaction(() => {
    if (is() === layout) return;
    for (const table of ['words_terms', 'words', 'found', 'term_parts', 'terms', 'blocks', 'entries', 'names']) file.exec(`DROP TABLE IF EXISTS ${table}`);
    file.exec(schema);
    file.pragma(`user_version = ${layout}`);
  }).immediate();
  // What is freed when the parts become one is given back a piece at a time (write-entries.ts); an empty file is made over at once.
  file.pragma('auto_vacuum = INCREMENTAL');
  file.exec('VACUUM');
  return file;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** An id as it stands in the file, and back: nothing is lost of one that is no UUID. */
export const packId = (id: string): Uint8Array | string => (uuid.test(id) ? Buffer.from(id.replaceAll('-', ''), 'hex') : id);
export function unpackId(id: Uint8Array | string): string {
  if (typeof id === 'string') return id;
  const hex = Buffer.from(id).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
export const packDay = (day: string): number => Number(day.replaceAll('-', ''));
