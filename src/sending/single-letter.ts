import { findUser, type Actor } from '../access/index.ts';
import { invalid, Problem } from '../core/errors.ts';
import type { Reader } from '../db/index.ts';
import { findRecipients } from '../people/index.ts';
import { findDispatch, type DispatchRecord } from './find.ts';
import type { SendingDeps } from './ports.ts';
import { readRecipient } from './settle-recipients.ts';
import { uploadDispatch } from './upload.ts';
import { addRecipient, shareDocument } from './whole-document.ts';

const mostWanted = 50;
const longest = 100;

/** A replacement CPR number has letters too, but nobody's name has six digits. */
export const looksLikeNumber = (text: string): boolean => !/\p{L}/u.test(text) || text.replace(/\D/g, '').length >= 6;

/**
 * What was typed or pasted as recipients, one by one: lines, commas and semicolons part them, and numbers that stand
 * together are told apart.
 */
export function partRecipients(text: string): string[] {
  const parts = text.split(/[\n,;]+/).map((part) => part.trim().replace(/\s+/g, ' ')).filter(Boolean);
  return parts.flatMap((part) => {
    const numbers = /\p{L}/u.test(part) ? [] : part.match(/\d{6}[-\s]?\d{4}|\d{8}/g) ?? [];
    return numbers.length > 1 && numbers.join('').replace(/\D/g, '').length === part.replace(/\D/g, '').length ? numbers : [part];
  });
}

/**
 * A document that is one letter, with whom it is for: numbers, names with or without class, several of them; nothing =
 * whom the document itself speaks of. A number that is none is refused before anything is kept. Answers the dispatch's id.
 * Errors: as readRecipient and uploadDispatch; single.too_many (`most`), single.too_long.
 */
export async function uploadSingleLetter(deps: SendingDeps, actor: Actor, input: { filename: string; content: AsyncIterable<Uint8Array>; wanted: () => string }): Promise<string> {
  const id = await uploadDispatch(deps, actor, input);
  deps.db.write((tx) => tx.statement('INSERT INTO single_letters (dispatch_id, wanted) VALUES (?, ?)').run(id, JSON.stringify(partRecipients(input.wanted()))));
  return id;
}

/** Whether what was typed can be recipients at all. Errors: as readRecipient, single.too_many, single.too_long. */
export function checkWanted(text: string, today: Date): void {
  const wanted = partRecipients(text);
  if (wanted.length > mostWanted) throw invalid('single.too_many', { most: mostWanted });
  for (const each of wanted) {
    if (each.length > longest) throw invalid('single.too_long', { most: longest });
    if (looksLikeNumber(each)) readRecipient(each, today);
  }
}

/** Whom a name means without a doubt: the only one who is called exactly that, with or without the class. */
function exactly(reader: Reader, text: string): string | null {
  const plain = (name: string) => name.toLocaleLowerCase('da').replace(/\s+/g, ' ').trim();
  const hits = findRecipients(reader, text).filter(({ name, className }) => plain(name) === plain(text) || (className && plain(`${name} ${className}`) === plain(text)));
  return hits.length === 1 ? hits[0]!.ref : null;
}

/** When the document has been read: it is one letter, and gets its recipients. Names that several have are left for a person to choose. */
export function startSingleLetter(deps: SendingDeps, dispatchId: string): void {
  const row = deps.db.statement('SELECT wanted FROM single_letters WHERE dispatch_id = ?').get(dispatchId) as { wanted: string } | undefined;
  const dispatch = deps.db.statement('SELECT * FROM dispatches WHERE id = ?').get(dispatchId) as DispatchRecord;
  const actor = row && findUser(deps.db, dispatch.created_by);
  if (!row || !actor || dispatch.state !== 'draft') return;
  if (dispatch.whole === 0) shareDocument(deps, actor, dispatchId);
  const left = (JSON.parse(row.wanted) as string[]).filter((text) => {
    const ref = looksLikeNumber(text) ? null : exactly(deps.db, text);
    if (!ref && !looksLikeNumber(text)) return true;
    try {
      addRecipient(deps, actor, dispatchId, ref ? { ref } : { number: text });
      return false;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      // There already, because the document speaks of them too.
      return error.reason !== 'recipient.there_already';
    }
  });
  keep(deps, dispatchId, left);
}

function keep(deps: Pick<SendingDeps, 'db'>, dispatchId: string, left: string[]): void {
  deps.db.write((tx) => {
    if (left.length === 0) tx.statement('DELETE FROM single_letters WHERE dispatch_id = ?').run(dispatchId);
    else tx.statement('UPDATE single_letters SET wanted = ? WHERE dispatch_id = ?').run(JSON.stringify(left), dispatchId);
  });
}

/** Names that were typed and still wait for somebody to choose. */
export function wantedLeft(reader: Reader, actor: Actor, dispatchId: string): string[] {
  findDispatch(reader, actor, dispatchId);
  const row = reader.statement('SELECT wanted FROM single_letters WHERE dispatch_id = ?').get(dispatchId) as { wanted: string } | undefined;
  return row ? (JSON.parse(row.wanted) as string[]) : [];
}

/** One of them is settled: chosen, or not wanted after all. */
export function settleWanted(deps: SendingDeps, actor: Actor, dispatchId: string, text: string): void {
  const left = wantedLeft(deps.db, actor, dispatchId);
  if (!text) throw invalid('request.unreadable');
  if (left.includes(text)) keep(deps, dispatchId, left.filter((each) => each !== text));
}
