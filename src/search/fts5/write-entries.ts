import type { Auxiliary } from '../../db/index.ts';
import { normalise, stemOf, wordsOf } from '../text.ts';
import type { EntryRef, IndexEntry } from '../types.ts';
import { tokensOf } from './tokens.ts';

/** Forms remembered as known, so that most words of a new text cost nothing; forgotten when there are too many. */
const mostKnown = 300_000;
/** A form longer than this is no word but a row of signs; the inverted index has it, compounds and suggestions do not. */
const longestTerm = 60;

export type EntryWriter = { write(entries: IndexEntry[], gone: EntryRef[]): void };

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
  const known = new Set<string>();

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
  });
  return { write: (entries, gone) => void write(entries, gone) };
}
