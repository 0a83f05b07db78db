import { findUser, type Actor } from '../../access/index.ts';
import { conflict, Problem } from '../../core/errors.ts';
import { enqueue } from '../../queue/index.ts';
import { loadBoundaries, textOf, type Boundaries, type BoundaryLetter } from '../boundaries.ts';
import { lastStep, takeStep, undoStep } from '../boundary-steps.ts';
import { findDraft } from '../find.ts';
import type { SendingDeps } from '../ports.ts';
import { blankLetter } from '../set-boundaries.ts';
import { lookUpSoon } from '../settle-recipients.ts';
import { findListIn, listOf, type ListRecord } from './find-list.ts';
import { forgetRows, readListAgain } from './take-list.ts';
import type { ListChoice } from './types.ts';

type Row = { kind: 'cpr' | 'cvr'; number: string; name: string | null; class_name: string | null; pages: string; letter_id: string | null };
type Rest = { pages: number[]; letterId: string | null };

/**
 * Starts the use of a draft's list, exactly as the preview showed; the queue does it (`runRecipientList`). Errors:
 * list.moved_on, list.preview_old (the draft changed since: it is joined anew), list.stopped, dispatch.not_draft.
 */
export function applyRecipientList(deps: SendingDeps, actor: Actor, dispatchId: string): void {
  const old = deps.db.write((tx) => {
    const found = findListIn(tx, actor, dispatchId, ['preview']);
    const at = deps.clock.now();
    if (found.revision !== findDraft(tx, actor, dispatchId).revision) {
      readListAgain(tx, dispatchId, at);
      return true;
    }
    const stopped = tx.statement("SELECT 1 FROM recipient_list_problems WHERE dispatch_id = ? AND level = 'stop' LIMIT 1").get(dispatchId);
    if (stopped) throw conflict('list.stopped');
    tx.statement("UPDATE recipient_lists SET state = 'applying' WHERE dispatch_id = ?").run(dispatchId);
    enqueue(tx, { kind: 'apply-recipient-list', key: `apply-list:${dispatchId}`, payload: { dispatchId, userId: actor.id }, runAt: at, now: at });
    return false;
  });
  if (old) throw conflict('list.preview_old');
}

/**
 * Makes the letters of a draft what its list says, in one step that can be taken back. Letters without a usable row have
 * no recipient and stop the dispatch until a person gives them one. A draft that changed in the meantime is joined anew.
 */
export function runRecipientList(deps: SendingDeps, dispatchId: string, userId: string): void {
  const actor = findUser(deps.db, userId);
  const list = listOf(deps.db, dispatchId);
  if (list?.state !== 'applying' || !actor) return;
  try {
    // Worked out before the transaction, while others may write; it holds where the draft is still the one it was made from.
    const made = lettersOf(deps, list);
    takeStep(deps, actor, dispatchId, { act: 'listed', pages: [] }, (tx, state, at) => {
      const found = findListIn(tx, actor, dispatchId, ['applying']);
      if (found.revision !== findDraft(tx, actor, dispatchId).revision || !sameLetters(state, made.before)) throw conflict('list.preview_old');
      if (found.blob_id) deps.files.shred(tx, found.blob_id);
      tx.statement("UPDATE recipient_lists SET state = 'applied', blob_id = NULL, applied_at = ? WHERE dispatch_id = ?").run(at.toISOString(), dispatchId);
      lookUpSoon(tx, dispatchId, at);
      return made.after;
    });
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'conflict') throw error;
    deps.db.write((tx) => readListAgain(tx, dispatchId, deps.clock.now()));
    return;
  }
  const step = lastStep(deps.db, actor, dispatchId);
  deps.db.write((tx) => tx.statement('UPDATE recipient_lists SET step_id = ? WHERE dispatch_id = ?').run(step?.id ?? null, dispatchId));
}

const sameLetters = (one: Boundaries, other: Boundaries) => one.letters.length === other.letters.length && one.letters.every((letter, n) => textOf(letter) === textOf(other.letters[n]!));

/** The draft as it stands and as the list makes it. */
function lettersOf(deps: SendingDeps, list: ListRecord): { before: Boundaries; after: Boundaries } {
  const dispatchId = list.dispatch_id;
  const choice = JSON.parse(list.choice!) as ListChoice;
  const rest = JSON.parse(list.rest ?? '[]') as Rest[];
  const state = loadBoundaries(deps.db, dispatchId);
  const rows = deps.db.statement('SELECT kind, number, name, class_name, pages, letter_id FROM recipient_list_rows WHERE dispatch_id = ? AND pages IS NOT NULL ORDER BY n').all(dispatchId) as Row[];
  const byId = new Map(state.letters.map((letter) => [letter.id, letter]));
  const letter = (pages: number[], letterId: string | null) => (letterId ? byId.get(letterId) : undefined) ?? blankLetter(deps, pages);
  const letters = [...rows.map((row) => addressed(letter(JSON.parse(row.pages) as number[], row.letter_id), row)), ...rest.map(({ pages, letterId }) => addressed(letter(pages, letterId), null))];
  // Where the letters stay as they are, so do those that were taken off the list.
  const kept = choice.join === 'order' && choice.pagesPerLetter === null ? state.letters.filter((each) => each.state !== 'draft') : [];
  const after = { ...state, whole: choice.join === 'whole', letters: [...letters, ...kept] };
  after.letters.forEach(textOf);
  return { before: state, after };
}

/** The letter for the row's recipient, decided by a person; without a row for nobody. */
function addressed(letter: BoundaryLetter, row: Row | null): BoundaryLetter {
  return {
    ...letter, recipient_kind: row?.kind ?? null, recipient_number: row?.number ?? null, recipient_name: row?.name ?? null, class_name: row?.class_name ?? null,
    certainty: row ? 'confirmed' : 'doubtful', evidence: '[]', alternatives: '[]',
  };
}

/** Takes the use of a list back: the letters are as they were before. Errors: list.not_last where something has been changed since. */
export function undoRecipientList(deps: SendingDeps, actor: Actor, dispatchId: string): void {
  const found = deps.db.write((tx) => findListIn(tx, actor, dispatchId, ['applied']));
  const step = lastStep(deps.db, actor, dispatchId);
  if (!step || step.act !== 'listed' || step.id !== found.step_id) throw conflict('list.not_last');
  undoStep(deps, actor, dispatchId, step.id);
  deps.db.write((tx) => forgetRows(tx, dispatchId));
}
