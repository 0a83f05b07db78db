import type { Actor } from '../access/index.ts';
import { invalid } from '../core/errors.ts';
import type { Reader } from '../db/index.ts';
import { lastStep } from './boundary-steps.ts';
import { findDispatch } from './find.ts';
import { joinedLetters, letterRow, type JoinedLetter } from './letters.ts';
import { dispatchQuestions } from './pages.ts';
import type { BoundaryList } from './types.ts';

const pageSize = 40;

/** The letters in the order of the document, one page of the list at a time, so that a thousand pages stay quick. */
export function listBoundaries(reader: Reader, actor: Actor, dispatchId: string, wanted: { page: number } | { documentPage: number }): BoundaryList {
  const { revision } = findDispatch(reader, actor, dispatchId);
  const { total } = reader.statement("SELECT count(*) AS total FROM letters WHERE dispatch_id = ? AND state = 'draft' AND role = 'main'").get(dispatchId) as { total: number };
  const asked = 'page' in wanted ? wanted.page : pageOfList(reader, dispatchId, wanted.documentPage);
  const page = Math.max(1, Math.min(asked, Math.ceil(total / pageSize)));
  const rows = reader.statement(`${joinedLetters} WHERE l.dispatch_id = ? AND l.state = 'draft' AND l.role = 'main' ORDER BY l.ordinal LIMIT ${pageSize} OFFSET ?`).all(dispatchId, (page - 1) * pageSize) as JoinedLetter[];
  const { ownerless, unreadable, leftOut } = dispatchQuestions(reader, dispatchId);
  const owned = new Set((reader.statement('SELECT j.value AS page FROM letters l, json_each(l.pages) j WHERE l.dispatch_id = ?').all(dispatchId) as { page: number }[]).map((each) => each.page));
  const loose = [...ownerless, ...unreadable.map((each) => each.page).filter((each) => !owned.has(each))].sort((a, b) => a - b);
  return { rows: rows.map((row) => letterRow(reader, row)), total, page, pageSize, ownerless: loose, leftOut, unreadable: unreadable.map((each) => each.page), revision, undo: lastStep(reader, actor, dispatchId) };
}

/** The page of the list with the letter that holds a page of the document; 1 where none does. */
function pageOfList(reader: Reader, dispatchId: string, documentPage: number): number {
  const { before } = reader.statement(`SELECT count(*) AS before FROM letters b WHERE b.dispatch_id = @dispatchId AND b.state = 'draft' AND b.ordinal <
    (SELECT l.ordinal FROM letters l, json_each(l.pages) j WHERE l.dispatch_id = @dispatchId AND l.state = 'draft' AND l.role = 'main' AND j.value = @documentPage)`)
    .get({ dispatchId, documentPage }) as { before: number };
  return Math.floor(before / pageSize) + 1;
}

/** Id of the letter with this number on the list. Error boundaries.no_such_letter. */
export function letterByOrdinal(reader: Reader, actor: Actor, dispatchId: string, ordinal: number): string {
  findDispatch(reader, actor, dispatchId);
  const row = reader.statement("SELECT id FROM letters WHERE dispatch_id = ? AND ordinal = ? AND state = 'draft' AND role = 'main'").get(dispatchId, ordinal) as { id: string } | undefined;
  if (!row) throw invalid('boundaries.no_such_letter');
  return row.id;
}

/** Id of the next letter on the list. Error boundaries.no_such_letter where it is the last. */
export function letterAfter(reader: Reader, actor: Actor, dispatchId: string, letterId: string): string {
  findDispatch(reader, actor, dispatchId);
  const row = reader.statement(`SELECT n.id FROM letters l JOIN letters n ON n.dispatch_id = l.dispatch_id AND n.ordinal > l.ordinal AND n.state = 'draft' AND n.role = 'main'
    WHERE l.dispatch_id = ? AND l.id = ? ORDER BY n.ordinal LIMIT 1`).get(dispatchId, letterId) as { id: string } | undefined;
  if (!row) throw invalid('boundaries.no_such_letter');
  return row.id;
}
