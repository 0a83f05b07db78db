import { may, type Actor } from '../../access/index.ts';
import { record } from '../../audit/index.ts';
import type { Clock } from '../../core/clock.ts';
import { conflict, forbidden, invalid, notFound } from '../../core/errors.ts';
import type { Ids } from '../../core/ids.ts';
import type { Database, Reader } from '../../db/index.ts';

type Deps = { db: Database; clock: Clock; ids: Ids };
export const fieldKinds = ['text', 'number', 'date', 'choice', 'keywords', 'person'] as const;
export type FieldKind = (typeof fieldKinds)[number];
export type FieldOwner = { kind: 'case_type' | 'document_type'; id: string };
export type MetadataField = { id: string; name: string; kind: FieldKind; choices: string[]; required: boolean; active: boolean; position: number };

/** The fields of a case type or document type, in their order. */
export function listFields(reader: Reader, owner: FieldOwner): MetadataField[] {
  const rows = reader.statement('SELECT id, name, kind, choices, required, active, position FROM metadata_fields WHERE owner_kind = ? AND owner_id = ? ORDER BY position, name').all(owner.kind, owner.id) as
    (Omit<MetadataField, 'choices' | 'required' | 'active'> & { choices: string; required: number; active: number })[];
  return rows.map((row) => ({ ...row, choices: JSON.parse(row.choices) as string[], required: row.required === 1, active: row.active === 1 }));
}

/** Every field that is asked for, with the case type or document type it belongs to. */
export const listAllFields = (reader: Reader): { id: string; name: string; of: string }[] =>
  reader.statement(`SELECT f.id, f.name, coalesce(c.name, d.name) AS of FROM metadata_fields f LEFT JOIN case_types c ON f.owner_kind = 'case_type' AND c.id = f.owner_id
    LEFT JOIN document_types d ON f.owner_kind = 'document_type' AND d.id = f.owner_id WHERE f.active = 1 AND coalesce(c.name, d.name) IS NOT NULL ORDER BY of, f.position, f.name`).all() as { id: string; name: string; of: string }[];

/** Errors: field.no_name, field.exists, field.unknown_kind, field.no_choices (a choice needs two at least), forbidden. */
export function addField(deps: Deps, actor: Actor, owner: FieldOwner, input: { name: string; kind: string; choices: string[]; required: boolean }): string {
  if (!may(actor, 'administer')) throw forbidden();
  const name = input.name.trim().replace(/\s+/g, ' ');
  const choices = [...new Set(input.choices.map((each) => each.trim()).filter(Boolean))];
  if (!name || name.length > 60) throw invalid('field.no_name');
  if (!fieldKinds.includes(input.kind as FieldKind)) throw invalid('field.unknown_kind');
  if (input.kind === 'choice' && choices.length < 2) throw invalid('field.no_choices');
  const id = deps.ids.uuid();
  deps.db.write((tx) => {
    const there = listFields(tx, owner);
    if (there.some((each) => each.name.toLocaleLowerCase('da') === name.toLocaleLowerCase('da'))) throw conflict('field.exists', { name });
    tx.statement('INSERT INTO metadata_fields (id, owner_kind, owner_id, name, kind, choices, required, position) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
      .run(id, owner.kind, owner.id, name, input.kind, JSON.stringify(input.kind === 'choice' ? choices : []), input.required ? 1 : 0, there.length);
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'field.added', subject: { kind: 'setting', id }, payload: { owner, name, kind: input.kind, choices, required: input.required } });
  });
  return id;
}

/** A field that is switched off keeps its values, and is no longer asked for. */
export function setFieldActive(deps: Deps, actor: Actor, id: string, active: boolean): void {
  if (!may(actor, 'administer')) throw forbidden();
  deps.db.write((tx) => {
    if (tx.statement('UPDATE metadata_fields SET active = ? WHERE id = ?').run(active ? 1 : 0, id).changes === 0) throw notFound();
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'field.changed', subject: { kind: 'setting', id }, payload: { active } });
  });
}
