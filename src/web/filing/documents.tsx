import { mayChangeCase } from '../../access/index.ts';
import { addAttachment, addNote, attachmentAsDocument, addVersion, approveDocument, changeDocument, copyToCase, getDocument, listDocumentTypes, moveToCase, openVersion, readKeywords, readValues, searchCases, setValues } from '../../archive/index.ts';
import { Problem } from '../../core/errors.ts';
import { EditDocument, MoveDocument } from '../../../views/filing/edit-document.tsx';
import { texts } from '../../../views/texts.ts';
import { documentRefused } from '../archive/document.tsx';
import { around } from '../archive/around.ts';
import { contentDisposition } from '../content-disposition.ts';
import { attempt, readForm, type Form } from '../form.ts';
import { page } from '../page.tsx';
import { receiveFiles } from '../receive-files.ts';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';

const idOf = (c: Ctx) => c.req.param('id') ?? '';

function editPage(c: Ctx, typed?: Form, problem?: Problem) {
  const { db } = c.get('deps');
  const actor = c.get('actor');
  const document = getDocument(db, actor, idOf(c));
  const subject = { kind: 'document' as const, id: document.id };
  const { type } = db.statement('SELECT document_type_id AS type FROM documents WHERE id = ?').get(document.id) as { type: string | null };
  const shownType = typed ? typed.text('type') || null : type;
  const fields = readValues(db, actor, subject, shownType).map((field) => ({ ...field, value: typed?.has(`felt-${field.id}`) ? typed.text(`felt-${field.id}`) : field.value }));
  const values = typed ? { title: typed.text('titel'), documentTypeId: typed.text('type') || null, keywords: typed.text('noegleord') } : { title: document.title, documentTypeId: type, keywords: readKeywords(db, subject).join(', ') };
  return page(c, { title: texts.filing.editTitle, lead: document.title, crumbs: around(c, document, texts.filing.editTitle), problem },
    <EditDocument id={document.id} values={values} titled={document.direction === 'internal'} types={listDocumentTypes(db)} fields={fields} asks={typed !== undefined && !problem} />);
}

export const showEdit = (c: Ctx) => editPage(c);

export async function takeEdit(c: Ctx) {
  const deps = c.get('deps');
  const actor = c.get('actor');
  const form = await readForm(c);
  const document = getDocument(deps.db, actor, idOf(c));
  const subject = { kind: 'document' as const, id: document.id };
  const documentTypeId = form.text('type') || null;
  const fields = readValues(deps.db, actor, subject, documentTypeId);
  // Of another type than the form was shown for: what that one asks for is filled in before anything is saved.
  if (form.text('type') !== form.text('vist') && fields.some(({ active }) => active)) return editPage(c, form);
  const values = Object.fromEntries(fields.map(({ id }) => [id, form.text(`felt-${id}`)]));
  return attempt(c, () => {
    // All of the form or nothing of it.
    deps.db.write(() => {
      changeDocument(deps, actor, document.id, { title: document.direction === 'internal' ? form.text('titel') : document.title, documentTypeId });
      setValues(deps, actor, subject, { values, keywords: form.text('noegleord').split(',') });
    });
    sayDone(c, 'documentChanged');
  }, { to: `/dokumenter/${document.id}` }, (problem) => editPage(c, form, problem));
}

export async function takeVersion(c: Ctx) {
  const id = idOf(c);
  const { refused } = await receiveFiles(c, 1, (file) => addVersion(c.get('deps'), c.get('actor'), id, file));
  if (refused[0]) return documentRefused(c, id, { problem: refused[0].problem });
  sayDone(c, 'versionAdded');
  return c.redirect(`/dokumenter/${id}`, 303);
}

/** An attachment as a document of its own; its page is shown, where it can be moved. */
export async function takeAttachmentApart(c: Ctx) {
  const form = await readForm(c);
  const made = attachmentAsDocument(c.get('deps'), c.get('actor'), idOf(c), Number(form.text('bilag')));
  sayDone(c, 'attachmentParted');
  return c.redirect(`/dokumenter/${made}`, 303);
}

/** Files beside the document; one that is refused does not stop the next. */
export async function takeDocumentAttachments(c: Ctx) {
  const id = idOf(c);
  const { taken, refused } = await receiveFiles(c, 50, (file) => addAttachment(c.get('deps'), c.get('actor'), id, file));
  if (refused[0]) return documentRefused(c, id, { problem: refused[0].problem });
  if (taken.length > 0) sayDone(c, 'attachmentsAdded');
  return c.redirect(`/dokumenter/${id}`, 303);
}

/** An old version, byte for byte. */
export async function showVersion(c: Ctx) {
  const row = openVersion(c.get('deps'), c.get('actor'), idOf(c), Number(c.req.param('number')));
  return new Response(await c.get('deps').files.slice(row.blobId, 0, row.size), { headers: { 'Content-Type': 'application/octet-stream', 'Content-Disposition': contentDisposition('attachment', row.filename), 'Content-Length': String(row.size) } });
}

export async function takeApproval(c: Ctx) {
  const approved = (await readForm(c)).text('godkendt') === '1';
  return attempt(c, () => {
    approveDocument(c.get('deps'), c.get('actor'), idOf(c), approved);
    sayDone(c, approved ? 'documentApproved' : 'approvalTakenBack');
  }, { to: `/dokumenter/${idOf(c)}` }, (problem) => documentRefused(c, idOf(c), { problem }));
}

function movePage(c: Ctx, typed = '', problem?: Problem) {
  const { db } = c.get('deps');
  const actor = c.get('actor');
  const document = getDocument(db, actor, idOf(c));
  const hits = typed ? searchCases(c.get('deps'), actor, typed).rows.filter((row) => mayChangeCase(db, actor, row.id)).slice(0, 20) : undefined;
  return page(c, { title: texts.filing.moveTitle, lead: document.title, crumbs: around(c, document, texts.filing.moveTitle), problem }, <MoveDocument id={document.id} words={typed} hits={hits} />);
}

export const showMove = (c: Ctx) => movePage(c);

/** A search for the other case, or with `sag` the act itself. */
export async function takeMove(c: Ctx) {
  const form = await readForm(c);
  const caseId = form.text('sag');
  if (!caseId) return movePage(c, form.text('ord'));
  const copies = form.text('hvordan') === 'kopi';
  let id = idOf(c);
  return attempt(c, async () => {
    if (copies) id = await copyToCase(c.get('deps'), c.get('actor'), id, caseId);
    else moveToCase(c.get('deps'), c.get('actor'), id, caseId);
    sayDone(c, copies ? 'documentCopied' : 'documentMoved');
  }, { to: () => `/dokumenter/${id}` }, (problem) => movePage(c, '', problem));
}

export async function takeDocumentNote(c: Ctx) {
  const note = (await readForm(c)).text('tekst');
  return attempt(c, () => {
    addNote(c.get('deps'), c.get('actor'), { kind: 'document', id: idOf(c) }, note);
    sayDone(c, 'noteAdded');
  }, { to: `/dokumenter/${idOf(c)}#noter` }, (problem) => documentRefused(c, idOf(c), { problem, note }));
}
