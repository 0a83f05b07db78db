import { sql } from 'drizzle-orm';
import { changeableCases, findUser, may, maySeeType, visibleCases, visibleDocuments, type Actor } from '../../access/index.ts';
import { conflict, forbidden, invalid } from '../../core/errors.ts';
import type { Reader } from '../../db/index.ts';
import { findCaseToChange } from '../cases/find-case.ts';
import { listDocumentTypes } from '../document-types.ts';
import { nodeInUse } from '../filing-plan/nodes.ts';
import { findBulkIn } from './find-bulk.ts';
import { caseActs, documentActs, mostInBulk, type BulkAct, type BulkDeps, type BulkSubject } from './types.ts';

/** Those of `ids` that the actor sees, in their order. */
function seen(reader: Reader, actor: Actor, subject: BulkSubject, ids: string[]): string[] {
  const query = subject === 'case'
    ? sql`SELECT c.id FROM json_each(${JSON.stringify(ids)}) j JOIN cases c ON c.id = j.value WHERE c.merged_into IS NULL AND ${visibleCases(actor, sql`c.id`)} ORDER BY j.key`
    : sql`SELECT d.id FROM json_each(${JSON.stringify(ids)}) j JOIN documents d ON d.id = j.value WHERE ${visibleDocuments(actor, sql`d.case_id`, sql`d.document_type_id`)} ORDER BY j.key`;
  return reader.orm.all<{ id: string }>(query).map(({ id }) => id);
}

/** Acts that say who sees a case. */
const grants: BulkAct[] = ['officer', 'confidential'];

/**
 * The acts that somebody may do to at least one of `ids` (those of a page): what would be refused for all of them is not
 * offered. Taking out asks for no more than seeing.
 */
export function offeredActs(reader: Reader, actor: Actor, subject: BulkSubject, ids: string[]): BulkAct[] {
  if (ids.length === 0) return [];
  const chosen = JSON.stringify(ids);
  const cases = subject === 'case' ? sql`SELECT value AS id FROM json_each(${chosen})` : sql`SELECT d.case_id AS id FROM json_each(${chosen}) j JOIN documents d ON d.id = j.value`;
  const changes = reader.orm.get(sql`SELECT 1 FROM cases c WHERE c.id IN (${cases}) AND ${changeableCases(actor, sql`c.id`, sql`IN (${cases})`)} LIMIT 1`) !== undefined;
  const open = (act: BulkAct) => act === 'export' || (act === 'approve' && may(actor, 'approve')) || (changes && (!grants.includes(act) || may(actor, 'grant_cases')));
  return (subject === 'case' ? caseActs : documentActs).filter(open);
}

/**
 * Keeps what was chosen on the server, in the order given, under an id of its own. What the actor does not see is not chosen.
 * `origin`: the path it was begun on; `shortened`: more were found than an act takes. Errors: bulk.nothing, bulk.too_many (`most`),
 * bulk.no_act, forbidden for an act one may never do.
 */
export function beginBulk(deps: BulkDeps, actor: Actor, input: { subject: BulkSubject; act: string; ids: string[]; origin: string; shortened?: boolean }): string {
  const act = (input.subject === 'case' ? caseActs : documentActs).find((each) => each === input.act);
  if (!act) throw invalid('bulk.no_act');
  if (grants.includes(act) && !may(actor, 'grant_cases')) throw forbidden();
  if (input.ids.length > mostInBulk) throw invalid('bulk.too_many', { most: mostInBulk });
  const id = deps.ids.uuid();
  deps.db.write((tx) => {
    const ids = seen(tx, actor, input.subject, [...new Set(input.ids)]);
    if (ids.length === 0) throw invalid('bulk.nothing');
    tx.statement("INSERT INTO bulk_acts (id, user_id, subject, act, state, origin, shortened, created_at) VALUES (?, ?, ?, ?, 'choosing', ?, ?, ?)").run(id, actor.id, input.subject, act, input.origin, input.shortened ? 1 : 0, deps.clock.now().toISOString());
    tx.statement('INSERT INTO bulk_items (bulk_id, n, subject_id) SELECT ?, key, value FROM json_each(?)').run(id, JSON.stringify(ids));
  });
  return id;
}

/** What an act sets, as it was chosen, made sure of. Null where the act says it all. */
function checkedValue(reader: Reader, actor: Actor, act: BulkAct, typed: string): string | null {
  const value = typed.trim().replace(/\s+/g, ' ');
  switch (act) {
    case 'document_type': {
      const type = listDocumentTypes(reader).find(({ id }) => id === value);
      if (value && (!type?.active || !maySeeType(reader, actor, value))) throw invalid('document.unknown_type');
      return value || null;
    }
    case 'move':
      if (findCaseToChange(reader, actor, value).status !== 'open') throw conflict('bulk.case_closed');
      return value;
    case 'add_keyword':
    case 'remove_keyword':
      if (!value) throw invalid('bulk.no_keyword');
      if (value.length > 60 || value.includes(',')) throw invalid('keyword.too_long', { most: 60 });
      return value;
    case 'officer': {
      const user = findUser(reader, value);
      if (!user || user.lockedAt || !may(user, 'read_cases')) throw invalid('bulk.no_officer');
      return value;
    }
    case 'branch':
      if (!nodeInUse(reader, value)) throw invalid('case.unknown_node');
      return value;
    default:
      return null;
  }
}

/**
 * Says what the act sets, or something else than was said before; what it would do to each record is then tried (step-bulk.ts).
 * Errors: bulk.moved_on, bulk.no_keyword, keyword.too_long, bulk.no_officer, document.unknown_type, case.unknown_node; for a
 * move as findCaseToChange for the case, and bulk.case_closed.
 */
export function chooseBulkAct(deps: BulkDeps, actor: Actor, id: string, typed: string): void {
  deps.db.write((tx) => {
    const { act } = findBulkIn(tx, actor, id, ['choosing', 'planning', 'preview']);
    const value = checkedValue(tx, actor, act, typed);
    tx.statement("UPDATE bulk_acts SET value = ?, problem = NULL, state = 'planning' WHERE id = ?").run(value, id);
    tx.statement("UPDATE bulk_items SET state = 'chosen', reason = NULL, before = NULL, after = NULL WHERE bulk_id = ? AND state <> 'chosen'").run(id);
  });
}
