import { record } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { forbidden, invalid, notFound } from '../core/errors.ts';
import type { Database, Reader } from '../db/index.ts';
import { may, roles, type Actor, type Role } from './roles.ts';
import { findUser } from './users.ts';

type Deps = { db: Database; clock: Clock };
export type GrantHolder = { kind: 'role' | 'group' | 'user'; id: string };
export type Level = 'read' | 'write';
/** A right on a part of the archive. `mark`: kind:student, class:1.a, branch:<node>, type:<document type>. */
export type Grant = { holder: GrantHolder; holderName: string | null; mark: string; level: Level; givenAt: string };

const isMark = (mark: string) => /^(kind:(student|company|authority|free)|class:.{1,40}|branch:[\w-]{1,60}|type:[\w-]{1,60})$/.test(mark);

/** All grants, by whom they are held; the name is null for a role, which has its own words. */
export function listGrants(reader: Reader): Grant[] {
  const rows = reader.statement(`SELECT g.holder_kind AS kind, g.holder_id AS id, coalesce(u.name, s.name) AS name, g.mark, g.level, g.given_at AS givenAt FROM access_grants g
    LEFT JOIN users u ON g.holder_kind = 'user' AND u.id = g.holder_id LEFT JOIN user_groups s ON g.holder_kind = 'group' AND s.id = g.holder_id
    ORDER BY g.holder_kind, fold(coalesce(u.name, s.name, g.holder_id)), g.mark`).all() as { kind: GrantHolder['kind']; id: string; name: string | null; mark: string; level: Level; givenAt: string }[];
  return rows.map(({ kind, id, name, ...grant }) => ({ ...grant, holder: { kind, id }, holderName: name }));
}

function existing(reader: Reader, holder: GrantHolder): boolean {
  if (holder.kind === 'role') return roles.includes(holder.id as Role);
  if (holder.kind === 'user') return findUser(reader, holder.id) !== undefined;
  return reader.statement('SELECT 1 FROM user_groups WHERE id = ?').get(holder.id) !== undefined;
}

/**
 * Gives a right on a part of the archive; one that is there already gets the new level. It never opens a confidential case.
 * Errors: grant.unknown_part (invalid), not_found for a holder that is not there, forbidden.
 */
export function giveGrant(deps: Deps, actor: Actor, input: { holder: GrantHolder; mark: string; level: Level }): void {
  if (!may(actor, 'administer')) throw forbidden();
  if (!isMark(input.mark) || !['read', 'write'].includes(input.level)) throw invalid('grant.unknown_part');
  deps.db.write((tx) => {
    if (!existing(tx, input.holder)) throw notFound();
    const at = deps.clock.now();
    tx.statement(`INSERT INTO access_grants (holder_kind, holder_id, mark, level, given_by, given_at) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET level = excluded.level, given_by = excluded.given_by, given_at = excluded.given_at`).run(input.holder.kind, input.holder.id, input.mark, input.level, actor.id, at.toISOString());
    record(tx, { at, actorId: actor.id, event: 'grant.given', subject: { kind: 'user', id: input.holder.id }, payload: input });
  });
}

export function removeGrant(deps: Deps, actor: Actor, input: { holder: GrantHolder; mark: string }): void {
  if (!may(actor, 'administer')) throw forbidden();
  deps.db.write((tx) => {
    const gone = tx.statement('DELETE FROM access_grants WHERE holder_kind = ? AND holder_id = ? AND mark = ?').run(input.holder.kind, input.holder.id, input.mark);
    if (gone.changes === 0) throw notFound();
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'grant.removed', subject: { kind: 'user', id: input.holder.id }, payload: input });
  });
}
