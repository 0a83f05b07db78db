import type { Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../db/index.ts';
import { formatCpr } from '../numbers/index.ts';
import { caseNumbers, getCase } from './queries.ts';
import type { CaseDetail } from './types.ts';

type Deps = { db: Database; clock: Clock };

/** As `getCase`, and the log says that the actor saw it. */
export function openCase(deps: Deps, actor: Actor, caseId: string): CaseDetail {
  const found = getCase(deps.db, actor, caseId);
  deps.db.write((tx) => record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'case.viewed', subject: { kind: 'case', id: caseId } }));
  return found;
}

/** The numbers of a case in full, `010107-1234`, because the actor asked to see them. Logged. */
export function showCaseNumber(deps: Deps, actor: Actor, caseId: string): string[] {
  getCase(deps.db, actor, caseId);
  deps.db.write((tx) => record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'number.shown', subject: { kind: 'case', id: caseId } }));
  return caseNumbers(deps.db, caseId).map((each) => (each.kind === 'cpr' ? formatCpr(each.number) : each.number));
}
