import { may, type Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { conflict, invalid, notFound } from '../core/errors.ts';
import type { Ids } from '../core/ids.ts';
import type { Database, Reader } from '../db/index.ts';

/** A contact point of the school: `pointId` as Digital Post's administration has it. */
export type ContactPoint = { id: string; name: string; pointId: string; active: boolean };
type Deps = { db: Database; clock: Clock; ids: Ids };

/** All of them by name, also those no longer offered. */
export function listContactPoints(reader: Reader): ContactPoint[] {
  const rows = reader.statement('SELECT id, name, point_id AS pointId, active FROM contact_points ORDER BY name').all() as (Omit<ContactPoint, 'active'> & { active: number })[];
  return rows.map((row) => ({ ...row, active: row.active === 1 }));
}

/** Errors: contact_point.no_name, contact_point.bad_id (1 to 256 characters without spaces, facts: digital-post 1.2), contact_point.exists. */
export function addContactPoint(deps: Deps, actor: Actor, input: { name: string; pointId: string }): void {
  if (!may(actor, 'administer')) throw notFound();
  const name = input.name.trim().replace(/\s+/g, ' ');
  const pointId = input.pointId.trim();
  if (!name || name.length > 100) throw invalid('contact_point.no_name');
  if (!/^[^\s<>&"]{1,256}$/.test(pointId)) throw invalid('contact_point.bad_id');
  deps.db.write((tx) => {
    const all = listContactPoints(tx);
    if (all.some((each) => each.name.toLocaleLowerCase('da') === name.toLocaleLowerCase('da') || each.pointId.toLowerCase() === pointId.toLowerCase())) throw conflict('contact_point.exists');
    const id = deps.ids.uuid();
    const at = deps.clock.now();
    tx.statement('INSERT INTO contact_points (id, name, point_id, created_at) VALUES (?, ?, ?, ?)').run(id, name, pointId, at.toISOString());
    record(tx, { at, actorId: actor.id, event: 'contact_point.changed', subject: { kind: 'setting', id }, payload: { name, pointId } });
  });
}

/** One that is switched off stays with what has chosen it, and can no longer be chosen. */
export function setContactPointActive(deps: Deps, actor: Actor, id: string, active: boolean): void {
  if (!may(actor, 'administer')) throw notFound();
  deps.db.write((tx) => {
    if (tx.statement('UPDATE contact_points SET active = ? WHERE id = ?').run(active ? 1 : 0, id).changes === 0) throw notFound();
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'contact_point.changed', subject: { kind: 'setting', id }, payload: { active } });
  });
}

/** The id in Digital Post of the contact point a dispatch has chosen; null = the usual one of the settings. */
export function chosenContactPoint(reader: Reader, id: string | null): string | null {
  if (!id) return null;
  return (reader.statement('SELECT point_id AS pointId FROM contact_points WHERE id = ?').get(id) as { pointId: string } | undefined)?.pointId ?? null;
}
