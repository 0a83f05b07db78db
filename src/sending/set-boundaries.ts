import type { Actor } from '../access/index.ts';
import { conflict, invalid, notFound } from '../core/errors.ts';
import type { Tx } from '../db/index.ts';
import { goingLetter, ownerOf, type Boundaries, type BoundaryLetter } from './boundaries.ts';
import { newRecipient, settleRecipient } from './boundary-recipient.ts';
import { takeStep } from './boundary-steps.ts';
import type { SendingDeps } from './ports.ts';
import { lookUpSoon } from './settle-recipients.ts';

const inOrder = (pages: number[]) => [...new Set(pages)].sort((a, b) => a - b);

export function blankLetter(deps: SendingDeps, pages: number[]): BoundaryLetter {
  return {
    id: deps.ids.uuid(), message_uuid: deps.ids.uuid(), pages, recipient_kind: null, recipient_number: null, recipient_name: null, class_name: null,
    certainty: 'doubtful', evidence: '[]', found: '[]', alternatives: '[]', state: 'draft',
  };
}

/** The letter that holds `page` ends before it; from `page` on it is a letter of its own. Errors: page.starts_letter, page.no_letter. */
export function splitLetter(deps: SendingDeps, actor: Actor, dispatchId: string, page: number, revision?: number): void {
  takeStep(deps, actor, dispatchId, { act: 'split', pages: [page], revision }, (tx, state, at) => {
    const letter = ownerOf(state, page);
    if (!letter) throw conflict('page.no_letter');
    const at0 = letter.pages.indexOf(page);
    if (at0 === 0) throw conflict('page.starts_letter');
    const first = settleRecipient(tx, dispatchId, letter, letter.pages.slice(0, at0), at);
    const second = newRecipient(tx, dispatchId, { ...blankLetter(deps, letter.pages.slice(at0)), state: letter.state }, at);
    lookUpSoon(tx, dispatchId, at);
    return { ...state, letters: [...state.letters.filter((each) => each !== letter), first, second] };
  });
}

/**
 * Two letters become one. Where both have a recipient and they differ, `recipientOf` (the id of one
 * of the two) says whose it is: never decided silently. Errors: boundaries.choose_recipient, letter.removed.
 */
export function joinLetters(deps: SendingDeps, actor: Actor, dispatchId: string, ids: { first: string; second: string; recipientOf?: string | undefined }, revision?: number): void {
  takeStep(deps, actor, dispatchId, { act: 'joined', pages: [], revision }, (tx, state, at) => {
    const [first, second] = [goingLetter(state, ids.first), goingLetter(state, ids.second)];
    if (first === second) throw invalid('boundaries.same_letter');
    const joined = merged(tx, dispatchId, first, second, ids.recipientOf, at);
    return { ...state, letters: [...state.letters.filter((each) => each !== first && each !== second), joined] };
  });
}

function merged(tx: Tx, dispatchId: string, keep: BoundaryLetter, gone: BoundaryLetter, recipientOf: string | undefined, at: Date): BoundaryLetter {
  const pages = inOrder([...keep.pages, ...gone.pages]);
  const differ = keep.recipient_number && gone.recipient_number && keep.recipient_number !== gone.recipient_number;
  if (differ && recipientOf !== keep.id && recipientOf !== gone.id) throw conflict('boundaries.choose_recipient');
  const owner = differ ? (recipientOf === gone.id ? gone : keep) : keep.recipient_number ? keep : gone;
  const joined = settleRecipient(tx, dispatchId, { ...owner, id: keep.id, message_uuid: keep.message_uuid }, pages, at);
  return differ ? { ...joined, certainty: 'confirmed' } : joined;
}

/**
 * Pages go to another letter, or with `to` null become one of their own. A letter whose last page goes
 * is no more; where it had another recipient than `to`, use joinLetters. Errors: boundaries.choose_recipient, letter.removed, boundaries.no_pages.
 */
export function movePages(deps: SendingDeps, actor: Actor, dispatchId: string, move: { pages: number[]; to: string | null }, revision?: number): void {
  const pages = inOrder(move.pages);
  if (pages.length === 0) throw invalid('boundaries.no_pages');
  takeStep(deps, actor, dispatchId, { act: 'moved', pages, revision }, (tx, state, at) => {
    const target = move.to === null ? null : goingLetter(state, move.to);
    const letters = state.letters.flatMap((letter) => (letter === target ? [] : without(tx, dispatchId, letter, pages, target, at)));
    if (target && pages.every((page) => target.pages.includes(page))) throw conflict('boundaries.same_letter');
    const placed = target ? settleRecipient(tx, dispatchId, target, inOrder([...target.pages, ...pages]), at) : newRecipient(tx, dispatchId, blankLetter(deps, pages), at);
    lookUpSoon(tx, dispatchId, at);
    return { ...state, letters: [...letters, placed], leftOut: new Set([...state.leftOut].filter((page) => !pages.includes(page))) };
  });
}

function without(tx: Tx, dispatchId: string, letter: BoundaryLetter, pages: number[], target: BoundaryLetter | null, at: Date): BoundaryLetter[] {
  const rest = letter.pages.filter((page) => !pages.includes(page));
  if (rest.length === letter.pages.length) return [letter];
  if (rest.length > 0) return [settleRecipient(tx, dispatchId, letter, rest, at)];
  if (target?.recipient_number && letter.recipient_number && letter.recipient_number !== target.recipient_number) throw conflict('boundaries.choose_recipient');
  return [];
}

/** Pages that go to nobody. A letter whose last page goes is no more; with `keepLetters` that is refused: page.only_page. */
export function leaveOutPages(deps: SendingDeps, actor: Actor, dispatchId: string, wanted: number[], options: { revision?: number; keepLetters?: boolean } = {}): void {
  const pages = inOrder(wanted);
  if (pages.length === 0) throw invalid('boundaries.no_pages');
  takeStep(deps, actor, dispatchId, { act: 'left_out', pages, revision: options.revision }, (tx, state, at) => {
    const parts = state.letters.flatMap((letter) => without(tx, dispatchId, letter, pages, null, at));
    // Of a whole document the pages only say what is sent; who gets it has been decided.
    const letters = state.whole ? parts.map((part) => ({ ...state.letters.find(({ id }) => id === part.id)!, pages: part.pages })) : parts;
    if (options.keepLetters && letters.length < state.letters.length) throw conflict('page.only_page');
    return { ...state, letters, leftOut: new Set([...state.leftOut, ...pages]) };
  });
}

/** Pages that were left out are back, without an owner until somebody gives them one. */
export function takeBackPages(deps: SendingDeps, actor: Actor, dispatchId: string, wanted: number[], revision?: number): void {
  const pages = inOrder(wanted);
  takeStep(deps, actor, dispatchId, { act: 'taken_back', pages, revision }, (_tx, state: Boundaries) => {
    if (!pages.every((page) => state.leftOut.has(page))) throw notFound();
    const letters = state.whole ? state.letters.map((letter) => ({ ...letter, pages: inOrder([...letter.pages, ...pages]) })) : state.letters;
    return { ...state, letters, leftOut: new Set([...state.leftOut].filter((page) => !pages.includes(page))) };
  });
}
