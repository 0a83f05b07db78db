import type { Auxiliary } from '../../db/index.ts';
import { normalise, stemOf, wordsOf } from '../text.ts';
import type { EntryRef, IndexEntry } from '../types.ts';
import { tokensOf } from './tokens.ts';

/** Forms remembered as known, so that most words of a new text cost nothing; forgotten when there are too many. */
const mostKnown = 300_000;
/** A form longer than this is no word but a row of signs; the inverted index has it, compounds and suggestions do not. */
const longestTerm = 60;

export type EntryWriter = {
  write(entries: IndexEntry[], gone: EntryRef[]): void;
  /** Counts all forms anew: before an index is taken into use. */
  countTerms(): void;
};

/** Writes entries into an index file, each call one transaction. An entry that is there already is replaced at its place. */
export function openEntryWriter(file: Auxiliary): EntryWriter {
  const find = file.prepare('SELECT row FROM entries WHERE kind = ? AND id = ?');
  const removeWords = file.prepare('DELETE FROM words WHERE rowid = ?');
  const removeEntry = file.prepare('DELETE FROM entries WHERE row = ?');
  const putEntry = file.prepare(`INSERT INTO entries (row, kind, id, case_id, case_kind, case_status, document_type_id, direction, class_name, officer_id, day)
    VALUES (@row, @kind, @id, @caseId, @caseKind, @caseStatus, @documentTypeId, @direction, @className, @officerId, @day)`);
  const putWords = file.prepare('INSERT INTO words (rowid, title, body, numbers, tokens) VALUES (?, ?, ?, ?, ?)');
  const putTerm = file.prepare('INSERT OR IGNORE INTO terms (term, stem) VALUES (?, ?)');
  const putParts = file.prepare('INSERT INTO term_parts (rowid, term) VALUES (?, ?)');
  const someTerms = file.prepare('SELECT number, term FROM terms WHERE number > ? ORDER BY number LIMIT ?');
  const countOf = file.prepare('SELECT doc FROM words_terms WHERE term = ?');
  const setCount = file.prepare('UPDATE terms SET entries = ? WHERE number = ?');
  const known = new Set<string>();
  let counted = 0;

  /** How often forms occur changes slowly: with every entry written a few of them are counted anew, in turn. */
  function countSome(terms: number) {
    const rows = someTerms.all(counted, terms) as { number: number; term: string }[];
    for (const { number, term } of rows) setCount.run((countOf.get(term) as { doc: number } | undefined)?.doc ?? 0, number);
    counted = rows.length < terms ? 0 : rows.at(-1)!.number;
  }

  function learn(texts: string[]) {
    for (const text of texts) {
      for (const word of wordsOf(text)) {
        if (known.has(word) || word.length < 2 || word.length > longestTerm || !/^\p{L}+$/u.test(word)) continue;
        if (known.size >= mostKnown) known.clear();
        known.add(word);
        const { changes, lastInsertRowid } = putTerm.run(word, stemOf(word));
        if (changes > 0) putParts.run(lastInsertRowid, word);
      }
    }
  }

  function remove({ kind, id }: EntryRef): number | null {
    const { row } = (find.get(kind, id) as { row: number } | undefined) ?? { row: null };
    if (row === null) return null;
    removeWords.run(row);
    removeEntry.run(row);
    return row;
  }

  const write = file.transaction((entries: IndexEntry[], gone: EntryRef[]) => {
    for (const each of gone) remove(each);
    for (const entry of entries) {
      const { lastInsertRowid } = putEntry.run({
        row: remove(entry), kind: entry.kind, id: entry.id, caseId: entry.caseId, caseKind: entry.caseKind, caseStatus: entry.caseStatus,
        documentTypeId: entry.documentTypeId, direction: entry.direction, className: entry.className, officerId: entry.officerId, day: entry.day,
      });
      const [title, body] = [normalise(entry.title), normalise(entry.body)];
      putWords.run(lastInsertRowid, title, body, entry.numbers.join(' '), tokensOf(entry));
      learn([title, body]);
    }
    if (!building && entries.length > 0) countSome(entries.length * 2);
  });
  const countAll = file.transaction(() => {
    file.exec('UPDATE terms SET entries = 0');
    const set = file.prepare('UPDATE terms SET entries = ? WHERE term = ?');
    for (const { term, doc } of file.prepare('SELECT term, doc FROM words_terms').all() as { term: string; doc: number }[]) set.run(doc, term);
  });
  let building = false;
  return {
    write(entries, gone) {
      // Many at a time: an index being built, whose forms are all counted at its end.
      building = entries.length > 50;
      write(entries, gone);
    },
    countTerms: () => void countAll(),
  };
}
