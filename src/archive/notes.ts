import type { Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { forbidden, invalid, notFound } from '../core/errors.ts';
import type { Ids } from '../core/ids.ts';
import type { Database, Reader } from '../db/index.ts';
import { findCase } from './cases/find-case.ts';
import { getDocument } from './documents.ts';

type Deps = { db: Database; clock: Clock; ids: Ids };
export type NoteSubject = { kind: 'case' | 'document'; id: string };
export type Note = { id: string; text: string; author: string; own: boolean; createdAt: string; editedAt: string | null };

const mostCharacters = 10_000;

function plain(text: string): string {
  const trimmed = text.trim();
  if (!trimmed) throw invalid('note.empty');
  if (trimmed.length > mostCharacters) throw invalid('note.too_long', { most: mostCharacters });
  return trimmed;
}

/** Whoever sees a case or document may note on it. Answers the id of its case; not_found otherwise. */
const caseOf = (reader: Reader, actor: Actor, subject: NoteSubject): string => (subject.kind === 'case' ? findCase(reader, actor, subject.id).id : getDocument(reader, actor, subject.id).caseId);

const logged = (subject: NoteSubject, caseId: string) => ({ subject, ...(subject.kind === 'document' ? { parent: { kind: 'case' as const, id: caseId } } : {}) });

/** Errors: note.empty, note.too_long (`most`). */
export function addNote(deps: Deps, actor: Actor, subject: NoteSubject, text: string): void {
  deps.db.write((tx) => {
    const caseId = caseOf(tx, actor, subject);
    const written = plain(text);
    const at = deps.clock.now();
    const id = deps.ids.uuid();
    tx.statement('INSERT INTO notes (id, subject_kind, subject_id, text, author_id, created_at) VALUES (?, ?, ?, ?, ?, ?)').run(id, subject.kind, subject.id, written, actor.id, at.toISOString());
    record(tx, { at, actorId: actor.id, event: 'note.added', ...logged(subject, caseId), payload: { id, text: written } });
  });
}

/** What one's own note is on. Errors: not_found, forbidden note.not_yours. */
export const noteSubject = (reader: Reader, actor: Actor, noteId: string): NoteSubject => ownNote(reader, actor, noteId).subject;

/** One's own note, in other words; what it said stands in the log. forbidden for somebody else's. */
export function editNote(deps: Deps, actor: Actor, noteId: string, text: string): NoteSubject {
  return deps.db.write((tx) => {
    const { subject, caseId, before } = ownNote(tx, actor, noteId);
    const written = plain(text);
    const at = deps.clock.now();
    tx.statement('UPDATE notes SET text = ?, edited_at = ? WHERE id = ?').run(written, at.toISOString(), noteId);
    record(tx, { at, actorId: actor.id, event: 'note.edited', ...logged(subject, caseId), payload: { id: noteId, before, text: written } });
    return subject;
  });
}

/** One's own note is taken away; the log keeps it. `back` brings it again. */
export function removeNote(deps: Deps, actor: Actor, noteId: string, options: { back?: boolean } = {}): NoteSubject {
  return deps.db.write((tx) => {
    const { subject, caseId, before } = ownNote(tx, actor, noteId, options.back === true);
    const at = deps.clock.now();
    tx.statement('UPDATE notes SET removed_at = ? WHERE id = ?').run(options.back ? null : at.toISOString(), noteId);
    record(tx, { at, actorId: actor.id, event: options.back ? 'note.restored' : 'note.removed', ...logged(subject, caseId), payload: { id: noteId, text: before } });
    return subject;
  });
}

function ownNote(reader: Reader, actor: Actor, noteId: string, removed = false): { subject: NoteSubject; caseId: string; before: string } {
  const row = reader.statement(`SELECT subject_kind AS kind, subject_id AS id, author_id AS author, text FROM notes WHERE id = ? AND removed_at IS ${removed ? 'NOT ' : ''}NULL`).get(noteId) as (NoteSubject & { author: string; text: string }) | undefined;
  if (!row) throw notFound();
  const subject = { kind: row.kind, id: row.id };
  const caseId = caseOf(reader, actor, subject);
  if (row.author !== actor.id) throw forbidden('note.not_yours');
  return { subject, caseId, before: row.text };
}

/** Notes on a case or document, newest first. */
export function listNotes(reader: Reader, actor: Actor, subject: NoteSubject): Note[] {
  caseOf(reader, actor, subject);
  const rows = reader.statement(`SELECT n.id, n.text, u.name AS author, n.author_id AS authorId, n.created_at AS createdAt, n.edited_at AS editedAt FROM notes n JOIN users u ON u.id = n.author_id
    WHERE n.subject_kind = ? AND n.subject_id = ? AND n.removed_at IS NULL ORDER BY n.created_at DESC, n.id`).all(subject.kind, subject.id) as (Omit<Note, 'own'> & { authorId: string })[];
  return rows.map(({ authorId, ...note }) => ({ ...note, own: authorId === actor.id }));
}
