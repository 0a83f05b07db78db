import { asc } from 'drizzle-orm';
import type { Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { conflict, invalid, notFound } from '../core/errors.ts';
import type { Ids } from '../core/ids.ts';
import type { Database, Reader } from '../db/index.ts';
import { documentTypes } from './tables.ts';

export type DocumentType = { id: string; name: string; active: boolean; position: number; /** A second person approves what is sent under it. */ needsApproval: boolean; /** Its documents are seen by those with a right on the type alone. */ restricted: boolean };
type Deps = { db: Database; clock: Clock; ids: Ids };

export function listDocumentTypes(reader: Reader): DocumentType[] {
  return reader.orm.select().from(documentTypes).orderBy(asc(documentTypes.position), asc(documentTypes.name)).all();
}

/** `actor` null = set-up. Errors: document_type.no_name, document_type.exists. */
export function addDocumentType(deps: Deps, actor: Actor | null, name: string): void {
  const wanted = name.trim().replace(/\s+/g, ' ');
  if (!wanted || wanted.length > 100) throw invalid('document_type.no_name');
  deps.db.write((tx) => {
    const all = listDocumentTypes(tx);
    if (all.some((each) => each.name.toLocaleLowerCase('da') === wanted.toLocaleLowerCase('da'))) throw conflict('document_type.exists', { name: wanted });
    const id = deps.ids.uuid();
    tx.orm.insert(documentTypes).values({ id, name: wanted, position: all.length, active: true }).run();
    record(tx, { at: deps.clock.now(), actorId: actor?.id ?? null, event: 'document_type.made', subject: { kind: 'document_type', id }, payload: { name: wanted } });
  });
}

/** The types a school begins with; those that are there already are left as they are. */
export function layDocumentTypes(deps: Deps, actor: Actor | null, names: readonly string[]): void {
  const there = new Set(listDocumentTypes(deps.db).map((each) => each.name));
  for (const name of names) if (!there.has(name)) addDocumentType(deps, actor, name);
}

/** A type that is switched off stays on its documents but can no longer be chosen. */
export function setDocumentTypeActive(deps: Deps, actor: Actor, id: string, active: boolean): void {
  deps.db.write((tx) => {
    const changed = tx.statement('UPDATE document_types SET active = ? WHERE id = ?').run(active ? 1 : 0, id);
    if (changed.changes === 0) throw notFound();
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'document_type.changed', subject: { kind: 'document_type', id }, payload: { active } });
  });
}

/** Whether a second person must approve what is sent under the type. */
export function setDocumentTypeApproval(deps: Deps, actor: Actor, id: string, needsApproval: boolean): void {
  deps.db.write((tx) => {
    const changed = tx.statement('UPDATE document_types SET needs_approval = ? WHERE id = ?').run(needsApproval ? 1 : 0, id);
    if (changed.changes === 0) throw notFound();
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'document_type.changed', subject: { kind: 'document_type', id }, payload: { needsApproval } });
  });
}

/** Whether documents of the type are seen only by those who have been given a right on it. */
export function setDocumentTypeRestricted(deps: Deps, actor: Actor, id: string, restricted: boolean): void {
  deps.db.write((tx) => {
    if (tx.statement('UPDATE document_types SET restricted = ? WHERE id = ?').run(restricted ? 1 : 0, id).changes === 0) throw notFound();
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'document_type.restricted', subject: { kind: 'document_type', id }, payload: { restricted } });
  });
}
