import { may, type Actor } from '../../access/index.ts';
import { notFound } from '../../core/errors.ts';
import type { Reader } from '../../db/index.ts';
import { numbersMarked } from '../../people/index.ts';
import { viewOf, type RequestRecord, type SignatureState, type SignatureView } from '../../signatures/index.ts';
import { dispatchCondition, findDispatch, type LetterRecord } from '../find.ts';
import { recipientView } from '../letters.ts';
import type { LetterState, RecipientView } from '../types.ts';

/** missing: not signed, whatever the reason; overdue and failed are parts of it. */
export const signatureFilters = ['missing', 'overdue', 'failed', 'completed', 'cancelled', 'all'] as const;
export type SignatureFilter = (typeof signatureFilters)[number];

export type SignatureRow = SignatureView & {
  dispatchTitle: string; recipient: RecipientView | null; letterState: LetterState;
  /** Reminders that have left, and when the last one did. */
  reminders: number; remindedAt: string | null;
  /** A reminder that is being prepared. */
  reminderDraft: string | null;
  /** The letter has come so far that reminding of it makes sense. */
  remindable: boolean;
};
export type SignaturePage = { rows: SignatureRow[]; total: number; /** What each filter would show. */ counts: Record<SignatureFilter, number>; page: number; pageSize: number; filter: SignatureFilter };

const pageSize = 50;
/** Only the newest request on each letter that is not destroyed (migration 0120): what became of those before it stands in the document's history. */
const newest = 's.shown = 1';
const open = "s.state IN ('ordered', 'received', 'started', 'signed')";
const conditions: Record<SignatureFilter, string> = {
  missing: `(${open} OR s.state = 'failed')`, overdue: `(${open} AND s.sign_by < @today)`, failed: "s.state = 'failed'", completed: "s.state = 'completed'", cancelled: "s.state = 'cancelled'", all: '1 = 1',
};

/**
 * What the actor sees, from which tables. Whoever sees everybody's dispatches needs none looked up: a dispatch is destroyed with
 * its last letter, and no request on a destroyed letter is shown. Anybody else's are found from their own dispatches.
 */
function scope(actor: Actor, dispatchId: string | null): { from: string; sql: string; values: Record<string, string> } {
  const allowed = dispatchCondition(actor);
  const [own] = allowed.values;
  const values = { ...(own === undefined ? {} : { actor: own }), ...(dispatchId ? { dispatch: dispatchId } : {}) };
  const ofDispatch = dispatchId ? ' AND s.dispatch_id = @dispatch' : '';
  if (may(actor, 'dispatch_all')) return { from: `signature_requests s INDEXED BY ${dispatchId ? 'signature_requests_shown' : 'signature_requests_open'}`, sql: `${newest}${ofDispatch}`, values };
  return { from: 'dispatches d CROSS JOIN signature_requests s INDEXED BY signature_requests_shown ON s.dispatch_id = d.id', sql: `${newest} AND ${allowed.sql.replace('?', '@actor')}${ofDispatch}`, values };
}

/**
 * One page (from 1) of who has signed and who has not, of one dispatch or of all the actor sees: those whose day is over
 * first, then what failed, then by day. `today` is a Copenhagen day.
 */
export function listSignatures(reader: Reader, actor: Actor, want: { filter: SignatureFilter; dispatchId: string | null; page: number; today: string }): SignaturePage {
  if (want.dispatchId) findDispatch(reader, actor, want.dispatchId);
  const { from, sql, values } = scope(actor, want.dispatchId);
  const page = Math.max(1, want.page);
  const bound = { ...values, today: want.today };
  const where = `WHERE ${sql} AND ${conditions[want.filter]} AND @today <> ''`;
  const counts = countSignatures(reader, actor, want.dispatchId, want.today);
  const byDay = `${conditions.overdue} DESC, s.state = 'failed' DESC, s.sign_by IS NULL, s.sign_by`;
  const order = `ORDER BY ${byDay}, fold(l.recipient_name), s.id`;
  // Names are read of those alone whose day can be on the page.
  const reachable = `SELECT * FROM (SELECT s.id, s.letter_id, s.state, s.sign_by, rank() OVER (ORDER BY ${byDay}) AS place FROM ${from} ${where}) s WHERE s.place <= @offset + ${pageSize}`;
  const rows = reader.statement(`SELECT s.*, l.recipient_kind, l.recipient_number, l.recipient_name, l.class_name, l.state AS letter_state, d.title AS dispatch_title,
      (SELECT count(*) FROM signature_reminders r JOIN letters x ON x.id = r.letter_id WHERE r.for_letter_id = l.id AND x.handed_over_at IS NOT NULL) AS reminders,
      (SELECT max(x.handed_over_at) FROM signature_reminders r JOIN letters x ON x.id = r.letter_id WHERE r.for_letter_id = l.id) AS reminded_at,
      (SELECT x.dispatch_id FROM signature_reminders r JOIN letters x ON x.id = r.letter_id WHERE r.for_letter_id = l.id AND x.state IN ('draft', 'waiting_undo', 'preparing', 'waiting_date', 'queued', 'sending') LIMIT 1) AS reminder_draft,
      s.signer_kind = 'cpr' AND s.signer_number IN ${numbersMarked('dead')} AS signer_dead
    FROM (SELECT s.id FROM (${reachable}) s JOIN letters l ON l.id = s.letter_id ${order} LIMIT ${pageSize} OFFSET @offset) page CROSS JOIN signature_requests s ON s.id = page.id
    JOIN letters l ON l.id = s.letter_id JOIN dispatches d ON d.id = s.dispatch_id ${order}`)
    .all({ ...bound, offset: (page - 1) * pageSize }) as Joined[];
  return { rows: rows.map(rowOf), total: counts[want.filter], counts, page, pageSize, filter: want.filter };
}

type Joined = RequestRecord & Pick<LetterRecord, 'recipient_kind' | 'recipient_number' | 'recipient_name' | 'class_name'>
  & { letter_state: LetterState; dispatch_title: string; reminders: number; reminded_at: string | null; reminder_draft: string | null; signer_dead: number };

const arrived = new Set<LetterState>(['handed_over', 'delivered']);

const rowOf = (row: Joined): SignatureRow => ({
  ...viewOf(row), dispatchTitle: row.dispatch_title, recipient: recipientView(row), letterState: row.letter_state, reminders: row.reminders, remindedAt: row.reminded_at, reminderDraft: row.reminder_draft,
  remindable: arrived.has(row.letter_state) && ['received', 'started', 'failed'].includes(row.state) && row.reminder_draft === null && row.signer_dead === 0,
});

/** A letter that has come so far, and whose request is such, that reminding of it makes sense: its signer lives, and no reminder is on its way. */
const remindable = `NOT (s.signer_kind = 'cpr' AND s.signer_number IN ${numbersMarked('dead')}) AND s.state IN ('received', 'started', 'failed') AND l.state IN ('handed_over', 'delivered')
  AND NOT EXISTS (SELECT 1 FROM signature_reminders r JOIN letters x ON x.id = r.letter_id WHERE r.for_letter_id = l.id AND x.state IN ('draft', 'waiting_undo', 'preparing', 'waiting_date', 'queued', 'sending'))`;

/** Which letters: those of these requests, or all that a filter shows, of one dispatch or of all the actor sees. */
export type ToRemind = { ids: string[] } | { filter: 'missing' | 'overdue'; dispatchId: string | null; today: string };

/** The letters among those asked for that can be reminded of, by dispatch, in the order of the dispatch. */
export function remindableLetters(reader: Reader, actor: Actor, want: ToRemind): Map<string, string[]> {
  const { from, sql, values } = scope(actor, 'ids' in want ? null : want.dispatchId);
  const [which, bound] = 'ids' in want ? ['s.id IN (SELECT value FROM json_each(@ids))', { ids: JSON.stringify(want.ids) }] : [`${conditions[want.filter]} AND @today <> ''`, { today: want.today }];
  const rows = reader.statement(`SELECT s.dispatch_id AS dispatch, s.letter_id AS letter FROM ${from} CROSS JOIN letters l ON l.id = s.letter_id WHERE ${sql} AND ${remindable} AND ${which} ORDER BY s.dispatch_id, l.ordinal`)
    .all({ ...values, ...bound }) as { dispatch: string; letter: string }[];
  const found = new Map<string, string[]>();
  for (const { dispatch, letter } of rows) found.set(dispatch, [...(found.get(dispatch) ?? []), letter]);
  return found;
}

/** How many each filter would show. */
export function countSignatures(reader: Reader, actor: Actor, dispatchId: string | null, today: string): Record<SignatureFilter, number> {
  const { from, sql, values } = scope(actor, dispatchId);
  const rows = reader.statement(`SELECT s.state, count(*) AS n, coalesce(sum(${conditions.overdue}), 0) AS overdue FROM ${from} WHERE ${sql} AND @today <> '' GROUP BY s.state`).all({ ...values, today }) as { state: SignatureState; n: number; overdue: number }[];
  const of = (...states: SignatureState[]) => rows.reduce((sum, { state, n }) => sum + (states.includes(state) ? n : 0), 0);
  const all = rows.reduce((sum, { n }) => sum + n, 0);
  return { missing: all - of('completed', 'cancelled'), overdue: rows.reduce((sum, { overdue }) => sum + overdue, 0), failed: of('failed'), completed: of('completed'), cancelled: of('cancelled'), all };
}

/** Whether the actor may see any request at all. */
export function hasSignatures(reader: Reader, actor: Actor): boolean {
  const { from, sql, values } = scope(actor, null);
  return reader.statement(`SELECT 1 FROM ${from} WHERE ${sql} LIMIT 1`).get(values) !== undefined;
}

/** The request, where the actor may act on its dispatch; not_found otherwise. */
export function findSignature(reader: Reader, actor: Actor, id: string): SignatureView {
  const allowed = dispatchCondition(actor);
  const row = reader.statement(`SELECT s.* FROM signature_requests s JOIN dispatches d ON d.id = s.dispatch_id WHERE s.id = ? AND ${allowed.sql}`).get(id, ...allowed.values) as RequestRecord | undefined;
  if (!row) throw notFound();
  return viewOf(row);
}

/** How many of those missing, and of those whose day is over, can be reminded now. */
export function remindableCounts(reader: Reader, actor: Actor, dispatchId: string | null, today: string): { missing: number; overdue: number } {
  const { from, sql, values } = scope(actor, dispatchId);
  return reader.statement(`SELECT count(*) AS missing, count(*) FILTER (WHERE ${conditions.overdue}) AS overdue
    FROM ${from} CROSS JOIN letters l INDEXED BY letters_of ON l.id = s.letter_id WHERE ${sql} AND ${remindable} AND ${conditions.missing}`).get({ ...values, today }) as { missing: number; overdue: number };
}
