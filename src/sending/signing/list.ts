import type { Actor } from '../../access/index.ts';
import { notFound } from '../../core/errors.ts';
import type { Reader } from '../../db/index.ts';
import { numbersMarked } from '../../people/index.ts';
import { viewOf, type RequestRecord, type SignatureView } from '../../signatures/index.ts';
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
export type SignaturePage = { rows: SignatureRow[]; total: number; page: number; pageSize: number; filter: SignatureFilter };

const pageSize = 50;
/** Only the newest request on each letter: what became of those before it stands in the document's history. */
const newest = 's.id = (SELECT n.id FROM signature_requests n WHERE n.letter_id = s.letter_id ORDER BY n.created_at DESC, n.rowid DESC LIMIT 1)';
const open = "s.state IN ('ordered', 'received', 'started', 'signed')";
const conditions: Record<SignatureFilter, string> = {
  missing: `(${open} OR s.state = 'failed')`, overdue: `(${open} AND s.sign_by < @today)`, failed: "s.state = 'failed'", completed: "s.state = 'completed'", cancelled: "s.state = 'cancelled'", all: '1 = 1',
};
const from = 'FROM signature_requests s JOIN letters l ON l.id = s.letter_id AND l.disposed_at IS NULL JOIN dispatches d ON d.id = s.dispatch_id';

function scope(actor: Actor, dispatchId: string | null): { sql: string; values: Record<string, string> } {
  const allowed = dispatchCondition(actor);
  const values: Record<string, string> = {};
  const [own] = allowed.values;
  if (own !== undefined) values['actor'] = own;
  if (dispatchId) values['dispatch'] = dispatchId;
  return { sql: `${newest} AND ${allowed.sql.replace('?', '@actor')}${dispatchId ? ' AND s.dispatch_id = @dispatch' : ''}`, values };
}

/**
 * One page (from 1) of who has signed and who has not, of one dispatch or of all the actor sees: those whose day is over
 * first, then what failed, then by day. `today` is a Copenhagen day.
 */
export function listSignatures(reader: Reader, actor: Actor, want: { filter: SignatureFilter; dispatchId: string | null; page: number; today: string }): SignaturePage {
  if (want.dispatchId) findDispatch(reader, actor, want.dispatchId);
  const { sql, values } = scope(actor, want.dispatchId);
  const page = Math.max(1, want.page);
  const bound = { ...values, today: want.today };
  const where = `WHERE ${sql} AND ${conditions[want.filter]} AND @today <> ''`;
  const { total } = reader.statement(`SELECT count(*) AS total ${from} ${where}`).get(bound) as { total: number };
  const rows = reader.statement(`SELECT s.*, l.recipient_kind, l.recipient_number, l.recipient_name, l.class_name, l.state AS letter_state, d.title AS dispatch_title,
      (SELECT count(*) FROM signature_reminders r JOIN letters x ON x.id = r.letter_id WHERE r.for_letter_id = l.id AND x.handed_over_at IS NOT NULL) AS reminders,
      (SELECT max(x.handed_over_at) FROM signature_reminders r JOIN letters x ON x.id = r.letter_id WHERE r.for_letter_id = l.id) AS reminded_at,
      (SELECT x.dispatch_id FROM signature_reminders r JOIN letters x ON x.id = r.letter_id WHERE r.for_letter_id = l.id AND x.state IN ('draft', 'waiting_undo', 'preparing', 'waiting_date', 'queued', 'sending') LIMIT 1) AS reminder_draft,
      s.signer_kind = 'cpr' AND s.signer_number IN ${numbersMarked('dead')} AS signer_dead
    ${from} ${where} ORDER BY ${conditions.overdue} DESC, s.state = 'failed' DESC, s.sign_by IS NULL, s.sign_by, fold(l.recipient_name), s.id LIMIT ${pageSize} OFFSET @offset`)
    .all({ ...bound, offset: (page - 1) * pageSize }) as Joined[];
  return { rows: rows.map(rowOf), total, page, pageSize, filter: want.filter };
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
  const { sql, values } = scope(actor, 'ids' in want ? null : want.dispatchId);
  const [which, bound] = 'ids' in want ? ['s.id IN (SELECT value FROM json_each(@ids))', { ids: JSON.stringify(want.ids) }] : [`${conditions[want.filter]} AND @today <> ''`, { today: want.today }];
  const rows = reader.statement(`SELECT s.dispatch_id AS dispatch, s.letter_id AS letter ${from} WHERE ${sql} AND ${remindable} AND ${which} ORDER BY s.dispatch_id, l.ordinal`)
    .all({ ...values, ...bound }) as { dispatch: string; letter: string }[];
  const found = new Map<string, string[]>();
  for (const { dispatch, letter } of rows) found.set(dispatch, [...(found.get(dispatch) ?? []), letter]);
  return found;
}

/** How many each filter would show. */
export function countSignatures(reader: Reader, actor: Actor, dispatchId: string | null, today: string): Record<SignatureFilter, number> {
  const { sql, values } = scope(actor, dispatchId);
  const columns = signatureFilters.map((filter) => `count(*) FILTER (WHERE ${conditions[filter]}) AS "${filter}"`).join(', ');
  return reader.statement(`SELECT ${columns} ${from} WHERE ${sql} AND @today <> ''`).get({ ...values, today }) as Record<SignatureFilter, number>;
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
  const { sql, values } = scope(actor, dispatchId);
  return reader.statement(`SELECT count(*) AS missing, count(*) FILTER (WHERE ${conditions.overdue}) AS overdue ${from} WHERE ${sql} AND ${remindable} AND ${conditions.missing}`).get({ ...values, today }) as { missing: number; overdue: number };
}
