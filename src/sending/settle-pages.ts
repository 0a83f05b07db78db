import type { Actor } from '../access/index.ts';
import { record, type AuditEvent } from '../audit/index.ts';
import { conflict, notFound } from '../core/errors.ts';
import type { Tx } from '../db/index.ts';
import { findDraft, pagesOf, touch } from './find.ts';
import type { SendingDeps } from './ports.ts';
import { assignRecipient, lookUpSoon, readRecipient } from './settle-recipients.ts';

type PageRow = { page: number; left_out: number };

function findPage(tx: Tx, dispatchId: string, page: number): PageRow {
  const row = tx.statement('SELECT page, left_out FROM dispatch_pages WHERE dispatch_id = ? AND page = ?').get(dispatchId, page) as PageRow | undefined;
  if (!row) throw notFound();
  return row;
}

type LetterPages = { id: string; ordinal: number; pages: string };

function letterOfPage(tx: Tx, dispatchId: string, page: number): LetterPages | undefined {
  const rows = tx.statement('SELECT id, ordinal, pages FROM letters WHERE dispatch_id = ? ORDER BY ordinal').all(dispatchId) as LetterPages[];
  return rows.find((row) => pagesOf(row).includes(page));
}

function changePage(deps: SendingDeps, actor: Actor, dispatchId: string, event: AuditEvent, pages: number[], change: (tx: Tx) => void): void {
  deps.db.write((tx) => {
    findDraft(tx, actor, dispatchId);
    pages.forEach((page) => findPage(tx, dispatchId, page));
    change(tx);
    const at = deps.clock.now();
    touch(tx, dispatchId, at);
    record(tx, { at, actorId: actor.id, event, subject: { kind: 'dispatch', id: dispatchId }, payload: { pages } });
  });
}

/** The page goes to nobody. Conflict page.only_page where it is all that its letter has: remove the letter instead. */
export function leaveOutPage(deps: SendingDeps, actor: Actor, dispatchId: string, page: number): void {
  changePage(deps, actor, dispatchId, 'page.left_out', [page], (tx) => {
    const letter = letterOfPage(tx, dispatchId, page);
    if (letter) {
      const rest = pagesOf(letter).filter((each) => each !== page);
      if (rest.length === 0) throw conflict('page.only_page');
      tx.statement('UPDATE letters SET pages = ? WHERE id = ?').run(JSON.stringify(rest), letter.id);
    }
    tx.statement('UPDATE dispatch_pages SET left_out = 1 WHERE dispatch_id = ? AND page = ?').run(dispatchId, page);
  });
}

/** The page is back, without an owner until somebody gives it one. */
export function restorePage(deps: SendingDeps, actor: Actor, dispatchId: string, page: number): void {
  changePage(deps, actor, dispatchId, 'page.restored', [page], (tx) => {
    tx.statement('UPDATE dispatch_pages SET left_out = 0 WHERE dispatch_id = ? AND page = ?').run(dispatchId, page);
  });
}

function requireOwnerless(tx: Tx, dispatchId: string, page: number) {
  if (findPage(tx, dispatchId, page).left_out || letterOfPage(tx, dispatchId, page)) throw conflict('page.has_owner');
}

/** Adds an ownerless page to the letter that ends before it. Conflict page.no_letter_before. */
export function joinPageToPrevious(deps: SendingDeps, actor: Actor, dispatchId: string, page: number): void {
  changePage(deps, actor, dispatchId, 'page.joined', [page], (tx) => {
    requireOwnerless(tx, dispatchId, page);
    const rows = tx.statement("SELECT id, ordinal, pages FROM letters WHERE dispatch_id = ? AND state = 'draft'").all(dispatchId) as LetterPages[];
    const before = rows.map((row) => ({ row, pages: pagesOf(row) }))
      .filter(({ pages }) => Math.max(...pages) < page)
      .sort((a, b) => Math.max(...b.pages) - Math.max(...a.pages))[0];
    if (!before) throw conflict('page.no_letter_before');
    tx.statement('UPDATE letters SET pages = ? WHERE id = ?').run(JSON.stringify([...before.pages, page]), before.row.id);
  });
}

/** Makes a letter of ownerless pages to a recipient typed by hand. Errors: as `readRecipient`, page.has_owner. */
export function addLetter(deps: SendingDeps, actor: Actor, dispatchId: string, input: { pages: number[]; number: string }): void {
  const recipient = readRecipient(input.number, deps.clock.now());
  const pages = [...new Set(input.pages)].sort((a, b) => a - b);
  if (pages.length === 0) throw notFound();
  changePage(deps, actor, dispatchId, 'letter.recipient_set', pages, (tx) => {
    pages.forEach((page) => requireOwnerless(tx, dispatchId, page));
    const { last } = tx.statement('SELECT coalesce(max(ordinal), 0) AS last FROM letters WHERE dispatch_id = ?').get(dispatchId) as { last: number };
    const id = deps.ids.uuid();
    const at = deps.clock.now();
    tx.statement(`INSERT INTO letters (id, dispatch_id, ordinal, pages, certainty, evidence, found, alternatives, state, message_uuid, updated_at)
      VALUES (?, ?, ?, ?, 'confirmed', '[]', '[]', '[]', 'draft', ?, ?)`).run(id, dispatchId, last + 1, JSON.stringify(pages), deps.ids.uuid(), at.toISOString());
    assignRecipient(tx, id, recipient);
    lookUpSoon(tx, dispatchId, at);
  });
}
