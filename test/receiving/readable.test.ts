import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { logIn } from '../../src/access/index.ts';
import { createApp } from '../../src/app.ts';
import { plainLetter } from '../../src/pdf/index.ts';
import { caseFor, getDocument, listDocumentTypes, setDocumentTypeRestricted } from '../../src/archive/index.ts';
import { lookAtEarlierScan } from '../../src/jobs/earlier-scans.ts';
import { fileMessages, makeReadable } from '../../src/receiving/index.ts';
import { plain, writeMail, type MailFile } from '../../src/sandbox/post/mail.ts';
import { inFolder, photograph, scanPdf } from '../support/scans.ts';
import { origin } from '../web/portal.ts';
import { makeMailBox, type MailBox } from './box.ts';

let box: MailBox;
let app: ReturnType<typeof createApp>;
const tokens = new Map<string, string>();
beforeAll(async () => {
  box = await makeMailBox();
  app = createApp(box.deps);
  for (const username of ['lise', 'peter']) tokens.set(username, (await logIn(box.deps, { username, password: `demo-${username}`, address: username })).token);
}, 60_000);
afterAll(() => box.close());

const get = (path: string, as = 'lise') => app.request(`${origin}${path}`, { headers: { Cookie: `__Host-elevarkiv=${tokens.get(as)}` } });
const student = () => box.rows<{ cpr: string; name: string }>("SELECT cpr, name FROM people WHERE kind = 'student' ORDER BY cpr LIMIT 1")[0]!;
const isPng = async (answer: Response) => answer.status === 200 && answer.headers.get('content-type') === 'image/png' && Buffer.from(await answer.arrayBuffer()).subarray(1, 4).toString() === 'PNG';
const readable = (id: string) => makeReadable(box.deps, box.deps.documents, plainLetter, id);

async function arrive(title: string, additional: MailFile[]): Promise<string> {
  const cvr = JSON.parse(box.rows<{ value: string }>("SELECT value FROM settings WHERE key = 'sender.cvr'")[0]!.value) as string;
  await box.raw(writeMail({ title, sender: { kind: 'CPR', number: student().cpr, name: student().name }, recipient: { cvr, name: 'Skolen' }, main: [plain('Se bilagene')], additional }, new Date()).xml);
  await box.poll();
  return box.rows<{ id: string }>('SELECT id FROM messages WHERE title = ?', title)[0]!.id;
}

const letters = new Uint8Array(readFileSync(join(import.meta.dir, '../../samples/optagelsesbreve.pdf')));

test('PDFs of a message are seen in the page as pictures of their pages, before and after it is filed', async () => {
  const id = await arrive('Med PDF', [{ filename: 'breve.pdf', mime: 'application/pdf', content: letters }, { filename: 'side.html', mime: 'text/html', content: new TextEncoder().encode('<script>alert(1)</script>Hej') }]);
  const { position } = box.rows<{ position: number }>("SELECT position FROM message_files WHERE message_id = ? AND mime = 'application/pdf'", id)[0]!;
  // Nobody has counted its pages yet: the first is shown.
  const before = await (await get(`/modtaget?brev=${id}`)).text();
  expect(before).toContain(`/modtaget/${id}/filer/${position}/sider/1"`);
  expect(before).not.toContain('/sider/2"');
  expect(await isPng(await get(`/modtaget/${id}/filer/${position}/sider/1`))).toBe(true);
  expect((await get(`/modtaget/${id}/filer/${position}/sider/2`)).status).toBe(404);
  await box.deps.db.write((tx) => { const at = box.deps.clock.now(); return caseFor(tx, box.deps, { recipient: { kind: 'cpr', number: student().cpr }, name: student().name, at, actorId: null }); });
  const caseId = box.rows<{ id: string }>('SELECT case_id AS id FROM case_identifiers WHERE number = ?', student().cpr)[0]!.id;
  fileMessages(box.deps, box.user('lise'), [id], `case:${caseId}`);
  await readable(id);
  const { pages } = box.rows<{ pages: number }>('SELECT pages FROM message_files WHERE message_id = ? AND position = ?', id, position)[0]!;
  expect(pages).toBeGreaterThan(2);
  const after = await (await get(`/modtaget?brev=${id}`)).text();
  expect(after).toContain('/sider/2"');
  expect(after).not.toContain('<iframe');
  expect(after).not.toContain('<script>alert');
  expect(await isPng(await get(`/modtaget/${id}/filer/${position}/sider/${pages}`))).toBe(true);
  expect((await get(`/modtaget/${id}/filer/${position}/sider/${pages + 1}`)).status).toBe(404);
  // Filed: the letter and what came with it are tabs, each with its pages; in the list it has a picture.
  const { documentId } = box.rows<{ documentId: string }>('SELECT document_id AS documentId FROM messages WHERE id = ?', id)[0]!;
  const document = getDocument(box.deps.db, box.user('lise'), documentId);
  expect(document.files.filter((file) => file.mime === 'application/pdf').every((file) => (file.pages ?? 0) > 0)).toBe(true);
  const page = await (await get(`/dokumenter/${documentId}`)).text();
  const [, tab] = /class="viewer-tabs".*?\?fil=(bilag-\d+)"/.exec(page)!;
  expect(await (await get(`/dokumenter/${documentId}?fil=${tab}`)).text()).toContain(`/filer/bilag/${Number(tab!.slice(6)) - 1}/sider/2"`);
  expect(await (await get(`/sager/${caseId}`)).text()).toContain(`/dokumenter/${documentId}/miniature`);
  expect(await isPng(await get(`/dokumenter/${documentId}/miniature`))).toBe(true);
  expect((await get(`/dokumenter/${documentId}/miniature`, 'peter')).status).toBe(404);
  expect((await get(`/modtaget/${id}/filer/${position}/sider/1`, 'peter')).status).toBe(404);
  const type = listDocumentTypes(box.deps.db)[0]!.id;
  setDocumentTypeRestricted(box.deps, box.user('rune'), type, true);
  box.deps.db.statement('UPDATE documents SET document_type_id = ? WHERE id = ?').run(type, documentId);
  for (const path of [`/dokumenter/${documentId}/miniature`, `/modtaget/${id}/filer/${position}/sider/1`]) expect((await get(path)).status).toBe(404);
}, 60_000);

const hasScanTools = ['tesseract', 'pdftoppm'].every((tool) => existsSync(`/usr/bin/${tool}`));
/** The first page as a telephone would take it. */
const photo = (pdf: Uint8Array) => inFolder((folder) => {
  writeFileSync(join(folder, 'in.pdf'), pdf);
  Bun.spawnSync(['pdftoppm', '-jpeg', '-singlefile', '-r', '200', join(folder, 'in.pdf'), join(folder, 'p')]);
  return new Uint8Array(readFileSync(join(folder, 'p.jpg')));
});

test.skipIf(!hasScanTools)('the words of a photographed letter that came as a picture are read and searched', async () => {
  const { pdf } = await plainLetter({ from: 'Forælder', date: '24. nov. 2026', heading: 'Samtykke', text: 'Jeg giver hermed samtykke til klassens studietur til Bornholm.' });
  const id = await arrive('Foto af samtykke', [{ filename: 'foto.jpg', mime: 'image/jpeg', content: photo(pdf) }]);
  await readable(id);
  expect(box.rows<{ text: string }>('SELECT full_text AS text FROM messages WHERE id = ?', id)[0]!.text).toContain('studietur til Bornholm');
  const shown = await (await get(`/modtaget?brev=${id}`)).text();
  expect(shown).toContain('class="mail-picture"');
}, 120_000);

test.skipIf(!['tesseract', 'pdftotext', 'pdftoppm'].every((tool) => Bun.which(tool)))('a scan that came as post gets a searchable PDF beside it, and the file is as it came', async () => {
  const scan = await scanPdf(photograph(letters, [1, 1]));
  const id = await arrive('Scannet', [{ filename: 'scan.pdf', mime: 'application/pdf', content: scan }]);
  await box.deps.db.write((tx) => { const at = box.deps.clock.now(); return caseFor(tx, box.deps, { recipient: { kind: 'cpr', number: student().cpr }, name: student().name, at, actorId: null }); });
  const caseId = box.rows<{ id: string }>('SELECT case_id AS id FROM case_identifiers WHERE number = ?', student().cpr)[0]!.id;
  fileMessages(box.deps, box.user('lise'), [id], `case:${caseId}`);
  await readable(id);
  const files = box.rows<{ kind: string; filename: string; blob: string; pages: number; position: number }>('SELECT kind, filename, blob_id AS blob, pages, position FROM message_files WHERE message_id = ?', id);
  const [came, copy] = [files.find(({ filename }) => filename === 'scan.pdf')!, files.find(({ filename }) => filename === 'scan (OCR).pdf')!];
  expect([copy.kind, copy.pages, came.pages]).toEqual(['readable', 1, 1]);
  expect(Buffer.from(await box.deps.files.read(came.blob)).equals(Buffer.from(scan))).toBe(true);
  const bytes = await box.deps.files.read(copy.blob);
  const text = inFolder((folder) => { writeFileSync(join(folder, 'in.pdf'), bytes); return Bun.spawnSync(['pdftotext', join(folder, 'in.pdf'), '-']).stdout.toString(); });
  expect(text).toContain('Birkelund');
  const page = await (await get(`/modtaget?brev=${id}`)).text();
  expect(page).toContain('Søgbar PDF');
  expect(page).not.toContain(`/modtaget/${id}/filer/${copy.position}/sider/1"`);
  const documentId = box.rows<{ id: string }>('SELECT document_id AS id FROM messages WHERE id = ?', id)[0]!.id;
  expect(await (await get(`/dokumenter/${documentId}`)).text()).toContain('Søgbar PDF: scan');
}, 120_000);

test.skipIf(!['tesseract', 'pdftotext', 'pdftoppm'].every((tool) => Bun.which(tool)))('post of before scans got a searchable PDF gets one in the background, here and on its case', async () => {
  const scan = await scanPdf(photograph(letters, [1, 1]));
  const id = await arrive('Fra før', [{ filename: 'før.pdf', mime: 'application/pdf', content: scan }, { filename: 'foto.jpg', mime: 'image/jpeg', content: photo(letters) }]);
  await box.deps.db.write((tx) => { const at = box.deps.clock.now(); return caseFor(tx, box.deps, { recipient: { kind: 'cpr', number: student().cpr }, name: student().name, at, actorId: null }); });
  fileMessages(box.deps, box.user('lise'), [id], `case:${box.rows<{ id: string }>('SELECT case_id AS id FROM case_identifiers WHERE number = ?', student().cpr)[0]!.id}`);
  await makeReadable(box.deps, { ...box.deps.documents, layer: async () => null }, plainLetter, id);
  const files = () => box.rows<{ kind: string; filename: string; blob: string }>('SELECT kind, filename, blob_id AS blob FROM message_files WHERE message_id = ? ORDER BY position', id);
  const before = files();
  const sql = readFileSync(join(import.meta.dir, '../../src/db/migrations/0110-earlier-scans.sql'), 'utf8');
  box.deps.db.write((tx) => {
    tx.statement("DELETE FROM jobs WHERE kind IN ('read-document', 'make-message-readable')").run();
    for (const part of sql.slice(sql.indexOf('INSERT')).split(';').filter((each) => each.includes("'message'"))) tx.statement(part).run();
  });
  // Those that have theirs are not looked at again.
  expect(box.rows<{ id: string }>("SELECT id FROM earlier_scans WHERE id IN (SELECT message_id FROM message_files WHERE filename = 'scan (OCR).pdf')")).toEqual([]);
  while (await lookAtEarlierScan(box.deps));
  const after = files();
  expect(after.map(({ kind, filename }) => [kind, filename])).toEqual([...before.map(({ kind, filename }) => [kind, filename]), ['readable', 'før (OCR).pdf']]);
  const words = async (blob: string) => {
    const bytes = await box.deps.files.read(blob);
    return inFolder((folder) => { writeFileSync(join(folder, 'in.pdf'), bytes); return Bun.spawnSync(['pdftotext', join(folder, 'in.pdf'), '-']).stdout.toString(); });
  };
  for (const filename of ['før (OCR).pdf', 'foto.pdf']) expect([filename, await words(after.find((file) => file.filename === filename)!.blob)]).toEqual([filename, expect.stringContaining('Birkelund')]);
  // The picture's copy was made anew; what came and the letter's own text are as they were.
  expect(after.filter(({ blob }) => !before.some((file) => file.blob === blob)).map(({ filename }) => filename)).toEqual(['foto.pdf', 'før (OCR).pdf']);
  const onCase = box.rows<{ blob: string }>("SELECT f.blob_id AS blob FROM messages m JOIN document_files f ON f.document_id = m.document_id WHERE m.id = ? AND f.role = 'readable'", id).map(({ blob }) => blob);
  expect(after.filter(({ kind }) => kind === 'readable').every(({ blob }) => onCase.includes(blob))).toBe(true);
}, 120_000);
