import { addNote, editNote, getCase, listNotes, noteSubject, removeNote, type NoteSubject } from '../../archive/index.ts';
import type { Problem } from '../../core/errors.ts';
import { Notes, type EditedNote } from '../../../views/cases/notes.tsx';
import { documentRefused } from '../archive/document.tsx';
import { casePage } from '../archive/case-page.tsx';
import { attempt, readForm } from '../form.ts';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';

function notesPage(c: Ctx, caseId: string, parts: { typed?: string; editing?: EditedNote; problem?: Problem } = {}) {
  const { db } = c.get('deps');
  const found = getCase(db, c.get('actor'), caseId);
  const notes = listNotes(db, c.get('actor'), { kind: 'case', id: caseId });
  return casePage(c, found, 'notes', <Notes action={`/sager/${caseId}/noter`} notes={notes} typed={parts.typed} editing={parts.editing} gone={c.req.query('fjernet')} />, { problem: parts.problem });
}

export const showNotes = (c: Ctx) => notesPage(c, c.req.param('id') ?? '');

export async function takeNote(c: Ctx) {
  const caseId = c.req.param('id') ?? '';
  const text = (await readForm(c)).text('tekst');
  return attempt(c, () => {
    addNote(c.get('deps'), c.get('actor'), { kind: 'case', id: caseId }, text);
    sayDone(c, 'noteAdded');
  }, { to: `/sager/${caseId}/noter` }, (problem) => notesPage(c, caseId, { typed: text, problem }));
}

const addressOf = (subject: NoteSubject) => (subject.kind === 'case' ? `/sager/${subject.id}/noter` : `/dokumenter/${subject.id}`);

export async function takeNoteEdit(c: Ctx) {
  const noteId = c.req.param('id') ?? '';
  const subject = noteSubject(c.get('deps').db, c.get('actor'), noteId);
  const editing = { id: noteId, text: (await readForm(c)).text('tekst') };
  return attempt(c, () => {
    editNote(c.get('deps'), c.get('actor'), noteId, editing.text);
    sayDone(c, 'noteEdited');
  }, { to: `${addressOf(subject)}#note-${noteId}` }, (problem) => (subject.kind === 'case' ? notesPage(c, subject.id, { editing, problem }) : documentRefused(c, subject.id, { editing, problem })));
}

export function takeNoteRemoval(c: Ctx) {
  const noteId = c.req.param('id') ?? '';
  const subject = removeNote(c.get('deps'), c.get('actor'), noteId);
  return c.redirect(`${addressOf(subject)}?fjernet=${noteId}`, 303);
}

export function takeNoteBack(c: Ctx) {
  const noteId = c.req.param('id') ?? '';
  const subject = removeNote(c.get('deps'), c.get('actor'), noteId, { back: true });
  return c.redirect(`${addressOf(subject)}#note-${noteId}`, 303);
}
