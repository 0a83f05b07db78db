import type { Reader, Tx } from '../db/index.ts';
import { conflict, notFound } from '../core/errors.ts';
import { dropCopiesOf } from './copies/follow.ts';
import type { LetterRecord } from './find.ts';

/** A letter as far as boundaries go. `pages` 1-based, in the order of the document; never empty. */
export type BoundaryLetter = Pick<LetterRecord,
  'id' | 'recipient_kind' | 'recipient_number' | 'recipient_name' | 'class_name' | 'certainty' | 'evidence' | 'found' | 'alternatives' | 'state' | 'message_uuid'> & { pages: number[] };

/** Which pages are which letter's and which are left out; a page in neither is without owner. */
export type Boundaries = {
  total: number;
  letters: BoundaryLetter[];
  leftOut: Set<number>;
  /** The whole document goes to everybody on the list: each letter has all pages that are not left out. */
  whole: boolean;
};

const columns = 'id, pages, recipient_kind, recipient_number, recipient_name, class_name, certainty, evidence, found, alternatives, state, message_uuid';

export function loadBoundaries(reader: Reader, dispatchId: string): Boundaries {
  const rows = reader.statement(`SELECT ${columns} FROM letters WHERE dispatch_id = ? AND role = 'main' ORDER BY ordinal`).all(dispatchId) as (Omit<BoundaryLetter, 'pages'> & { pages: string })[];
  const pages = reader.statement('SELECT page, left_out AS leftOut FROM dispatch_pages WHERE dispatch_id = ?').all(dispatchId) as { page: number; leftOut: number }[];
  const { whole } = reader.statement('SELECT whole FROM dispatches WHERE id = ?').get(dispatchId) as { whole: number };
  return {
    total: pages.length, whole: whole === 1,
    letters: rows.map((row) => ({ ...row, pages: JSON.parse(row.pages) as number[] })),
    leftOut: new Set(pages.filter((each) => each.leftOut).map((each) => each.page)),
  };
}

export const ownerOf = (state: Boundaries, page: number) => state.letters.find((letter) => letter.pages.includes(page));

/** Errors: not_found where the dispatch has no such letter; letter.removed where it has been taken off the list. */
export function goingLetter(state: Boundaries, id: string): BoundaryLetter {
  const letter = state.letters.find((each) => each.id === id);
  if (!letter) throw notFound();
  if (letter.state !== 'draft') throw conflict('letter.removed');
  return letter;
}

/** A page must be in one letter, without owner, or left out (or, of a whole document, in every letter); anything else would lose it or send it twice. */
function requireWhole(state: Boundaries): void {
  if (state.whole) {
    const all = JSON.stringify(Array.from({ length: state.total }, (_, n) => n + 1).filter((page) => !state.leftOut.has(page)));
    if (state.letters.some((letter) => JSON.stringify(letter.pages) !== all)) throw new Error('a recipient without the whole document');
    return;
  }
  const seen = new Set<number>();
  for (const letter of state.letters) {
    if (letter.pages.length === 0) throw new Error('a letter without pages');
    for (const page of letter.pages) {
      if (page < 1 || page > state.total || seen.has(page) || state.leftOut.has(page)) throw new Error(`page ${page} is in two places`);
      seen.add(page);
    }
  }
}

const texts = new WeakMap<BoundaryLetter, string>();

/** A letter as text, to compare by; worked out once, so that what is made ready beforehand costs nothing while others wait to write. */
export function textOf(letter: BoundaryLetter): string {
  const text = texts.get(letter) ?? JSON.stringify(letter);
  texts.set(letter, text);
  return text;
}

/** Letters that answer a message, go to a contact point or lie on another case than their recipient's: what they carry is theirs alone. */
export const boundLetters = (reader: Reader, dispatchId: string): string[] =>
  (reader.statement('SELECT id FROM letters WHERE dispatch_id = ? AND (answers IS NOT NULL OR contact_point_id IS NOT NULL OR filed_case_id IS NOT NULL)').all(dispatchId) as { id: string }[]).map(({ id }) => id);

/** Far below every number that renumbering passes through. */
const belowAll = -1_000_000;

const byFirstPage = (one: BoundaryLetter, other: BoundaryLetter) => one.pages[0]! - other.pages[0]!;

/** Writes what differs. Letters are numbered anew by their first page, in two steps because a number is unique. */
export function saveBoundaries(tx: Tx, dispatchId: string, before: Boundaries, after: Boundaries, at: Date): void {
  requireWhole(after);
  const old = new Map(before.letters.map((letter) => [letter.id, textOf(letter)]));
  const kept = new Set(after.letters.map((letter) => letter.id));
  for (const letter of before.letters) {
    if (kept.has(letter.id)) continue;
    dropCopiesOf(tx, letter.id);
    tx.statement('DELETE FROM letters WHERE id = ?').run(letter.id);
  }
  // Where none stays, they get their numbers at once.
  const allNew = !after.letters.some(({ id }) => old.has(id));
  let free = allNew ? 0 : belowAll;
  for (const letter of allNew ? [...after.letters].sort(byFirstPage) : after.letters) {
    if (old.get(letter.id) === textOf(letter)) continue;
    const values = { ...letter, pages: JSON.stringify(letter.pages), dispatch_id: dispatchId, at: at.toISOString(), ordinal: (free += 1) };
    if (old.has(letter.id)) {
      tx.statement(`UPDATE letters SET pages = @pages, recipient_kind = @recipient_kind, recipient_number = @recipient_number, recipient_name = @recipient_name,
        class_name = @class_name, certainty = @certainty, evidence = @evidence, found = @found, alternatives = @alternatives, state = @state, updated_at = @at
        WHERE id = @id`).run(values);
    } else {
      tx.statement(`INSERT INTO letters (dispatch_id, ordinal, updated_at, ${columns})
        VALUES (@dispatch_id, @ordinal, @at, ${columns.split(', ').map((name) => `@${name}`).join(', ')})`).run(values);
    }
  }
  for (const page of new Set([...before.leftOut, ...after.leftOut])) {
    if (before.leftOut.has(page) !== after.leftOut.has(page)) tx.statement('UPDATE dispatch_pages SET left_out = ? WHERE dispatch_id = ? AND page = ?').run(after.leftOut.has(page) ? 1 : 0, dispatchId, page);
  }
  if (before.whole !== after.whole) tx.statement('UPDATE dispatches SET whole = ? WHERE id = ?').run(after.whole ? 1 : 0, dispatchId);
  renumber(tx, dispatchId);
}

/** Copies come after all others, so that a copy more moves no letter's number. In two statements, because a number is unique: first all that move below zero, then up to their places. */
function renumber(tx: Tx, dispatchId: string): void {
  tx.statement(`UPDATE letters SET ordinal = -place.n
    FROM (SELECT id, row_number() OVER (ORDER BY role <> 'main', json_extract(pages, '$[0]'), rowid) AS n FROM letters WHERE dispatch_id = @dispatchId) AS place
    WHERE letters.id = place.id AND letters.ordinal <> place.n`).run({ dispatchId });
  tx.statement('UPDATE letters SET ordinal = -ordinal WHERE dispatch_id = ? AND ordinal < 0').run(dispatchId);
}
