import type { Actor } from '../access/index.ts';
import { conflict, invalid, notFound, Problem } from '../core/errors.ts';
import type { Reader, Tx } from '../db/index.ts';
import { maskCpr, type Candidate, type RecipientNumber } from '../numbers/index.ts';
import { findRecipients, recipientName, recipientOfRef, type RecipientHit } from '../people/index.ts';
import type { Boundaries, BoundaryLetter } from './boundaries.ts';
import { lastStep, takeStep, undoStep } from './boundary-steps.ts';
import { findDispatch, findToRead } from './find.ts';
import type { SendingDeps } from './ports.ts';
import { blankLetter } from './set-boundaries.ts';
import { lookUpSoon, readRecipient } from './settle-recipients.ts';

const goingPages = (state: Boundaries) => Array.from({ length: state.total }, (_, n) => n + 1).filter((page) => !state.leftOut.has(page));

/**
 * The whole document becomes one letter, the same to everybody on the list. Where its pages speak of exactly one
 * recipient that one stays, as sure as they were; else the list begins empty, because whom a letter names is not whom
 * it is for. Can be undone. Errors: boundaries.whole_already, dispatch.not_draft.
 */
export function shareDocument(deps: SendingDeps, actor: Actor, dispatchId: string): void {
  takeStep(deps, actor, dispatchId, { act: 'shared', pages: [] }, (_tx, state) => {
    if (state.whole) throw conflict('boundaries.whole_already');
    const going = state.letters.filter((letter) => letter.state === 'draft' && letter.recipient_number);
    const one = new Set(going.map((letter) => letter.recipient_number)).size === 1 ? going[0]! : null;
    return { ...state, whole: true, letters: one ? [{ ...one, pages: goingPages(state) }] : [] };
  });
}

/** Back to the letters the document was in before it was shared: every step since is taken back. Conflict boundaries.not_whole. */
export function splitAgain(deps: SendingDeps, actor: Actor, dispatchId: string): void {
  const isWhole = () => findDispatch(deps.db, actor, dispatchId).whole === 1;
  if (!isWhole()) throw conflict('boundaries.not_whole');
  while (isWhole()) {
    const step = lastStep(deps.db, actor, dispatchId);
    // Made whole, as a reminder is: there are no letters to go back to.
    if (!step) throw conflict('boundaries.nothing_to_undo');
    undoStep(deps, actor, dispatchId, step.id);
  }
}

/** Who a typed text or a chosen hit means. Errors: as readRecipient; not_found for a record that is gone. */
export function recipientOf(reader: Reader, who: { number: string } | { ref: string }, today: Date): RecipientNumber {
  if ('number' in who) return readRecipient(who.number, today);
  const found = recipientOfRef(reader, who.ref);
  if (!found) throw notFound();
  return found;
}

/**
 * One more recipient of the whole document, by number or by a hit of `searchRecipients`. Errors: boundaries.not_whole,
 * recipient.there_already (conflict), boundaries.no_pages where every page is left out.
 */
export function addRecipient(deps: SendingDeps, actor: Actor, dispatchId: string, who: { number: string } | { ref: string }): void {
  const recipient = recipientOf(deps.db, who, deps.clock.now());
  takeStep(deps, actor, dispatchId, { act: 'added', pages: [] }, (tx, state, at) => {
    if (!state.whole) throw conflict('boundaries.not_whole');
    const pages = goingPages(state);
    if (pages.length === 0) throw invalid('boundaries.no_pages');
    const there = state.letters.find((letter) => letter.recipient_number === recipient.number);
    if (there?.state === 'draft') throw conflict('recipient.there_already', { name: there.recipient_name ?? shown(recipient) });
    lookUpSoon(tx, dispatchId, at);
    // One who was taken off the list comes back as the same letter.
    const letter = { ...letterTo(tx, deps, recipient, pages), ...(there ? { id: there.id, message_uuid: there.message_uuid } : {}) };
    return { ...state, letters: [...state.letters.filter((each) => each !== there), letter] };
  });
}

/** Several at once, all or none; those that are there already are passed over. Errors: as addRecipient, and whole.several_names where a name stands among them. */
export function addSeveral(deps: SendingDeps, actor: Actor, dispatchId: string, numbers: string[]): void {
  const today = deps.clock.now();
  if (numbers.some((each) => /\p{L}/u.test(each) && each.replace(/\D/g, '').length < 6)) throw invalid('whole.several_names');
  for (const number of numbers) readRecipient(number, today);
  for (const number of numbers) {
    try {
      addRecipient(deps, actor, dispatchId, { number });
    } catch (error) {
      if (!(error instanceof Problem) || error.reason !== 'recipient.there_already') throw error;
    }
  }
}

function letterTo(tx: Tx, deps: SendingDeps, recipient: RecipientNumber, pages: number[]): BoundaryLetter {
  const name = recipientName(tx, recipient);
  return {
    ...blankLetter(deps, pages), recipient_kind: recipient.kind, recipient_number: recipient.number,
    recipient_name: name?.name ?? null, class_name: name?.className ?? null, certainty: 'confirmed',
  };
}

const shown = ({ kind, number }: RecipientNumber) => (kind === 'cpr' ? maskCpr(number) : number);

/** What a person may see of a hit: the number masked. */
export type FoundRecipient = Omit<RecipientHit, 'number'> & { masked: string };

/** People and companies by name, for whoever may change this draft. not_found otherwise. */
export function searchRecipients(reader: Reader, actor: Actor, dispatchId: string, text: string): FoundRecipient[] {
  findDispatch(reader, actor, dispatchId);
  return findRecipients(reader, text).map(({ number, ...hit }) => ({ ...hit, masked: shown({ kind: hit.kind, number }) }));
}

/** Others than the recipient whom the whole document names by number: everybody on the list will read of them. */
export function namedInDocument(reader: Reader, actor: Actor, dispatchId: string): { name: string | null; masked: string }[] {
  const dispatch = findToRead(reader, actor, dispatchId);
  if (!dispatch.whole) return [];
  const { recipients } = reader.statement("SELECT json_group_array(recipient_number) AS recipients FROM letters WHERE dispatch_id = ? AND state = 'draft' AND role = 'main'").get(dispatchId) as { recipients: string };
  const going = JSON.parse(recipients) as string[];
  const rows = reader.statement('SELECT candidates FROM dispatch_pages WHERE dispatch_id = ? AND left_out = 0').all(dispatchId) as { candidates: string }[];
  const named = new Set(rows.flatMap((row) => JSON.parse(row.candidates) as Candidate[]).filter((each) => each.kind === 'cpr' && !each.ignored).map((each) => each.number));
  // With one recipient, their own number in their own letter concerns nobody else.
  return [...named].filter((number) => going.length > 1 || !going.includes(number)).map((number) => ({ name: recipientName(reader, { kind: 'cpr', number })?.name ?? null, masked: maskCpr(number) }));
}
