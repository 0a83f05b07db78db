import type { Clock } from '../core/clock.ts';
import type { Database, Reader } from '../db/index.ts';
import { may, type Actor } from './roles.ts';
import { actorOf, listAllUsers, type User } from './users.ts';
import { mayChangeCase, maySeeCase } from './visible-cases.ts';

/** Why somebody sees a case, the strongest reason first. */
export type Reason = 'officer' | 'named' | 'group' | 'deputy' | 'role' | 'grant';
export type Seer = { id: string; name: string; changes: boolean; reason: Reason };

/**
 * Everybody with an open account who sees the case, asked with the same rule that every query obeys, and why.
 * The caller has found the case through the actor.
 */
export function whoSees(deps: { db: Database; clock: Clock }, caseId: string): Seer[] {
  return listAllUsers(deps.db).filter((user) => !user.lockedAt).flatMap((user) => {
    const actor = actorOf(deps, user);
    if (!maySeeCase(deps.db, actor, caseId)) return [];
    return [{ id: user.id, name: user.name, changes: mayChangeCase(deps.db, actor, caseId), reason: reasonOf(deps.db, actor, caseId) }];
  });
}

function reasonOf(reader: Reader, actor: Actor, caseId: string): Reason {
  const named = reader.statement('SELECT user_id AS id, kind FROM case_access WHERE case_id = ?').all(caseId) as { id: string; kind: 'officer' | 'given' }[];
  const own = named.filter(({ id }) => id === actor.id);
  if (own.some(({ kind }) => kind === 'officer')) return 'officer';
  if (own.length > 0) return 'named';
  const groups = reader.statement('SELECT group_id AS id FROM case_group_access WHERE case_id = ?').all(caseId) as { id: string }[];
  if (groups.some(({ id }) => (actor.groups ?? []).includes(id))) return 'group';
  if (named.some(({ id }) => (actor.actsFor ?? []).includes(id))) return 'deputy';
  return may(actor, 'read_all_cases') ? 'role' : 'grant';
}

/** What a person sees and on what grounds, `named`: on how many cases; for "what can this person see". */
export function whatSees(deps: { db: Database; clock: Clock }, user: User): { everything: boolean; marks: string[]; named: number; deputyFor: string[]; groups: string[] } {
  const actor = actorOf(deps, user);
  const marks = deps.db.statement(`SELECT DISTINCT mark FROM access_grants WHERE (holder_kind = 'user' AND holder_id = ?)
    OR (holder_kind = 'group' AND holder_id IN (SELECT group_id FROM group_members WHERE user_id = ?)) OR (holder_kind = 'role' AND holder_id IN (SELECT role FROM user_roles WHERE user_id = ?)) ORDER BY mark`).all(user.id, user.id, user.id) as { mark: string }[];
  const names = (sql: string) => (deps.db.statement(sql).all(user.id) as { name: string }[]).map(({ name }) => name);
  return {
    everything: may(actor, 'read_all_cases'), marks: may(actor, 'read_cases') ? marks.map(({ mark }) => mark) : [],
    named: may(actor, 'read_cases') ? (deps.db.statement('SELECT count(DISTINCT case_id) AS n FROM case_access WHERE user_id = ?').get(user.id) as { n: number }).n : 0,
    groups: names('SELECT g.name FROM group_members m JOIN user_groups g ON g.id = m.group_id WHERE m.user_id = ? ORDER BY fold(g.name)'),
    deputyFor: (actor.actsFor ?? []).map((id) => (deps.db.statement('SELECT name FROM users WHERE id = ?').get(id) as { name: string }).name),
  };
}
