import { sql, type SQL } from 'drizzle-orm';
import type { Reader } from '../db/index.ts';
import { may, type Actor } from './roles.ts';

/**
 * The one definition of "which cases may this actor see", as an SQL condition on a column of case
 * ids. Everybody who reads cases in any way puts it into the query itself, so that what is not
 * visible is neither found nor counted (design.md, principle 1).
 */
export function visibleCases(actor: Actor, caseIdColumn: SQL | { getSQL(): SQL }): SQL {
  if (may(actor, 'read_all_cases')) return sql`1 = 1`;
  if (!may(actor, 'read_cases')) return sql`1 = 0`;
  return sql`${caseIdColumn} IN (SELECT case_id FROM case_access WHERE user_id = ${actor.id})`;
}

/** The same rule for one case, for a check in a command. */
export function maySeeCase(reader: Reader, actor: Actor, caseId: string): boolean {
  if (may(actor, 'read_all_cases')) return true;
  if (!may(actor, 'read_cases')) return false;
  return reader.statement('SELECT 1 FROM case_access WHERE user_id = ? AND case_id = ?').get(actor.id, caseId) !== undefined;
}
