import type { Actor } from '../../access/index.ts';
import { record } from '../../audit/index.ts';
import type { Clock } from '../../core/clock.ts';
import { forbidden, invalid } from '../../core/errors.ts';
import type { Ids } from '../../core/ids.ts';
import type { Database, Reader } from '../../db/index.ts';
import { parseCpr } from '../../numbers/index.ts';
import { recipientName } from '../../people/index.ts';
import { findCase, findCaseToChange } from '../cases/find-case.ts';
import { findDocument } from '../documents.ts';
import type { NoteSubject } from '../notes.ts';
import { showNumber } from '../queries.ts';
import { listFields, type MetadataField } from './fields.ts';

type Deps = { db: Database; clock: Clock; ids: Ids };
export type FieldValue = MetadataField & { value: string };

const mostCharacters = 1000;
const mostKeywords = 30;

/** Whose fields a case or document has: those of its type. Null for a document without one. */
function ownerOf(reader: Reader, actor: Actor, subject: NoteSubject, documentTypeId?: string | null): { kind: 'case_type' | 'document_type'; id: string } | null {
  if (subject.kind === 'case') {
    const found = findCase(reader, actor, subject.id);
    return { kind: 'case_type', id: found.type_id ?? found.kind };
  }
  findDocument(reader, actor, subject.id);
  const { type } = documentTypeId !== undefined ? { type: documentTypeId } : (reader.statement('SELECT document_type_id AS type FROM documents WHERE id = ?').get(subject.id) as { type: string | null });
  return type ? { kind: 'document_type', id: type } : null;
}

/** The fields of a case or document with what stands in them; switched-off ones only where they hold something. `documentTypeId`: as if a document were of that type. */
export function readValues(reader: Reader, actor: Actor, subject: NoteSubject, documentTypeId?: string | null): FieldValue[] {
  const owner = ownerOf(reader, actor, subject, documentTypeId);
  if (!owner) return [];
  const rows = reader.statement('SELECT field_id AS id, value FROM metadata_values WHERE subject_kind = ? AND subject_id = ?').all(subject.kind, subject.id) as { id: string; value: string }[];
  const values = new Map(rows.map(({ id, value }) => [id, value]));
  return listFields(reader, owner).filter(({ id, active }) => active || values.has(id)).map((field) => ({ ...field, value: values.get(field.id) ?? '' }));
}

export const readKeywords = (reader: Reader, subject: NoteSubject): string[] =>
  (reader.statement('SELECT keyword FROM keywords WHERE subject_kind = ? AND subject_id = ? ORDER BY keyword').all(subject.kind, subject.id) as { keyword: string }[]).map(({ keyword }) => keyword);

const hasNumber = (text: string) => [...text.matchAll(/(?<!\d)\d{6}[-\s]?\d{4}(?!\d)/g)].some(([number]) => parseCpr(number.replace(/\s/g, '')) !== null);

/** A person as they are called: by name, or by a number of the register, which is kept masked. */
function personWords(reader: Reader, typed: string): string | null {
  const number = typed.replace(/[-\s]/g, '');
  const cpr = /^\d{10}$/.test(number);
  if (!cpr && !/^\d{8}$/.test(number)) return hasNumber(typed) ? null : typed.replace(/\s+/g, ' ');
  const found = recipientName(reader, { kind: cpr ? 'cpr' : 'cvr', number });
  return found ? `${found.name} (${showNumber(cpr ? 'cpr' : 'cvr', number)})` : null;
}

/** A value as its field takes it: dates as days, numbers with a comma or point, keywords by commas, a person by name. '' clears. */
function checked(reader: Reader, field: FieldValue, typed: string): string {
  const value = typed.trim();
  const wrong = (reason: string) => invalid(reason, { name: field.name });
  if (!value) {
    if (field.required) throw wrong('field.missing');
    return '';
  }
  if (value.length > mostCharacters) throw invalid('field.too_long', { name: field.name, most: mostCharacters });
  if (field.kind === 'person') {
    // As it stands it stays, also where the register has changed.
    const person = value === field.value ? value : personWords(reader, value);
    if (person === null) throw wrong('field.unknown_person');
    return person;
  }
  // Fields stand in lists, searches and exports where numbers are masked.
  if (field.kind !== 'number' && hasNumber(value)) throw wrong('field.has_number');
  if (field.kind === 'number' && !/^-?\d{1,12}([.,]\d{1,6})?$/.test(value)) throw wrong('field.not_a_number');
  if (field.kind === 'date' && (!/^\d{4}-\d\d-\d\d$/.test(value) || Number.isNaN(Date.parse(value)))) throw wrong('field.not_a_day');
  if (field.kind === 'choice' && !field.choices.includes(value)) throw wrong('field.not_a_choice');
  if (field.kind === 'keywords') return [...new Set(value.split(',').map((each) => each.trim()).filter(Boolean))].join(', ');
  return field.kind === 'number' ? value.replace(',', '.') : value;
}

/**
 * Sets what stands in the fields of a case or document and its keywords, all or nothing. Fields not named stay.
 * Errors: field.missing, field.too_long, field.not_a_number, field.not_a_day, field.not_a_choice, field.unknown_person, field.has_number (each `name`),
 * keyword.too_many (`most`), keyword.too_long, keyword.has_number; case.read_only (forbidden) where the case may only be read.
 */
export function setValues(deps: Deps, actor: Actor, subject: NoteSubject, input: { values: Record<string, string>; keywords?: string[] }): void {
  const keywords = input.keywords && [...new Set(input.keywords.map((each) => each.trim().replace(/\s+/g, ' ')).filter(Boolean))];
  if (keywords && keywords.length > mostKeywords) throw invalid('keyword.too_many', { most: mostKeywords });
  if (keywords?.some((each) => each.length > 60)) throw invalid('keyword.too_long', { most: 60 });
  if (keywords?.some(hasNumber)) throw invalid('keyword.has_number');
  deps.db.write((tx) => {
    const caseId = subject.kind === 'case' ? subject.id : findDocument(tx, actor, subject.id).caseId;
    findCaseToChange(tx, actor, caseId);
    const fields = readValues(tx, actor, subject);
    if (Object.keys(input.values).some((id) => !fields.some((field) => field.id === id))) throw forbidden('field.unknown');
    const changed: { name: string; before: string; after: string }[] = [];
    for (const field of fields) {
      const typed = input.values[field.id];
      if (typed === undefined) continue;
      const after = checked(tx, field, typed);
      if (after === field.value) continue;
      if (after === '') tx.statement('DELETE FROM metadata_values WHERE subject_kind = ? AND subject_id = ? AND field_id = ?').run(subject.kind, subject.id, field.id);
      else tx.statement('INSERT INTO metadata_values (subject_kind, subject_id, field_id, value) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value').run(subject.kind, subject.id, field.id, after);
      changed.push({ name: field.name, before: field.value, after });
    }
    const before = readKeywords(tx, subject);
    if (keywords && keywords.join('\n') !== before.join('\n')) {
      tx.statement('DELETE FROM keywords WHERE subject_kind = ? AND subject_id = ?').run(subject.kind, subject.id);
      for (const keyword of keywords) tx.statement('INSERT INTO keywords (subject_kind, subject_id, keyword) VALUES (?, ?, ?)').run(subject.kind, subject.id, keyword);
      changed.push({ name: 'keywords', before: before.join(', '), after: keywords.join(', ') });
    }
    if (changed.length === 0) return;
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'metadata.set', subject, ...(subject.kind === 'document' ? { parent: { kind: 'case' as const, id: caseId } } : {}), payload: { changed } });
  });
}
