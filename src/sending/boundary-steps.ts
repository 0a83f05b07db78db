import type { Actor } from '../access/index.ts';
import { record, type AuditEvent } from '../audit/index.ts';
import { conflict, invalid, notFound } from '../core/errors.ts';
import type { Reader, Tx } from '../db/index.ts';
import { boundLetters, loadBoundaries, saveBoundaries, textOf, type Boundaries, type BoundaryLetter } from './boundaries.ts';
import { findDispatch, findDraft, touch } from './find.ts';
import type { SendingDeps } from './ports.ts';
import type { BoundaryAct, BoundaryStep } from './types.ts';

type Touched = { letters: BoundaryLetter[]; leftOut: number[]; /** Absent in steps that did not touch it. */ whole?: boolean };
type StepRow = { id: number; act: BoundaryAct; pages: string; before: string; after: string };

const eventOf: Record<BoundaryAct, AuditEvent> = {
  split: 'letter.split', joined: 'letter.joined', moved: 'page.moved', left_out: 'page.left_out', taken_back: 'page.restored', added: 'letter.recipient_set', shared: 'document.shared', listed: 'list.applied',
};

/** Acts that only make sense where each page is one letter's. */
const ofParts: BoundaryAct[] = ['split', 'joined', 'moved'];

/** What of `mine` differs from `other`. */
function touched(mine: Boundaries, other: Boundaries): Touched {
  const known = new Map(other.letters.map((letter) => [letter.id, textOf(letter)]));
  return {
    letters: mine.letters.filter((letter) => known.get(letter.id) !== textOf(letter)),
    leftOut: [...mine.leftOut].filter((page) => !other.leftOut.has(page)),
    ...(mine.whole === other.whole ? {} : { whole: mine.whole }),
  };
}

export type Change = { act: BoundaryAct; pages: number[]; /** The revision the actor saw; without it the newest counts. */ revision?: number | undefined };

/**
 * One step of a person on the boundaries of a draft: change, step to undo it by, log, in one
 * transaction. Errors: dispatch.not_draft, boundaries.changed (somebody else was faster), not_found
 * for a page that is not there, letter.is_answer where an answer would be lost, and what `work` refuses.
 */
export function takeStep(deps: SendingDeps, actor: Actor, dispatchId: string, change: Change, work: (tx: Tx, state: Boundaries, at: Date) => Boundaries): void {
  deps.db.write((tx) => {
    const dispatch = findDraft(tx, actor, dispatchId);
    if (change.revision !== undefined && change.revision !== dispatch.revision) throw conflict('boundaries.changed');
    const before = loadBoundaries(tx, dispatchId);
    if (change.pages.some((page) => !Number.isSafeInteger(page) || page < 1 || page > before.total)) throw notFound();
    if (before.whole && ofParts.includes(change.act)) throw conflict('boundaries.whole_document');
    const at = deps.clock.now();
    const after = work(tx, before, at);
    // An answer stays one letter to whoever wrote: what it gives back is never lost, and never somebody else's.
    const numberOf = (state: Boundaries, id: string) => state.letters.find((letter) => letter.id === id)?.recipient_number;
    if (boundLetters(tx, dispatchId).some((id) => !numberOf(after, id) || numberOf(after, id) !== numberOf(before, id))) throw invalid('letter.is_answer');
    saveBoundaries(tx, dispatchId, before, after, at);
    const were = touched(before, after);
    const pages = change.act === 'joined' ? were.letters.flatMap((letter) => letter.pages).sort((a, b) => a - b) : change.pages;
    tx.statement('INSERT INTO boundary_steps (dispatch_id, act, pages, before, after, actor_id, at) VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(dispatchId, change.act, JSON.stringify(pages), JSON.stringify(were), JSON.stringify(touched(after, before)), actor.id, at.toISOString());
    touch(tx, dispatchId, at);
    record(tx, { at, actorId: actor.id, event: eventOf[change.act], subject: { kind: 'dispatch', id: dispatchId }, payload: { pages } });
  });
}

const newest = (reader: Reader, dispatchId: string) =>
  reader.statement('SELECT id, act, pages, before, after FROM boundary_steps WHERE dispatch_id = ? ORDER BY id DESC LIMIT 1').get(dispatchId) as StepRow | undefined;

/** What the next undo would take back; null where there is nothing. */
export function lastStep(reader: Reader, actor: Actor, dispatchId: string): BoundaryStep | null {
  findDispatch(reader, actor, dispatchId);
  const row = newest(reader, dispatchId);
  return row ? { id: row.id, act: row.act, pages: JSON.parse(row.pages) as number[] } : null;
}

/**
 * Takes the newest step back; again for the one before. What a person decided about a letter's
 * recipient since, or its removal, stays where that letter stays. Errors: dispatch.not_draft,
 * boundaries.nothing_to_undo, boundaries.changed where `stepId` is no longer the newest.
 */
export function undoStep(deps: SendingDeps, actor: Actor, dispatchId: string, stepId: number): void {
  deps.db.write((tx) => {
    findDraft(tx, actor, dispatchId);
    const step = newest(tx, dispatchId);
    if (!step) throw conflict('boundaries.nothing_to_undo');
    if (step.id !== stepId) throw conflict('boundaries.changed');
    const at = deps.clock.now();
    const now = loadBoundaries(tx, dispatchId);
    saveBoundaries(tx, dispatchId, now, undone(now, JSON.parse(step.before) as Touched, JSON.parse(step.after) as Touched), at);
    tx.statement('DELETE FROM boundary_steps WHERE id = ?').run(step.id);
    touch(tx, dispatchId, at);
    record(tx, { at, actorId: actor.id, event: 'boundaries.undone', subject: { kind: 'dispatch', id: dispatchId }, payload: { act: step.act, pages: JSON.parse(step.pages) as number[] } });
  });
}

function undone(now: Boundaries, before: Touched, after: Touched): Boundaries {
  const made = new Map(after.letters.map((letter) => [letter.id, letter]));
  const back = before.letters.map((letter) => {
    const current = now.letters.find((each) => each.id === letter.id);
    const left = made.get(letter.id);
    if (!current || !left) return letter;
    const decided = current.recipient_number !== left.recipient_number || current.certainty !== left.certainty;
    return decided ? { ...current, pages: letter.pages } : { ...letter, state: current.state === left.state ? letter.state : current.state };
  });
  const backIds = new Set(back.map((letter) => letter.id));
  const letters = now.letters.filter((letter) => !made.has(letter.id) && !backIds.has(letter.id));
  const leftOut = new Set([...now.leftOut].filter((page) => !after.leftOut.includes(page)));
  before.leftOut.forEach((page) => leftOut.add(page));
  const whole = before.whole ?? now.whole;
  // Back to parts: a recipient who came in since the document was shared has no part of it.
  const kept = now.whole && !whole ? back : [...letters, ...back];
  return { ...now, whole, letters: kept, leftOut };
}
