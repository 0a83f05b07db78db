import type { Auxiliary } from '../../db/index.ts';
import { keyOf } from '../forms.ts';
import { normalise, wordsOf } from '../text.ts';
import type { EntryRef, IndexEntry } from '../types.ts';
import { blockOf } from './columns.ts';
import { keysOfEntry } from './keys.ts';
import { packDay, packId } from './open-index.ts';
import { tokensOf } from './tokens.ts';

/** Forms remembered as known, so that most words of a new text cost nothing; forgotten when there are too many. */
const mostKnown = 300_000;
/** A form longer than this is no word but a row of signs; the inverted index has it, compounds and suggestions do not. */
const longestTerm = 60;
/** Counts written with every call: so many take some milliseconds. */
const someCounts = 500;
/** Pages of the inverted index that are merged at a time: some tens of milliseconds. */
const mergedAtOnce = 500;

export type EntryWriter = {
  write(entries: IndexEntry[], gone: EntryRef[]): void;
  /** Before an index is taken into use: its parts become one, a piece with each call. True while there is more to do. */
  merge(): boolean;
  /** Writes what is not written yet of how often forms occur. */
  settle(): void;
};

/** Writes entries into an index file, each call one transaction. An entry that is there already is replaced at its place. */
export function openEntryWriter(file: Auxiliary): EntryWriter {
  const find = file.prepare('SELECT row FROM entries WHERE id = ? AND kind = ?');
  const removeWords = file.prepare('DELETE FROM words WHERE rowid = ?');
  const removeFound = file.prepare('DELETE FROM found WHERE rowid = ?');
  const removeEntry = file.prepare('DELETE FROM entries WHERE row = ?');
  const putEntry = file.prepare('INSERT INTO entries (row, id, kind, case_kind, case_status, document_type, direction, class_name, officer, day) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const putWords = file.prepare('INSERT INTO words (rowid, title, body, numbers, tokens) VALUES (?, ?, ?, ?, ?)');
  const putFound = file.prepare('INSERT INTO found (rowid, keys) VALUES (?, ?)');
  const putBlock = file.prepare('INSERT INTO blocks (number, version) VALUES (?, 1) ON CONFLICT (number) DO UPDATE SET version = version + 1');
  const putTerm = file.prepare('INSERT OR IGNORE INTO terms (term, key) VALUES (?, ?)');
  const putParts = file.prepare('INSERT INTO term_parts (rowid, term) VALUES (?, ?)');
  const someTerms = file.prepare('SELECT number, term FROM terms WHERE number > ? ORDER BY number LIMIT ?');
  const countOf = file.prepare('SELECT doc FROM words_terms WHERE term = ?');
  const setCount = file.prepare('UPDATE terms SET entries = ? WHERE number = ?');
  const addCount = file.prepare('UPDATE terms SET entries = entries + ? WHERE term = ?');
  const findName = file.prepare('SELECT number FROM names WHERE name = ?');
  const putName = file.prepare('INSERT INTO names (name) VALUES (?)');
  /** Each form with its key and how often it was met since its count was written. */
  const known = new Map<string, { key: string; met: number }>();
  let turn = known.entries();
  const names = new Map<string, number>();
  let counted = 0;
  let merging: 'begun' | 'done' | undefined;

  /** How often forms occur changes slowly: with every entry written a few of them are counted anew, in turn. */
  function countSome(terms: number) {
    const rows = someTerms.all(counted, terms) as { number: number; term: string }[];
    for (const { number, term } of rows) setCount.run((countOf.get(term) as { doc: number } | undefined)?.doc ?? 0, number);
    counted = rows.length < terms ? 0 : rows.at(-1)!.number;
  }

  /** Writes the counts of so many forms, in turn. */
  function addCounts(most: number) {
    for (; most > 0; most--) {
      const { value, done } = turn.next();
      if (done) return void (turn = known.entries());
      const [term, form] = value;
      if (form.met > 0) addCount.run(form.met, term);
      form.met = 0;
    }
  }

  function forgetKnown() {
    turn = known.entries();
    addCounts(Infinity);
    known.clear();
  }

  /** Learns the forms that are new. */
  function learn(words: string[]) {
    for (const word of new Set(words)) {
      const form = known.get(word);
      if (form) form.met += 1;
      else if (word.length >= 2 && word.length <= longestTerm && /^\p{L}+$/u.test(word)) {
        if (known.size >= mostKnown) forgetKnown();
        // Copies: a piece of a text keeps the whole text in memory.
        const [term, key] = [Buffer.from(word).toString(), Buffer.from(keyOf(word)).toString()];
        const { changes, lastInsertRowid } = putTerm.run(term, key);
        if (changes > 0) putParts.run(lastInsertRowid, term);
        known.set(term, { key, met: changes > 0 ? 0 : 1 });
      }
    }
  }

  function nameOf(name: string | null): number | null {
    if (name === null) return null;
    const number = names.get(name) ?? (findName.get(name) as { number: number } | undefined)?.number ?? Number(putName.run(name).lastInsertRowid);
    names.set(name, number);
    return number;
  }

  function remove({ kind, id }: EntryRef): number | null {
    const { row } = (find.get(packId(id), nameOf(kind)) as { row: number } | undefined) ?? { row: null };
    if (row === null) return null;
    removeWords.run(row);
    removeFound.run(row);
    removeEntry.run(row);
    blocks.add(blockOf(row));
    return row;
  }

  const blocks = new Set<number>();
  const keyOfKnown = (word: string) => known.get(word)?.key ?? keyOf(word);
  const write = file.transaction((entries: IndexEntry[], gone: EntryRef[]) => {
    blocks.clear();
    for (const each of gone) remove(each);
    for (const entry of entries) {
      const { lastInsertRowid } = putEntry.run(remove(entry), packId(entry.id), ...[entry.kind, entry.caseKind, entry.caseStatus, entry.documentTypeId, entry.direction, entry.className, entry.officerId].map(nameOf), packDay(entry.day));
      const [title, body] = [normalise(entry.title), normalise(entry.body)];
      const tokens = tokensOf(entry);
      putWords.run(lastInsertRowid, title, body, entry.numbers.join(' '), tokens);
      const [titleWords, bodyWords] = [wordsOf(title), wordsOf(body)];
      learn([...titleWords, ...bodyWords]);
      putFound.run(lastInsertRowid, `${keysOfEntry(titleWords, bodyWords, entry.numbers, keyOfKnown)} ${tokens}`);
      blocks.add(blockOf(Number(lastInsertRowid)));
    }
    for (const number of blocks) putBlock.run(number);
    addCounts(someCounts);
    // Many at a time: an index being built, whose counts are right as they are.
    if (entries.length > 0 && entries.length <= 50) countSome(entries.length * 2);
  });
  const forget = () => { known.clear(); names.clear(); turn = known.entries(); };
  const changes = () => (file.prepare('SELECT total_changes() AS n').get() as { n: number }).n;
  const merge = file.transaction((pages: number) => {
    forgetKnown();
    const before = changes();
    for (const table of ['words', 'found']) file.prepare(`INSERT INTO ${table} (${table}, rank) VALUES ('merge', ?)`).run(pages);
    // Each command itself is one change (sqlite.org/fts5.html#the_merge_command).
    return changes() - before >= 3;
  });
  return {
    write(entries, gone) {
      try {
        write(entries, gone);
      } catch (error) {
        // What was remembered of it may not be there.
        forget();
        throw error;
      }
    },
    settle: () => void file.transaction(forgetKnown)(),
    merge() {
      // A negative number of pages puts all parts on the way to being one.
      if (merging !== 'done') {
        merging = merge(merging ? mergedAtOnce : -mergedAtOnce) ? 'begun' : 'done';
        return true;
      }
      const free = () => file.pragma('freelist_count', { simple: true }) as number;
      const before = free();
      file.exec(`PRAGMA incremental_vacuum(${mergedAtOnce})`);
      return free() > 0 && free() < before;
    },
  };
}
