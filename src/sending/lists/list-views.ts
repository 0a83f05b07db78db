import type { Actor } from '../../access/index.ts';
import type { Reader } from '../../db/index.ts';
import { maskCpr } from '../../numbers/index.ts';
import type { Heading, MailboxStatus } from '../../people/index.ts';
import { lastStep } from '../boundary-steps.ts';
import { findDispatch } from '../find.ts';
import { findList, listOf, type ListState } from './find-list.ts';
import type { ListChoice, ListSummary } from './types.ts';

const pageSize = 50;
export type ListFilter = 'problems' | 'joined' | 'without';
export type RecipientListView = {
  state: ListState; filename: string; headings: Heading[]; choice: ListChoice | null; mappingName: string | null; summary: ListSummary | null;
  problem: { key: string; values: Record<string, string | number> } | null;
  stops: number; errors: number; notes: number; counts: Record<ListFilter, number>;
  /** The use of the list is the newest step and can be taken back. */
  undoable: boolean;
  /** The draft changed since the preview. */
  old: boolean;
  files: number; letters: number; pages: number;
};
export type ListedRow = { row: number; name: string | null; className: string | null; masked: string | null; key: string | null; pages: number[] | null; mailbox: MailboxStatus | 'not_checked' | null };
export type ListProblemRow = { row: number | null; level: 'stop' | 'error' | 'note'; reason: string; values: Record<string, string | number> };
type Paged<T> = { rows: T[]; total: number; page: number; pageSize: number };

const conditions: Record<Exclude<ListFilter, 'problems'>, string> = { joined: 'r.pages IS NOT NULL', without: 'r.pages IS NULL' };

/** The list of a dispatch; null where it has none. */
export function getRecipientList(reader: Reader, actor: Actor, dispatchId: string): RecipientListView | null {
  const dispatch = findDispatch(reader, actor, dispatchId);
  const found = listOf(reader, dispatchId);
  if (!found) return null;
  const counted = (sql: string) => (reader.statement(sql).get(dispatchId) as { n: number }).n;
  const of = (level: string) => counted(`SELECT count(*) AS n FROM recipient_list_problems WHERE dispatch_id = ? AND level = '${level}'`);
  const [stops, errors, notes] = [of('stop'), of('error'), of('note')];
  return {
    state: found.state, filename: found.filename, headings: found.headings ? (JSON.parse(found.headings) as Heading[]) : [], choice: found.choice ? (JSON.parse(found.choice) as ListChoice) : null, mappingName: found.mapping_name,
    summary: found.summary ? (JSON.parse(found.summary) as ListSummary) : null, problem: found.problem ? (JSON.parse(found.problem) as RecipientListView['problem']) : null, stops, errors, notes,
    counts: { problems: stops + errors + notes, joined: counted(`SELECT count(*) AS n FROM recipient_list_rows r WHERE dispatch_id = ? AND ${conditions.joined}`), without: counted(`SELECT count(*) AS n FROM recipient_list_rows r WHERE dispatch_id = ? AND ${conditions.without}`) },
    undoable: found.state === 'applied' && found.step_id !== null && lastStep(reader, actor, dispatchId)?.id === found.step_id && dispatch.state === 'draft',
    old: found.state === 'preview' && found.revision !== dispatch.revision,
    files: counted('SELECT count(*) AS n FROM dispatch_parts WHERE dispatch_id = ?'), letters: counted("SELECT count(*) AS n FROM letters WHERE dispatch_id = ? AND role = 'main' AND state = 'draft'"), pages: dispatch.pages ?? 0,
  };
}

/** One page (from 1) of a list's rows; found by name or by a whole number. */
export function listListRows(reader: Reader, actor: Actor, dispatchId: string, want: { filter: Exclude<ListFilter, 'problems'>; query: string; page: number }): Paged<ListedRow> {
  findList(reader, actor, dispatchId);
  const page = Math.max(1, want.page);
  const query = want.query.trim().slice(0, 100);
  const digits = query.replace(/[-\s]/g, '');
  const pattern = `%${query.toLocaleLowerCase('da').replace(/[\\%_]/g, '\\$&')}%`;
  const match = query === '' ? '1 = 1' : /^(\d{8}|\d{10})$/.test(digits) ? '(r.number = @digits OR r.key = @query)' : "(fold(r.name) LIKE @pattern ESCAPE '\\' OR fold(r.class_name) LIKE @pattern ESCAPE '\\' OR fold(r.key) = fold(@query))";
  const values = { dispatchId, ...(query === '' ? {} : match.includes('@digits') ? { digits, query } : { pattern, query }) };
  const where = `WHERE r.dispatch_id = @dispatchId AND ${conditions[want.filter]} AND ${match}`;
  const { total } = reader.statement(`SELECT count(*) AS total FROM recipient_list_rows r ${where}`).get(values) as { total: number };
  const rows = reader.statement(`SELECT r.row, r.name, r.class_name AS className, r.kind, r.number, r.key, r.pages, m.status AS mailbox FROM recipient_list_rows r LEFT JOIN mailboxes m ON m.kind = r.kind AND m.number = r.number ${where} ORDER BY r.n LIMIT ${pageSize} OFFSET @offset`)
    .all({ ...values, offset: (page - 1) * pageSize }) as { row: number; name: string | null; className: string | null; kind: 'cpr' | 'cvr' | null; number: string | null; key: string | null; pages: string | null; mailbox: MailboxStatus | null }[];
  return {
    rows: rows.map(({ kind, number, key, pages, mailbox, ...row }) => ({
      ...row, key: key !== null && /^\d{6}[- ]?\d{4}$/.test(key) ? maskCpr(key) : key, masked: number === null ? null : kind === 'cpr' ? maskCpr(number) : number, pages: pages ? (JSON.parse(pages) as number[]) : null, mailbox: number === null ? null : mailbox ?? 'not_checked',
    })), total, page, pageSize,
  };
}

export function listListProblems(reader: Reader, actor: Actor, dispatchId: string, wanted: number): Paged<ListProblemRow> {
  findList(reader, actor, dispatchId);
  const page = Math.max(1, wanted);
  const { total } = reader.statement('SELECT count(*) AS total FROM recipient_list_problems WHERE dispatch_id = ?').get(dispatchId) as { total: number };
  const rows = reader.statement(`SELECT row, level, reason, "values" FROM recipient_list_problems WHERE dispatch_id = ? ORDER BY n LIMIT ${pageSize} OFFSET ?`).all(dispatchId, (page - 1) * pageSize) as (Omit<ListProblemRow, 'values'> & { values: string })[];
  return { rows: rows.map((row) => ({ ...row, values: JSON.parse(row.values) as ListProblemRow['values'] })), total, page, pageSize };
}
