import type { Actor } from '../access/index.ts';
import type { Reader } from '../db/index.ts';
import { leaversOf, manyLeave } from './apply-import.ts';
import { findImport, requirePeople, type ImportRecord } from './find-import.ts';
import type { ImportState, PeopleMapping } from './types.ts';

const pageSize = 50;
export type ImportSummary = { id: string; state: ImportState; filename: string; source: 'sheet' | 'unilogin' | null; rows: number; changes: number; createdAt: string; createdBy: string | null; appliedAt: string | null; undoneAt: string | null };
export type ChangeFilter = 'errors' | 'new' | 'changed' | 'left' | 'contacts' | 'kept';
export type Heading = { name: string; /** What stands in the first row that has something, numbers masked. */ sample: string };
export type ImportView = ImportSummary & {
  progress: { done: number; total: number };
  problem: { key: string; values: Record<string, string | number> } | null;
  mapping: PeopleMapping | null; mappingName: string | null; headings: Heading[];
  unchanged: number; counts: Record<ChangeFilter, number>; notes: number; errors: number;
  leaving: number; confirmLeaving: boolean; undoable: boolean;
};

const changesOf = (reader: Reader, id: string) => (reader.statement('SELECT count(*) AS n FROM people_import_changes WHERE import_id = ?').get(id) as { n: number }).n;
const nameOf = (reader: Reader, userId: string | null) => (userId ? (reader.statement('SELECT name FROM users WHERE id = ?').get(userId) as { name: string } | undefined)?.name ?? null : null);

const summary = (reader: Reader, row: ImportRecord): ImportSummary => ({
  id: row.id, state: row.state, filename: row.filename, source: row.source, rows: row.rows, changes: changesOf(reader, row.id), createdAt: row.created_at, createdBy: nameOf(reader, row.created_by), appliedAt: row.applied_at, undoneAt: row.undone_at,
});

/** The newest imports first, without discarded ones. */
export function listImports(reader: Reader, actor: Actor, wanted: number): { rows: ImportSummary[]; total: number; page: number; pageSize: number } {
  requirePeople(actor);
  const { total } = reader.statement("SELECT count(*) AS total FROM people_imports WHERE state <> 'discarded'").get() as { total: number };
  const page = Math.max(1, wanted);
  const rows = reader.statement("SELECT * FROM people_imports WHERE state <> 'discarded' ORDER BY created_at DESC, id LIMIT 20 OFFSET ?").all((page - 1) * 20) as ImportRecord[];
  return { rows: rows.map((row) => summary(reader, row)), total, page, pageSize: 20 };
}

const conditions: Record<Exclude<ChangeFilter, 'errors'>, string> = {
  new: "c.subject = 'person' AND c.act = 'new'", changed: "c.subject = 'person' AND c.act = 'changed'", left: "c.subject = 'person' AND c.act = 'left'", contacts: "c.subject = 'tie'", kept: "c.state = 'kept'",
};

export function getImport(reader: Reader, actor: Actor, id: string): ImportView {
  const row = findImport(reader, actor, id);
  const counted = (sql: string) => (reader.statement(`SELECT count(*) AS n FROM people_import_changes c WHERE c.import_id = ? AND ${sql}`).get(id) as { n: number }).n;
  const problems = reader.statement("SELECT coalesce(sum(level = 'error'), 0) AS errors, coalesce(sum(level = 'note'), 0) AS notes FROM people_import_problems WHERE import_id = ?").get(id) as { errors: number; notes: number };
  const leavers = row.state === 'preview' ? leaversOf(reader, id) : { leaving: 0, of: 0 };
  return {
    ...summary(reader, row), progress: { done: row.progress_done, total: row.progress_total },
    problem: row.problem ? (JSON.parse(row.problem) as ImportView['problem']) : null,
    mapping: row.mapping ? (JSON.parse(row.mapping) as PeopleMapping) : null, mappingName: row.mapping_name, headings: row.headings ? (JSON.parse(row.headings) as Heading[]) : [],
    unchanged: row.unchanged, ...problems,
    counts: { errors: problems.errors + problems.notes, new: counted(conditions.new), changed: counted(conditions.changed), left: counted(conditions.left), contacts: counted(conditions.contacts), kept: counted(conditions.kept) },
    leaving: leavers.leaving, confirmLeaving: manyLeave(leavers), undoable: row.state === 'applied' && row.purged_at === null,
  };
}

/** A change in what a reader may see of it: never a number in full or an address, and no name that is protected. */
export type ChangeRow = { n: number; row: number | null; subject: 'person' | 'tie' | 'former'; act: 'new' | 'changed' | 'left' | 'gone'; kept: boolean; name: string | null; other: string | null; facts: { field: string; before: string | null; after: string | null }[] };
export type ProblemRow = { row: number; level: 'error' | 'note'; reason: string; values: Record<string, string | number> };

export function listProblems(reader: Reader, actor: Actor, id: string, wanted: number): { rows: ProblemRow[]; total: number; page: number; pageSize: number } {
  findImport(reader, actor, id);
  const page = Math.max(1, wanted);
  const { total } = reader.statement('SELECT count(*) AS total FROM people_import_problems WHERE import_id = ?').get(id) as { total: number };
  const rows = reader.statement(`SELECT row, level, reason, "values" FROM people_import_problems WHERE import_id = ? ORDER BY level, n LIMIT ${pageSize} OFFSET ?`).all(id, (page - 1) * pageSize) as (Omit<ProblemRow, 'values'> & { values: string })[];
  return { rows: rows.map((row) => ({ ...row, values: JSON.parse(row.values) as ProblemRow['values'] })), total, page, pageSize };
}

type Raw = { n: number; row: number | null; subject: ChangeRow['subject']; act: ChangeRow['act']; state: string; person_id: string; before: string | null; after: string | null };
const named = `fold(coalesce(json_extract(c.after, '$.name'), (SELECT name FROM people WHERE id = c.person_id),
  (SELECT json_extract(p.after, '$.name') FROM people_import_changes p WHERE p.import_id = c.import_id AND p.person_id = c.person_id AND p.subject = 'person')))`;

/** One page (from 1) of an import's changes of one kind, in the order of the file. */
export function listChanges(reader: Reader, actor: Actor, id: string, want: { filter: Exclude<ChangeFilter, 'errors'>; query: string; page: number }): { rows: ChangeRow[]; total: number; page: number; pageSize: number } {
  findImport(reader, actor, id);
  const page = Math.max(1, want.page);
  const pattern = `%${want.query.trim().toLocaleLowerCase('da').replace(/[\\%_]/g, '\\$&').replace(/\s+/g, '%')}%`;
  const where = `WHERE c.import_id = @id AND ${conditions[want.filter]}${want.query.trim() ? ` AND ${named} LIKE @pattern ESCAPE '\\'` : ''}`;
  const values = { id, ...(want.query.trim() ? { pattern } : {}) };
  const { total } = reader.statement(`SELECT count(*) AS total FROM people_import_changes c ${where}`).get(values) as { total: number };
  const rows = reader.statement(`SELECT c.n, c.row, c.subject, c.act, c.state, c.person_id, c.before, c.after FROM people_import_changes c ${where} ORDER BY c.n LIMIT ${pageSize} OFFSET @offset`)
    .all({ ...values, offset: (page - 1) * pageSize }) as Raw[];
  return { rows: rows.map((row) => changeRow(reader, id, row)), total, page, pageSize };
}

type Fields = Record<string, unknown>;
const shownFields = ['name', 'kind', 'className', 'studentNumber', 'leftOn', 'address', 'protected', 'mark', 'markOn', 'cpr', 'relation', 'custody', 'receivesCopy'];
const hidden = new Set(['address', 'cpr']);

function changeRow(reader: Reader, importId: string, row: Raw): ChangeRow {
  const before = row.before ? (JSON.parse(row.before) as Fields) : null;
  const after = row.after ? (JSON.parse(row.after) as Fields) : null;
  const name = whoIs(reader, importId, row.person_id);
  const other = row.subject === 'tie' ? whoIs(reader, importId, String((after ?? before)?.['guardianId'])) : null;
  const secret = Boolean(before?.['protected'] ?? false) || Boolean(after?.['protected'] ?? false);
  const fields = shownFields.filter((field) => (before || after) && JSON.stringify(before?.[field]) !== JSON.stringify(after?.[field]) && !(row.act === 'new' && ['name', 'cpr'].includes(field)));
  const text = (field: string, value: unknown) => (value === undefined || value === null || value === '' ? null : hidden.has(field) || (field === 'name' && secret) ? '' : String(value));
  return {
    n: row.n, row: row.row, subject: row.subject, act: row.act, kept: row.state === 'kept', name, other,
    facts: fields.map((field) => ({ field, before: text(field, before?.[field]), after: text(field, after?.[field]) })).filter(({ before: was, after: is }) => was !== null || is !== null),
  };
}

/** The name of a person of the register or of the plan; null where it is protected or nobody knows it any more. */
function whoIs(reader: Reader, importId: string, personId: string): string | null {
  const planned = reader.statement("SELECT after AS json FROM people_import_changes WHERE import_id = ? AND person_id = ? AND subject = 'person'").get(importId, personId) as { json: string | null } | undefined;
  const row = planned?.json ? (JSON.parse(planned.json) as { name: string; protected: boolean }) : (reader.statement('SELECT name, protected FROM people WHERE id = ?').get(personId) as { name: string; protected: number } | undefined);
  return row && !row.protected ? row.name : null;
}
