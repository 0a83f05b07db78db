import { may, type Actor } from '../access/index.ts';
import { startOfLocalDay } from '../core/dates.ts';
import { invalid, notFound } from '../core/errors.ts';
import type { Reader } from '../db/index.ts';
import { readSettings } from '../settings/index.ts';
import { groupings, type Grouping, type Period, type ReceivedFigures, type Row, type SentFigures, type Statistics } from './types.ts';

const longestYears = 10;

/** The months of a period in order. Errors: statistics.bad_period (not months, the last before the first, or over ten years). */
export function monthsOf({ from, to }: Period): string[] {
  const isMonth = (text: string) => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
  if (!isMonth(from) || !isMonth(to) || to < from) throw invalid('statistics.bad_period');
  const months: string[] = [];
  for (let [year, month] = from.split('-').map(Number) as [number, number]; ; month === 12 ? (year += 1, month = 1) : (month += 1)) {
    const text = `${year}-${String(month).padStart(2, '0')}`;
    months.push(text);
    if (text === to) return months;
    if (months.length > longestYears * 12) throw invalid('statistics.bad_period');
  }
}

/** From the first moment of the first month to the first moment after the last, as stored times. */
function bounds(months: string[]): [string, string] {
  const [year, month] = months.at(-1)!.split('-').map(Number) as [number, number];
  const after = month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
  return [startOfLocalDay(`${months[0]}-01`).toISOString(), startOfLocalDay(`${after}-01`).toISOString()];
}

// A time belongs to the month it has in Copenhagen; the changes of the clock never fall on the first of a month.
const monthOf = (months: string[], column: string) => `(CASE ${months.map((month) => `WHEN ${column} < '${bounds([month])[1]}' THEN '${month}'`).join(' ')} END)`;

const groupOf: Record<Exclude<Grouping, 'month'>, { by: string; label: string }> = {
  department: { by: 'd.department', label: 'd.department' }, cost_code: { by: 'd.cost_code', label: 'd.cost_code' },
  document_type: { by: 'd.document_type_id', label: '(SELECT name FROM document_types t WHERE t.id = d.document_type_id)' },
  user: { by: 'd.submitted_by', label: '(SELECT name FROM users u WHERE u.id = d.submitted_by)' },
};

/** Whose letters count: everybody's for those who steer, else one's own. */
function mine(actor: Actor, column: string): { sql: string; values: string[] } {
  if (may(actor, 'statistics')) return { sql: '1 = 1', values: [] };
  return { sql: `${column} = ?`, values: [actor.id] };
}

const noneSent: SentFigures = { letters: 0, delivered: 0, underway: 0, failed: 0, printed: 0, handledOtherwise: 0, replied: 0, signed: 0 };
const noneReceived: ReceivedFigures = { messages: 0, byItself: 0, byHand: 0, waiting: 0 };
const summed = <Figures extends Record<string, number>>(none: Figures, rows: Figures[]): Figures =>
  Object.fromEntries(Object.keys(none).map((name) => [name, rows.reduce((sum, row) => sum + row[name]!, 0)])) as Figures;

const underwayStates = "'preparing', 'waiting_undo', 'waiting_date', 'queued', 'sending', 'unknown', 'handed_over'";
/** What counts as sent: all but drafts and what was taken out or called back. */
const sentStates = `${underwayStates}, 'delivered', 'failed', 'printed', 'remote_printed', 'handled_otherwise'`;

function sentRows(reader: Reader, actor: Actor, months: string[], grouping: Grouping): Row<SentFigures>[] {
  const [from, until] = bounds(months);
  const own = mine(actor, 'd.created_by');
  const { by, label } = grouping === 'month' ? { by: monthOf(months, 'd.submitted_at'), label: monthOf(months, 'd.submitted_at') } : groupOf[grouping];
  // Each dispatch is counted by itself, its letters by state from the index alone: a year is a hundred thousand of them.
  // Nothing that came before the period answers a letter of it.
  const letters = (states: string) => `(SELECT count(*) FROM letters l WHERE l.dispatch_id = d.id AND l.state IN (${states}))`;
  const rows = reader.statement(`SELECT key, label, sum(delivered + underway + failed + printed + handled) AS letters, sum(delivered) AS delivered, sum(underway) AS underway, sum(failed) AS failed,
      sum(printed) AS printed, sum(handled) AS handledOtherwise, sum(replied) AS replied, sum(signed) AS signed
    FROM (SELECT ${by} AS key, ${label} AS label, ${letters("'delivered'")} AS delivered,
      ${letters(underwayStates)} AS underway, ${letters("'failed'")} AS failed, ${letters("'printed', 'remote_printed'")} AS printed, ${letters("'handled_otherwise'")} AS handled,
      coalesce(r.replied, 0) AS replied,
      (SELECT count(*) FROM signature_requests s WHERE s.dispatch_id = d.id AND s.state = 'completed' AND (SELECT l.state FROM letters l WHERE l.id = s.letter_id) IN (${sentStates})) AS signed
      FROM dispatches d LEFT JOIN (SELECT l.dispatch_id, count(DISTINCT l.id) AS replied FROM messages m CROSS JOIN letters l ON l.id = m.letter_id
        WHERE m.letter_id IS NOT NULL AND m.received_at >= ? AND l.state IN (${sentStates}) GROUP BY 1) r ON r.dispatch_id = d.id
      WHERE d.submitted_at >= ? AND d.submitted_at < ? AND d.state IN ('submitted', 'settled') AND ${own.sql})
    WHERE delivered + underway + failed + printed + handled > 0 GROUP BY 1`).all(from, from, until, ...own.values) as Row<SentFigures>[];
  return ordered(rows, months, grouping, noneSent);
}

function receivedRows(reader: Reader, actor: Actor, months: string[], grouping: Grouping): Row<ReceivedFigures>[] {
  if (grouping !== 'month' && grouping !== 'user') return [];
  const [from, until] = bounds(months);
  const own = may(actor, 'statistics') ? { sql: '1 = 1', values: [] } : { sql: 'm.user_id = ?', values: [actor.id] };
  const { by, label } = grouping === 'month' ? { by: monthOf(months, 'm.received_at'), label: monthOf(months, 'm.received_at') } : { by: 'm.user_id', label: '(SELECT name FROM users u WHERE u.id = m.user_id)' };
  // Whoever moved it last: a person's decision stands above the program's.
  const rows = reader.statement(`SELECT ${by} AS key, ${label} AS label, count(*) AS messages,
      sum(m.place <> 'tray' AND last.by_user IS NULL) AS byItself, sum(m.place <> 'tray' AND last.by_user IS NOT NULL) AS byHand, sum(m.place = 'tray') AS waiting
    FROM messages m LEFT JOIN message_decisions last ON last.id = (SELECT max(x.id) FROM message_decisions x WHERE x.message_id = m.id)
    WHERE m.received_at >= ? AND m.received_at < ? AND m.signature_id IS NULL AND ${own.sql} GROUP BY 1`).all(from, until, ...own.values) as Row<ReceivedFigures>[];
  return ordered(rows, months, grouping, noneReceived);
}

/** Every month of the period, also those without; other groups by size, those without a label last. */
function ordered<Figures>(rows: Row<Figures>[], months: string[], grouping: Grouping, none: Figures): Row<Figures>[] {
  if (grouping === 'month') return months.map((month) => rows.find(({ key }) => key === month) ?? { key: month, label: month, ...none });
  const size = (row: Row<Figures>) => Number(Object.values(row)[2]);
  return rows.sort((a, b) => Number(a.key === null) - Number(b.key === null) || size(b) - size(a));
}

/**
 * What was sent and received in some months, split by one thing. Numbers of letters only, never whose; those who steer see the
 * school's, everybody else who sends or receives their own. Errors: statistics.bad_period, not_found without a right.
 */
export function statistics(reader: Reader, actor: Actor, want: { period: Period; grouping: Grouping }): Statistics {
  if (!seesStatistics(actor) || !groupings.includes(want.grouping)) throw notFound();
  const months = monthsOf(want.period);
  const sent = sentRows(reader, actor, months, want.grouping);
  const received = receivedRows(reader, actor, months, want.grouping);
  const sentTotal = summed(noneSent, sent.map(figures));
  const price = readSettings(reader)['statistics.postageOere'];
  return {
    ...want, sent, sentTotal, received, receivedTotal: summed(noneReceived, received.map(figures)),
    savedPostage: price > 0 ? price * sentTotal.delivered : null,
  };
}

const figures = <Figures>({ key: _key, label: _label, ...rest }: Row<Figures>) => rest as unknown as Figures;

export const seesStatistics = (actor: Actor): boolean => may(actor, 'statistics') || may(actor, 'dispatch') || may(actor, 'receive');
