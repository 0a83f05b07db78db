import type { Actor } from '../access/index.ts';
import { conflict, notFound } from '../core/errors.ts';
import { recipientName } from '../people/index.ts';
import { ownerOf, type Boundaries } from './boundaries.ts';
import { settleRecipient } from './boundary-recipient.ts';
import { takeStep } from './boundary-steps.ts';
import type { SendingDeps } from './ports.ts';
import { blankLetter, leaveOutPages, takeBackPages } from './set-boundaries.ts';
import { lookUpSoon, readRecipient } from './settle-recipients.ts';

/** The page goes to nobody. Conflict page.only_page where it is all that its letter has: remove the letter instead. */
export const leaveOutPage = (deps: SendingDeps, actor: Actor, dispatchId: string, page: number) => leaveOutPages(deps, actor, dispatchId, [page], { keepLetters: true });

/** The page is back, without an owner until somebody gives it one. */
export const restorePage = (deps: SendingDeps, actor: Actor, dispatchId: string, page: number) => takeBackPages(deps, actor, dispatchId, [page]);

function requireOwnerless(state: Boundaries, page: number) {
  if (state.leftOut.has(page) || ownerOf(state, page)) throw conflict('page.has_owner');
}

/** Adds an ownerless page to the letter that ends before it. Conflict page.no_letter_before. */
export function joinPageToPrevious(deps: SendingDeps, actor: Actor, dispatchId: string, page: number): void {
  takeStep(deps, actor, dispatchId, { act: 'moved', pages: [page] }, (tx, state, at) => {
    requireOwnerless(state, page);
    const before = state.letters.filter((letter) => letter.state === 'draft' && Math.max(...letter.pages) < page)
      .sort((a, b) => Math.max(...b.pages) - Math.max(...a.pages))[0];
    if (!before) throw conflict('page.no_letter_before');
    const joined = settleRecipient(tx, dispatchId, before, [...before.pages, page], at);
    return { ...state, letters: state.letters.map((letter) => (letter === before ? joined : letter)) };
  });
}

/** Makes a letter of ownerless pages to a recipient typed by hand. Errors: as `readRecipient`, page.has_owner. */
export function addLetter(deps: SendingDeps, actor: Actor, dispatchId: string, input: { pages: number[]; number: string }): void {
  const recipient = readRecipient(input.number, deps.clock.now());
  const pages = [...new Set(input.pages)].sort((a, b) => a - b);
  if (pages.length === 0) throw notFound();
  takeStep(deps, actor, dispatchId, { act: 'added', pages }, (tx, state, at) => {
    pages.forEach((page) => requireOwnerless(state, page));
    const name = recipientName(tx, recipient);
    lookUpSoon(tx, dispatchId, at);
    return { ...state, letters: [...state.letters, {
      ...blankLetter(deps, pages), recipient_kind: recipient.kind, recipient_number: recipient.number,
      recipient_name: name?.name ?? null, class_name: name?.className ?? null, certainty: 'confirmed',
    }] };
  });
}
