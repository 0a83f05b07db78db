import type { Actor } from '../../access/index.ts';
import { conflict } from '../../core/errors.ts';
import type { Boundaries, BoundaryLetter } from '../boundaries.ts';
import { lastStep, takeStep, undoStep } from '../boundary-steps.ts';
import { findDraft } from '../find.ts';
import type { SendingDeps } from '../ports.ts';
import { blankLetter } from '../set-boundaries.ts';
import { lookUpSoon } from '../settle-recipients.ts';
import { findListIn } from './find-list.ts';
import { joinList } from './join.ts';
import { listedDocument } from './read-list.ts';
import { readListAgain } from './take-list.ts';
import type { Joined, ListChoice, ListRow } from './types.ts';

type Row = { row: number; kind: 'cpr' | 'cvr' | null; number: string | null; name: string | null; class_name: string | null; key: string | null; pages: string | null };

/**
 * Makes the letters of a draft what its list says, exactly as the preview showed, in one step that can be taken back.
 * Letters without a usable row have no recipient and stop the dispatch until a person gives them one. Errors:
 * list.moved_on, list.preview_old (the draft changed since: it is joined anew), list.stopped, dispatch.not_draft.
 */
export function applyRecipientList(deps: SendingDeps, actor: Actor, dispatchId: string): void {
  const old = deps.db.write((tx) => {
    const found = findListIn(tx, actor, dispatchId, ['preview']);
    if (found.revision === findDraft(tx, actor, dispatchId).revision) return false;
    readListAgain(tx, dispatchId, deps.clock.now());
    return true;
  });
  if (old) throw conflict('list.preview_old');
  takeStep(deps, actor, dispatchId, { act: 'listed', pages: [] }, (tx, state, at) => {
    const found = findListIn(tx, actor, dispatchId, ['preview']);
    const stopped = tx.statement("SELECT 1 FROM recipient_list_problems WHERE dispatch_id = ? AND level = 'stop' LIMIT 1").get(dispatchId);
    if (stopped) throw conflict('list.stopped');
    const choice = JSON.parse(found.choice!) as ListChoice;
    const rows = (tx.statement('SELECT row, kind, number, name, class_name, key, pages FROM recipient_list_rows WHERE dispatch_id = ? ORDER BY n').all(dispatchId) as Row[]).map(rowOf);
    // The same rows and the same document give the same letters as were shown: the revision has not moved.
    const { joined } = joinList(rows, listedDocument(tx, dispatchId), choice);
    const after = lettersOf(deps, state, joined, choice);
    if (found.blob_id) deps.files.shred(tx, found.blob_id);
    tx.statement("UPDATE recipient_lists SET state = 'applied', blob_id = NULL, applied_at = ? WHERE dispatch_id = ?").run(at.toISOString(), dispatchId);
    lookUpSoon(tx, dispatchId, at);
    return after;
  });
  const step = lastStep(deps.db, actor, dispatchId);
  deps.db.write((tx) => tx.statement('UPDATE recipient_lists SET step_id = ? WHERE dispatch_id = ?').run(step?.id ?? null, dispatchId));
}

const rowOf = (row: Row): ListRow => ({ row: row.row, recipient: row.kind && row.number ? { kind: row.kind, number: row.number } : null, name: row.name, className: row.class_name, key: row.key ?? '' });

function lettersOf(deps: SendingDeps, state: Boundaries, joined: Joined[], choice: ListChoice): Boundaries {
  const byId = new Map(state.letters.map((letter) => [letter.id, letter]));
  const letters = joined.map(({ row, pages, letterId }) => addressed((letterId && byId.get(letterId)) || blankLetter(deps, pages), row));
  // Where the letters stay as they are, so do those that were taken off the list.
  const kept = choice.join === 'order' && choice.pagesPerLetter === null ? state.letters.filter((letter) => letter.state !== 'draft') : [];
  return { ...state, whole: choice.join === 'whole', letters: [...letters, ...kept] };
}

/** The letter for the row's recipient, decided by a person; without a row for nobody. */
function addressed(letter: BoundaryLetter, row: ListRow | null): BoundaryLetter {
  return {
    ...letter, recipient_kind: row?.recipient?.kind ?? null, recipient_number: row?.recipient?.number ?? null, recipient_name: row?.name ?? null, class_name: row?.className ?? null,
    certainty: row ? 'confirmed' : 'doubtful', evidence: '[]', alternatives: '[]',
  };
}

/** Takes the use of a list back: the letters are as they were before. Errors: list.not_last where something has been changed since. */
export function undoRecipientList(deps: SendingDeps, actor: Actor, dispatchId: string): void {
  const found = deps.db.write((tx) => findListIn(tx, actor, dispatchId, ['applied']));
  const step = lastStep(deps.db, actor, dispatchId);
  if (!step || step.act !== 'listed' || step.id !== found.step_id) throw conflict('list.not_last');
  undoStep(deps, actor, dispatchId, step.id);
  deps.db.write((tx) => {
    for (const table of ['recipient_list_rows', 'recipient_list_problems', 'recipient_lists']) tx.statement(`DELETE FROM ${table} WHERE dispatch_id = ?`).run(dispatchId);
  });
}
