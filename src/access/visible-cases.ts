import { sql, type SQL } from 'drizzle-orm';
import type { Reader } from '../db/index.ts';
import { may, type Actor } from './roles.ts';

type Column = SQL | { getSQL(): SQL };

/** The actor and everybody they stand in for today. */
export const actsAs = (actor: Actor): string[] => [actor.id, ...(actor.actsFor ?? [])];

const list = (values: string[]): SQL => (values.length === 0 ? sql`(NULL)` : sql`(${sql.join(values.map((value) => sql`${value}`), sql`, `)})`);

/** Cases the actor is named on: as officer, by grant, through a group, or as somebody's deputy. */
const namedCases = (actor: Actor, level?: 'write', only: SQL = sql``): SQL => sql`SELECT case_id FROM case_access
    WHERE user_id IN ${list(actsAs(actor))}${level ? sql` AND (kind = 'officer' OR level = 'write')` : sql``}${only}
  UNION ALL SELECT case_id FROM case_group_access WHERE group_id IN ${list(actor.groups ?? [])}${level ? sql` AND level = 'write'` : sql``}${only}`;

/** The marks the actor has a right on: their own, their groups' and their roles'. */
const grantedMarks = (actor: Actor, level?: 'write'): SQL => sql`SELECT mark FROM access_grants
    WHERE ((holder_kind = 'user' AND holder_id = ${actor.id}) OR (holder_kind = 'group' AND holder_id IN ${list(actor.groups ?? [])})
      OR (holder_kind = 'role' AND holder_id IN ${list(actor.roles)}))${level ? sql` AND level = 'write'` : sql``}`;

/**
 * The one definition of "which cases may this actor see", as an SQL condition on a column of case
 * ids. Everybody who reads cases in any way puts it into the query itself, so that what is not
 * visible is neither found nor counted (design.md, principle 1). `searchScope` says the same to the search index.
 *
 * A case is seen by those named on it; unless it is confidential, also by the roles that see every case and by
 * whoever has a right on one of its marks (kind, class, branch of the filing plan).
 *
 * `among`: the cases that are asked about, where they are known, as a condition on a case id (`= …`, `IN (…)`): all the others the actor
 * sees are then not gathered first.
 */
export function visibleCases(actor: Actor, caseIdColumn: Column, among?: SQL): SQL {
  const only = among ? sql` AND case_id ${among}` : sql``;
  if (!may(actor, 'read_cases')) return sql`1 = 0`;
  if (may(actor, 'read_all_cases')) {
    return sql`(${caseIdColumn} NOT IN (SELECT id FROM cases WHERE confidential = 1) OR ${caseIdColumn} IN (${namedCases(actor, undefined, only)}))`;
  }
  return sql`${caseIdColumn} IN (${namedCases(actor, undefined, only)}
    UNION ALL SELECT case_id FROM case_marks WHERE mark IN (${grantedMarks(actor)})${only} AND case_id NOT IN (SELECT id FROM cases WHERE confidential = 1))`;
}

/** The rule leaves out nothing but confidential cases for this actor: counts may start from all there are. */
export const hidesOnlyConfidential = (actor: Actor): boolean => may(actor, 'read_cases') && may(actor, 'read_all_cases');

/** Documents the actor sees: those of visible cases, but of a restricted type only with a right on the type. `among` as of `visibleCases`. */
export function visibleDocuments(actor: Actor, caseIdColumn: Column, documentTypeColumn: Column, among?: SQL): SQL {
  return sql`(${visibleCases(actor, caseIdColumn, among)} AND ${visibleType(actor, documentTypeColumn)})`;
}

/** The half of the rule about documents that is not about their case. A column that is NULL is of no type: seen. */
export const visibleType = (actor: Actor, documentTypeColumn: Column): SQL => sql`(${documentTypeColumn} IS NULL
  OR ${documentTypeColumn} NOT IN (SELECT id FROM document_types WHERE restricted = 1) OR 'type:' || ${documentTypeColumn} IN (${grantedMarks(actor)}))`;

/** Cases the actor may change (`among` as of `visibleCases`): their officer, whoever was given more than reading, and the roles that keep the archive. */
export function changeableCases(actor: Actor, caseIdColumn: Column, among?: SQL): SQL {
  const only = among ? sql` AND case_id ${among}` : sql``;
  const named = sql`${caseIdColumn} IN (${namedCases(actor, 'write', only)})`;
  const open = may(actor, 'change_all_cases') ? sql`1 = 1` : sql`${caseIdColumn} IN (SELECT case_id FROM case_marks WHERE mark IN (${grantedMarks(actor, 'write')})${only})`;
  return sql`(${visibleCases(actor, caseIdColumn, among)} AND (${named} OR (${open} AND ${caseIdColumn} NOT IN (SELECT id FROM cases WHERE confidential = 1))))`;
}

const holds = (reader: Reader, condition: SQL): boolean => reader.orm.get<{ held: number }>(sql`SELECT ${condition} AS held`)?.held === 1;

/** The rule for one case, for a check in a command. A case that does not exist is not seen. */
export function maySeeCase(reader: Reader, actor: Actor, caseId: string): boolean {
  return reader.orm.get(sql`SELECT 1 FROM cases c WHERE c.id = ${caseId} AND ${visibleCases(actor, sql`c.id`, sql`= ${caseId}`)}`) !== undefined;
}

export function mayChangeCase(reader: Reader, actor: Actor, caseId: string): boolean {
  return reader.orm.get(sql`SELECT 1 FROM cases c WHERE c.id = ${caseId} AND ${changeableCases(actor, sql`c.id`, sql`= ${caseId}`)}`) !== undefined;
}

/** Whether the actor may use a document type: file under it, see its documents. */
export const maySeeType = (reader: Reader, actor: Actor, documentTypeId: string | null): boolean => holds(reader, visibleType(actor, sql`${documentTypeId}`));

/**
 * What an actor sees, for an index that holds each case's marks: `everything` but confidential cases, or cases with one of
 * `marks`; always also `cases`, the named ones (confidential or not). `hiddenTypes`: restricted types without a right.
 */
export type SearchScope = { nothing: boolean; everything: boolean; marks: string[]; cases: string[]; hiddenTypes: string[] };

export function searchScope(reader: Reader, actor: Actor): SearchScope {
  if (!may(actor, 'read_cases')) return { nothing: true, everything: false, marks: [], cases: [], hiddenTypes: [] };
  const column = (query: SQL, name: string) => reader.orm.all<Record<string, string>>(query).map((row) => row[name]!);
  const granted = column(grantedMarks(actor), 'mark');
  const restricted = column(sql`SELECT id FROM document_types WHERE restricted = 1`, 'id');
  return {
    nothing: false,
    everything: may(actor, 'read_all_cases'),
    marks: [...new Set(granted.filter((mark) => !mark.startsWith('type:')))],
    // Whoever sees everything needs a name only on confidential cases: hundreds of others would be asked for in every search.
    cases: [...new Set(column(may(actor, 'read_all_cases') ? sql`SELECT case_id FROM (${namedCases(actor)}) WHERE case_id IN (SELECT id FROM cases WHERE confidential = 1)` : namedCases(actor), 'case_id'))],
    hiddenTypes: restricted.filter((id) => !granted.includes(`type:${id}`)),
  };
}
