import { may, type Actor } from '../../access/index.ts';
import { record } from '../../audit/index.ts';
import type { Clock } from '../../core/clock.ts';
import { forbidden, invalid } from '../../core/errors.ts';
import type { Ids } from '../../core/ids.ts';
import type { Database, Tx } from '../../db/index.ts';
import { nodeInUse } from '../filing-plan/nodes.ts';
import { caseTypeInUse } from './case-types.ts';
import { nextCaseNumber } from './number-case.ts';

export type CaseDeps = { db: Database; clock: Clock; ids: Ids };
export type NewCase = { typeId: string; title: string; filingNodeId: string | null; confidential: boolean };

export const mostTitle = 200;

/** Spaces folded. Errors: case.no_title, case.title_too_long (`most`), case.title_has_number. */
export function plainTitle(title: string): string {
  const plain = title.trim().replace(/\s+/g, ' ');
  if (!plain) throw invalid('case.no_title');
  if (plain.length > mostTitle) throw invalid('case.title_too_long', { most: mostTitle });
  // A title stands in lists, notices and exports where numbers are masked.
  if (/(?<!\d)\d{6}[-\s]?\d{4}(?!\d)/.test(plain)) throw invalid('case.title_has_number');
  return plain;
}

/**
 * A case that no letter made: of a free type, under the filing plan. Whoever makes it is its officer. Answers its id.
 * Errors: as plainTitle, case.unknown_type, case.unknown_node, case.no_node (a free case lies under the plan), forbidden.
 */
export function makeCase(deps: CaseDeps, actor: Actor, input: NewCase): string {
  if (!may(actor, 'make_cases')) throw forbidden();
  const title = plainTitle(input.title);
  const id = deps.ids.uuid();
  deps.db.write((tx) => {
    const type = caseTypeInUse(tx, input.typeId);
    if (!type || type.kind === 'student' || type.kind === 'company') throw invalid('case.unknown_type');
    if (!input.filingNodeId) throw invalid('case.no_node');
    if (!nodeInUse(tx, input.filingNodeId)) throw invalid('case.unknown_node');
    const at = deps.clock.now();
    insertCase(tx, { id, kind: type.kind, typeId: type.id, title, filingNodeId: input.filingNodeId, confidential: input.confidential, at });
    tx.statement("INSERT INTO case_access (case_id, user_id, kind, given_by, given_at, level) VALUES (?, ?, 'officer', ?, ?, 'write')").run(id, actor.id, actor.id, at.toISOString());
    record(tx, { at, actorId: actor.id, event: 'case.made', subject: { kind: 'case', id }, payload: { title, typeId: type.id, filingNodeId: input.filingNodeId, confidential: input.confidential } });
  });
  return id;
}

export function insertCase(tx: Tx, input: { id: string; kind: string; typeId: string; title: string; filingNodeId: string | null; confidential: boolean; at: Date }): void {
  const at = input.at.toISOString();
  tx.statement("INSERT INTO cases (id, kind, type_id, number, title, status, confidential, filing_node_id, created_at, updated_at) VALUES (?, ?, ?, ?, ?, 'open', ?, ?, ?, ?)")
    .run(input.id, input.kind, input.typeId, nextCaseNumber(tx, input.at), input.title, input.confidential ? 1 : 0, input.filingNodeId, at, at);
}
