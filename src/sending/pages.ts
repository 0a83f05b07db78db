import type { Actor } from '../access/index.ts';
import { notFound } from '../core/errors.ts';
import type { Reader } from '../db/index.ts';
import type { Candidate } from '../numbers/index.ts';
import { findToRead, pagesOf } from './find.ts';
import type { LetterState, PageView } from './types.ts';

type LetterPages = { id: string; ordinal: number; pages: string; state: LetterState; recipient_number: string | null; certainty: string };

function lettersByPage(reader: Reader, dispatchId: string): Map<number, LetterPages> {
  const rows = reader.statement("SELECT id, ordinal, pages, state, recipient_number, certainty FROM letters WHERE dispatch_id = ? AND role = 'main'").all(dispatchId) as LetterPages[];
  return new Map(rows.flatMap((row) => pagesOf(row).map((page) => [page, row] as const)));
}

type Questions = {
  unreadable: { page: number; why: string }[];
  ownerless: number[];
  doubtful: number;
  /** Pages a person has left out. */
  leftOut: number[];
  /** The first page that belongs to a letter; a page before it has no letter to join. */
  firstOwned: number | null;
};

/**
 * What a person must settle before anything of the dispatch may go: pages whose text cannot be
 * trusted, pages without an owner, doubtful recipients (design.md, "What blocks"). A page that was
 * left out, or whose letter was removed, goes nowhere and asks nothing.
 */
export function dispatchQuestions(reader: Reader, dispatchId: string): Questions {
  const owners = lettersByPage(reader, dispatchId);
  const pages = reader.statement('SELECT page, unreadable, left_out AS leftOut FROM dispatch_pages WHERE dispatch_id = ? ORDER BY page').all(dispatchId) as { page: number; unreadable: string | null; leftOut: number }[];
  const going = pages.filter(({ page, leftOut }) => !leftOut && owners.get(page)?.state !== 'removed');
  const unreadable = going.flatMap(({ page, unreadable: why }) => (why ? [{ page, why }] : []));
  const { whole } = reader.statement('SELECT whole FROM dispatches WHERE id = ?').get(dispatchId) as { whole: number };
  // Of a whole document every page goes to everybody on the list, also while the list is empty.
  const ownerless = whole ? [] : going.filter(({ page, unreadable: why }) => !why && !owners.has(page)).map(({ page }) => page);
  const { doubtful } = reader.statement(`SELECT count(*) AS doubtful FROM letters WHERE dispatch_id = ? AND state = 'draft' AND (certainty = 'doubtful' OR recipient_number IS NULL)`)
    .get(dispatchId) as { doubtful: number };
  const leftOut = pages.filter((each) => each.leftOut).map(({ page }) => page);
  const firstOwned = going.find(({ page }) => owners.has(page))?.page ?? null;
  return { unreadable, ownerless, doubtful, leftOut, firstOwned };
}

/** As `dispatchQuestions`, found through the actor. */
export function openQuestions(reader: Reader, actor: Actor, dispatchId: string): Questions {
  findToRead(reader, actor, dispatchId);
  return dispatchQuestions(reader, dispatchId);
}

type PageRow = { page: number; width: number; height: number; rotation: number; unreadable: string | null; left_out: number; candidates: string };

/** Pages `from` to `to` (1-based, inclusive) with every found number marked. */
export function listPages(reader: Reader, actor: Actor, dispatchId: string, range: { from: number; to: number }): PageView[] {
  findToRead(reader, actor, dispatchId);
  const owners = lettersByPage(reader, dispatchId);
  const rows = reader.statement('SELECT page, width, height, rotation, unreadable, left_out, candidates FROM dispatch_pages WHERE dispatch_id = ? AND page BETWEEN ? AND ? ORDER BY page')
    .all(dispatchId, range.from, range.to) as PageRow[];
  if (rows.length === 0) throw notFound();
  return rows.map((row) => {
    const letter = owners.get(row.page);
    return {
      page: row.page, width: row.width, height: row.height, rotation: row.rotation, unreadable: row.unreadable, leftOut: row.left_out === 1,
      letterId: letter?.id ?? null, letterOrdinal: letter?.ordinal ?? null,
      marks: (JSON.parse(row.candidates) as Candidate[]).flatMap((candidate) => marksOf(candidate, letter)),
    };
  });
}

function marksOf(candidate: Candidate, letter: LetterPages | undefined): PageView['marks'] {
  const isRecipient = letter !== undefined && candidate.number === letter.recipient_number;
  const role = !isRecipient ? ('other' as const) : letter.certainty === 'doubtful' ? ('doubtful' as const) : ('recipient' as const);
  return candidate.fragments.map((fragment) => ({ box: fragment.box, kind: candidate.kind, role }));
}
