import type { Note } from '../../src/archive/index.ts';
import { danishTime } from '../../src/core/dates.ts';
import { Act } from '../components/act.tsx';
import { Empty } from '../components/empty.tsx';
import { TextArea } from '../components/text-area.tsx';
import { texts } from '../texts.ts';

const words = texts.cases;

/** A note as somebody would have it, where it could not be so. */
export type EditedNote = { id: string; text: string };

const NoteItem = ({ note, editing }: { note: Note; editing: EditedNote | undefined }) => (
  <li class="note" id={`note-${note.id}`}>
    <p class="note-head"><strong>{note.author}</strong> <span class="quiet">{danishTime(note.createdAt)}{note.editedAt ? `, ${words.edited} ${danishTime(note.editedAt)}` : ''}</span></p>
    <p class="note-text">{note.text}</p>
    {note.own ? (
      <div class="acts">
        <details class="note-edit" open={editing?.id === note.id}>
          <summary class="function-link">{words.editNote}</summary>
          <form method="post" action={`/noter/${note.id}`}>
            <TextArea id={`tekst-${note.id}`} name="tekst" label={words.editNote} value={editing?.id === note.id ? editing.text : note.text} maxlength={10_000} required />
            <button class="button button-secondary" type="submit">{words.save}</button>
          </form>
        </details>
        <Act action={`/noter/${note.id}/fjernelse`} label={words.removeNote} look="link" about={danishTime(note.createdAt)} />
      </div>
    ) : null}
  </li>
);

/** Notes to colleagues: the newest first, a new one on top. `gone`: one's own that was just taken away. */
export const Notes = ({ action, notes, typed, gone, editing, small }: { /** Beside other things: says nothing where there are none. */ small?: boolean; action: string; notes: Note[]; typed?: string | undefined; gone?: string | undefined; editing?: EditedNote | undefined }) => (
  <div class="notes">
    {gone ? <p class="note-gone" role="status">{words.noteGone} <Act action={`/noter/${gone}/tilbagetagelse`} label={words.noteBack} look="link" /></p> : null}
    <form class="panel" method="post" action={action}>
      <TextArea id="tekst" name="tekst" label={words.newNote} value={typed} maxlength={10_000} required />
      <button class="button button-primary" type="submit">{words.addNote}</button>
    </form>
    {notes.length === 0 && small ? null : notes.length === 0 ? <Empty icon="edit" heading={words.noNotes}>{words.noNotesText}</Empty> : <ol class="note-list">{notes.map((note) => <NoteItem note={note} editing={editing} />)}</ol>}
  </div>
);
