import { may, mayChangeCase, type Actor } from '../access/index.ts';
import type { AuditEvent } from '../audit/index.ts';
import { isDay, localDay } from '../core/dates.ts';
import { conflict, forbidden, invalid } from '../core/errors.ts';
import type { Tx } from '../db/index.ts';
import { recipientOfRef } from '../people/index.ts';
import { notify } from '../notices/index.ts';
import { canReceive } from './lookups.ts';
import { caseOfNumber, placementOf, placeMessage, type MessageRecord, type Placement } from './placing.ts';
import type { ReceivingDeps } from './ports.ts';
import type { Step, Target } from './types.ts';
import { findMessage, mayPlace } from './visible-messages.ts';

const mostNote = 1000;
export const mostMessages = 200;

type Deps = Pick<ReceivingDeps, 'db' | 'clock' | 'ids'>;
type Act = { step: Step; key: string; event: AuditEvent };

/** Every one of them, or none; each must be the actor's to decide about. */
function placeAll(deps: Deps, actor: Actor, ids: string[], act: Act, to: (row: MessageRecord, tx: Tx) => Placement): void {
  const wanted = [...new Set(ids)].slice(0, mostMessages);
  if (wanted.length === 0) throw invalid('message.no_messages');
  deps.db.write((tx) => {
    const at = deps.clock.now();
    const told = new Map<string, number>();
    for (const id of wanted) {
      const row = findMessage(tx, actor, id);
      if (!mayPlace(actor, row)) throw forbidden();
      const next = to(row, tx);
      placeMessage(tx, deps, row, { to: next, step: act.step, why: { key: act.key, values: { name: actor.name } }, event: act.event, actorId: actor.id, at });
      if (next.place === 'assigned' && (next.userId !== row.user_id || next.groupId !== row.group_id)) for (const userId of receiversOf(tx, next, at)) told.set(userId, (told.get(userId) ?? 0) + 1);
    }
    told.delete(actor.id);
    for (const [userId, count] of told) tellOf(tx, deps, userId, count, at);
  });
}

/** One line that counts: how much new post there is, never what. */
export function tellOf(tx: Tx, deps: Pick<Deps, 'ids'>, userId: string, count: number, at: Date): void {
  notify(tx, { ids: deps.ids, at }, { userId, kind: 'post_received', subject: { kind: 'system', id: 'post' }, count });
}

/** Everybody who gets post that is given so, now; whoever stands in for the one it is given to is among them. */
export function receiversOf(tx: Tx, { userId, groupId }: Target, at: Date): string[] {
  const day = localDay(at);
  if (userId) return [userId, ...(tx.statement(`SELECT deputy_id AS id FROM deputies WHERE user_id = ? AND from_day <= ? AND until_day >= ? AND ${canReceive('deputy_id')}`).all(userId, day, day) as { id: string }[]).map(({ id }) => id)];
  if (!groupId) return [];
  return (tx.statement(`SELECT user_id AS id FROM group_members WHERE group_id = ? AND ${canReceive('user_id')}`).all(groupId) as { id: string }[]).map(({ id }) => id);
}

function checkTarget(tx: Tx, target: Target): void {
  const usable = target.userId
    ? tx.statement(`SELECT 1 WHERE ${canReceive('?')}`).get(target.userId)
    : target.groupId && tx.statement('SELECT 1 FROM user_groups WHERE id = ?').get(target.groupId);
  if (!usable) throw invalid('message.no_target');
}

const noteOf = (text: string) => {
  const note = text.trim();
  if (note.length > mostNote) throw invalid('message.note_too_long', { most: mostNote });
  return note || null;
};

/**
 * Gives messages to a person or a group, with a note to them and perhaps a day it is wanted by (`YYYY-MM-DD` or '').
 * Errors: message.no_messages, message.no_target, message.note_too_long (`most`), message.bad_day; forbidden for what is somebody else's.
 */
export function assignMessages(deps: Deps, actor: Actor, ids: string[], wish: { target: Target; note: string; dueOn: string }): void {
  const note = noteOf(wish.note);
  const dueOn = wish.dueOn.trim() || null;
  if (dueOn && (!isDay(dueOn) || dueOn < localDay(deps.clock.now()))) throw invalid('message.bad_day');
  placeAll(deps, actor, ids, { step: 'person', key: 'distributed.assigned', event: 'message.assigned' }, (row, tx) => {
    checkTarget(tx, wish.target);
    return { ...placementOf(row), ...wish.target, place: 'assigned', note, dueOn: dueOn ?? row.due_on };
  });
}

/**
 * Lays messages on a case, or on another than before. `ref` names it as suggestCases does; the case of a person or company
 * is made when it is missing. Errors: message.no_case where the actor may not file there.
 */
export function fileMessages(deps: Deps, actor: Actor, ids: string[], ref: string): void {
  placeAll(deps, actor, ids, { step: 'person', key: 'distributed.filed', event: 'message.filed' }, (row, tx) => {
    const caseId = caseOfRef(tx, deps, actor, ref);
    if (!caseId || !mayChangeCase(tx, actor, caseId)) throw invalid('message.no_case');
    return { ...placementOf(row), caseId };
  });
}

/** Takes them off their case; where they are otherwise stays as it is. */
export function unfileMessages(deps: Deps, actor: Actor, ids: string[]): void {
  placeAll(deps, actor, ids, { step: 'person', key: 'distributed.unfiled', event: 'message.unfiled' }, (row) => ({ ...placementOf(row), caseId: null }));
}

/** The case a suggestion's `ref` names; of a person or company it is made where it is missing, by those who keep the archive. */
export function caseOfRef(tx: Tx, deps: Deps, actor: Actor, ref: string): string | null {
  const [kind, id = ''] = ref.split(':');
  if (kind === 'case') return id;
  if (!may(actor, 'change_all_cases')) return null;
  const number = recipientOfRef(tx, ref);
  return number ? caseOfNumber(tx, deps, number, null, { actorId: actor.id, at: deps.clock.now() }) : null;
}

/** The actor has it from now on: out of a group, of the tray, or of the hands of somebody they stand in for. */
export function takeMessages(deps: Deps, actor: Actor, ids: string[]): void {
  placeAll(deps, actor, ids, { step: 'person', key: 'distributed.taken', event: 'message.assigned' }, (row) => ({ ...placementOf(row), place: 'assigned', userId: actor.id, groupId: null }));
}

/** Back in the common tray; it stays on its case. */
export function returnMessages(deps: Deps, actor: Actor, ids: string[], note: string): void {
  const said = noteOf(note);
  placeAll(deps, actor, ids, { step: 'tray', key: 'distributed.returned', event: 'message.returned' }, (row) => ({ ...placementOf(row), place: 'tray', userId: null, groupId: null, note: said ?? row.note, dueOn: null }));
}

export function finishMessages(deps: Deps, actor: Actor, ids: string[]): void {
  placeAll(deps, actor, ids, { step: 'done', key: 'distributed.done', event: 'message.done' }, (row) => ({ ...placementOf(row), place: 'done' }));
}

/** What was done is open again with those who had it. */
export function reopenMessages(deps: Deps, actor: Actor, ids: string[]): void {
  placeAll(deps, actor, ids, { step: 'reopened', key: 'distributed.reopened', event: 'message.reopened' }, (row) => ({ ...placementOf(row), place: row.user_id || row.group_id ? 'assigned' : 'tray' }));
}

/**
 * Takes the last decision back: as it was before it; where the program's own is the only one, the common tray and no case.
 * Errors: message.nothing_to_undo, document.in_use (conflict).
 */
export function undoDecision(deps: Deps, actor: Actor, id: string): void {
  placeAll(deps, actor, [id], { step: 'undone', key: 'distributed.undone', event: 'message.undone' }, (row, tx) => {
    const before = placementBefore(tx, id);
    if (before) return before;
    if (row.place === 'tray' && row.case_id === null && row.user_id === null) throw conflict('message.nothing_to_undo');
    return { place: 'tray', userId: null, groupId: null, caseId: null, note: null, dueOn: null };
  });
}

/** Where it was before the decision that holds; a decision that was taken back counts as never made. Undefined before the first. */
function placementBefore(tx: Tx, id: string): Placement | undefined {
  const all = tx.statement('SELECT step, place, user_id AS userId, group_id AS groupId, case_id AS caseId, note, due_on AS dueOn FROM message_decisions WHERE message_id = ? ORDER BY id').all(id) as (Placement & { step: string })[];
  const standing: Placement[] = [];
  for (const { step, ...placement } of all) {
    if (step === 'undone') standing.pop();
    else standing.push(placement);
  }
  return standing.at(-2);
}
