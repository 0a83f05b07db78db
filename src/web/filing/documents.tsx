import { mayChangeCase, type Actor } from '../../access/index.ts';
import { addNote, addVersion, approveDocument, changeDocument, copyToCase, getDocument, listDocumentTypes, listNotes, listVersions, mayApproveOn, moveToCase, readKeywords, readValues, searchCases, setValues } from '../../archive/index.ts';
import { notFound, Problem } from '../../core/errors.ts';
import type { Reader } from '../../db/index.ts';
import type { DocumentExtras } from '../../../views/filing/document-acts.tsx';
import { EditDocument, MoveDocument } from '../../../views/filing/edit-document.tsx';
import { texts } from '../../../views/texts.ts';
import { around } from '../archive/around.ts';
import { contentDisposition } from '../content-disposition.ts';
import { attempt, readForm, type Form } from '../form.ts';
import { page } from '../page.tsx';
import { receiveFiles } from '../receive-files.ts';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';

/** What the document's page shows beside its files. */
export function documentExtras(reader: Reader, actor: Actor, id: string, parts: { gone?: string | undefined; typed?: string | undefined } = {}): DocumentExtras {
  const document = getDocument(reader, actor, id);
  const subject = { kind: 'document' as const, id };
  const row = reader.statement('SELECT d.version, d.approved_at AS at, u.name AS by, d.readable, coalesce(d.searchable_reason, (SELECT m.searchable_reason FROM messages m WHERE m.document_id = d.id)) AS unsearchable, d.folder FROM documents d LEFT JOIN users u ON u.id = d.approved_by WHERE d.id = ?').get(id) as
    { version: number; at: string | null; by: string | null; readable: DocumentExtras['readable']; unsearchable: string | null; folder: string | null };
  return {
    mayChange: mayChangeCase(reader, actor, document.caseId), mayApprove: mayApproveOn(reader, actor, document.caseId), version: row.version, approved: row.at ? { at: row.at, by: row.by ?? '' } : null, readable: row.readable, unsearchable: row.unsearchable, folder: row.folder,
    fields: readValues(reader, actor, subject), keywords: readKeywords(reader, subject), versions: listVersions(reader, actor, id), notes: listNotes(reader, actor, subject), gone: parts.gone, typed: parts.typed,
  };
}

const idOf = (c: Ctx) => c.req.param('id') ?? '';

function editPage(c: Ctx, typed?: Form, problem?: Problem) {
  const { db } = c.get('deps');
  const actor = c.get('actor');
  const document = getDocument(db, actor, idOf(c));
  const subject = { kind: 'document' as const, id: document.id };
  const { type } = db.statement('SELECT document_type_id AS type FROM documents WHERE id = ?').get(document.id) as { type: string | null };
  const fields = readValues(db, actor, subject).map((field) => ({ ...field, value: typed ? typed.text(`felt-${field.id}`) : field.value }));
  const values = typed ? { title: typed.text('titel'), documentTypeId: typed.text('type') || null, keywords: typed.text('noegleord') } : { title: document.title, documentTypeId: type, keywords: readKeywords(db, subject).join(', ') };
  return page(c, { title: texts.filing.editTitle, lead: document.title, crumbs: around(c, document, texts.filing.editTitle), problem },
    <EditDocument id={document.id} values={values} titled={document.direction === 'internal'} types={listDocumentTypes(db)} fields={fields} />);
}

export const showEdit = (c: Ctx) => editPage(c);

export async function takeEdit(c: Ctx) {
  const deps = c.get('deps');
  const actor = c.get('actor');
  const form = await readForm(c);
  const document = getDocument(deps.db, actor, idOf(c));
  const subject = { kind: 'document' as const, id: document.id };
  const values = Object.fromEntries(readValues(deps.db, actor, subject).map(({ id }) => [id, form.text(`felt-${id}`)]));
  return attempt(c, () => {
    setValues(deps, actor, subject, { values, keywords: form.text('noegleord').split(',') });
    changeDocument(deps, actor, document.id, { title: document.direction === 'internal' ? form.text('titel') : document.title, documentTypeId: form.text('type') || null });
    sayDone(c, 'documentChanged');
  }, { to: `/dokumenter/${document.id}` }, (problem) => editPage(c, form, problem));
}

export async function takeVersion(c: Ctx) {
  const id = idOf(c);
  const { refused } = await receiveFiles(c, 1, (file) => addVersion(c.get('deps'), c.get('actor'), id, file));
  if (refused[0]) throw refused[0].problem;
  sayDone(c, 'versionAdded');
  return c.redirect(`/dokumenter/${id}`, 303);
}

/** An old version, byte for byte. */
export async function showVersion(c: Ctx) {
  const { db, files } = c.get('deps');
  getDocument(db, c.get('actor'), idOf(c));
  const row = db.statement('SELECT blob_id AS blobId, filename, size FROM document_versions WHERE document_id = ? AND version = ?').get(idOf(c), Number(c.req.param('number'))) as { blobId: string; filename: string; size: number } | undefined;
  if (!row) throw notFound();
  return new Response(await files.slice(row.blobId, 0, row.size), { headers: { 'Content-Type': 'application/octet-stream', 'Content-Disposition': contentDisposition('attachment', row.filename), 'Content-Length': String(row.size) } });
}

export async function takeApproval(c: Ctx) {
  const approved = (await readForm(c)).text('godkendt') === '1';
  approveDocument(c.get('deps'), c.get('actor'), idOf(c), approved);
  sayDone(c, approved ? 'documentApproved' : 'approvalTakenBack');
  return c.redirect(`/dokumenter/${idOf(c)}`, 303);
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
  const text = (await readForm(c)).text('tekst');
  addNote(c.get('deps'), c.get('actor'), { kind: 'document', id: idOf(c) }, text);
  sayDone(c, 'noteAdded');
  return c.redirect(`/dokumenter/${idOf(c)}#noter`, 303);
}
