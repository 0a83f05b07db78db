import { record } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { conflict, forbidden, invalid, notFound } from '../core/errors.ts';
import type { Ids } from '../core/ids.ts';
import type { Database, Reader } from '../db/index.ts';
import { may, type Actor } from './roles.ts';
import { findUser } from './users.ts';

type Deps = { db: Database; clock: Clock; ids: Ids };
export type Group = { id: string; name: string; members: { id: string; name: string }[] };

const administers = (actor: Actor) => { if (!may(actor, 'administer')) throw forbidden(); };

/** Every group with its members, by name. */
export function listGroups(reader: Reader): Group[] {
  const groups = reader.statement('SELECT id, name FROM user_groups ORDER BY fold(name)').all() as { id: string; name: string }[];
  const members = reader.statement('SELECT u.id, u.name FROM group_members m JOIN users u ON u.id = m.user_id WHERE m.group_id = ? ORDER BY fold(u.name)');
  return groups.map((group) => ({ ...group, members: members.all(group.id) as Group['members'] }));
}

/** Errors: group.no_name (60 characters at most), group.exists, forbidden. Answers the id. */
export function addGroup(deps: Deps, actor: Actor, name: string): string {
  administers(actor);
  const plain = name.trim().replace(/\s+/g, ' ');
  if (!plain || plain.length > 60) throw invalid('group.no_name');
  const id = deps.ids.uuid();
  deps.db.write((tx) => {
    if (listGroups(tx).some((each) => each.name.toLocaleLowerCase('da') === plain.toLocaleLowerCase('da'))) throw conflict('group.exists', { name: plain });
    const at = deps.clock.now();
    tx.statement('INSERT INTO user_groups (id, name, created_at) VALUES (?, ?, ?)').run(id, plain, at.toISOString());
    record(tx, { at, actorId: actor.id, event: 'group.made', subject: { kind: 'user', id }, payload: { name: plain } });
  });
  return id;
}

/** Who is in the group from now on. not_found for a group or person that is not there. */
export function setGroupMembers(deps: Deps, actor: Actor, groupId: string, userIds: string[]): void {
  administers(actor);
  deps.db.write((tx) => {
    const group = listGroups(tx).find(({ id }) => id === groupId);
    if (!group || userIds.some((id) => !findUser(tx, id))) throw notFound();
    tx.statement('DELETE FROM group_members WHERE group_id = ?').run(groupId);
    for (const id of new Set(userIds)) tx.statement('INSERT INTO group_members (group_id, user_id) VALUES (?, ?)').run(groupId, id);
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'group.members_set', subject: { kind: 'user', id: groupId }, payload: { before: group.members.map(({ id }) => id), after: userIds } });
  });
}

/** The group and every right it holds. */
export function removeGroup(deps: Deps, actor: Actor, groupId: string): void {
  administers(actor);
  deps.db.write((tx) => {
    const group = listGroups(tx).find(({ id }) => id === groupId);
    if (!group) throw notFound();
    tx.statement('DELETE FROM group_members WHERE group_id = ?').run(groupId);
    tx.statement("DELETE FROM access_grants WHERE holder_kind = 'group' AND holder_id = ?").run(groupId);
    tx.statement('DELETE FROM case_group_access WHERE group_id = ?').run(groupId);
    tx.statement('DELETE FROM user_groups WHERE id = ?').run(groupId);
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'group.removed', subject: { kind: 'user', id: groupId }, payload: { name: group.name } });
  });
}
