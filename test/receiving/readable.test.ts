import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { logIn } from '../../src/access/index.ts';
import { createApp } from '../../src/app.ts';
import { readMemo } from '../../src/connectors/digital-post/index.ts';
import { plainLetter } from '../../src/pdf/index.ts';
import { caseFor, getDocument, listDocumentTypes, setDocumentTypeRestricted } from '../../src/archive/index.ts';
import { lookAtEarlierScan } from '../../src/jobs/earlier-scans.ts';
import { fileMessages, getMessage, makeReadable, saveRule, switchRule, takeMessages, testRule, tryMessage, undoDecision } from '../../src/receiving/index.ts';
import { plain, writeMail, type MailFile } from '../../src/sandbox/post/mail.ts';
import { openDocumentFile, sheetFile, wordFile, zipped } from '../support/office-files.ts';
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

test('a rule about words finds a letter that is a PDF once it has been read, unless somebody has touched it', async () => {
  const { deps } = box;
  const rule = saveRule(deps, box.user('lise'), null, { name: 'Studietur', conditions: { sender: '', subject: '', words: 'bornholm studietur', attachment: '' }, target: { userId: box.user('peter').id, groupId: null } });
  testRule(deps, box.user('lise'), rule);
  switchRule(deps, box.user('lise'), rule, true);
  const { pdf } = await plainLetter({ from: 'Kommunen', date: 'i dag', heading: 'Tilskud', text: 'Der er givet tilskud til klassens studietur til Bornholm.' });
  const cvr = JSON.parse(box.rows<{ value: string }>("SELECT value FROM settings WHERE key = 'sender.cvr'")[0]!.value) as string;
  const come = async (title: string) => {
    await box.raw(writeMail({ title, sender: { kind: 'CVR', number: '29189846', name: 'Kommunen' }, recipient: { cvr, name: 'Skolen' }, main: [{ filename: 'brev.pdf', mime: 'application/pdf', content: pdf }] }, new Date()).xml);
    await box.poll();
    return box.rows<{ id: string }>('SELECT id FROM messages WHERE title = ?', title)[0]!.id;
  };
  // The command that only asks reads the words as well, and moves nothing.
  const before = readMemo(writeMail({ title: 'Spurgt', sender: { kind: 'CVR', number: '29189846', name: 'Kommunen' }, recipient: { cvr, name: 'Skolen' }, main: [{ filename: 'brev.pdf', mime: 'application/pdf', content: pdf }] }, new Date()).xml);
  expect(await tryMessage(deps.db, deps.documents, before)).toMatchObject({ step: 'rule', userName: 'Peter Winther', title: 'Spurgt' });
  const at = (id: string) => { const { place, userName, decision } = getMessage(deps, box.user('lise'), id); return [place, userName, decision.why.key]; };
  const [id, taken] = [await come('Tilskud'), await come('Tilskud igen')];
  expect(at(id)).toEqual(['tray', null, 'distributed.tray']);
  takeMessages(deps, box.user('lise'), [taken]);
  await readable(id);
  await readable(taken);
  expect(at(id)).toEqual(['assigned', 'Peter Winther', 'distributed.rule']);
  expect(at(taken)).toEqual(['assigned', 'Lise Overgaard', 'distributed.taken']);
  // The trial on what is here reads the same words; taken back, it stays so.
  expect(testRule(deps, box.user('lise'), rule).hits.map(({ title }) => title).sort()).toEqual(['Tilskud', 'Tilskud igen']);
  undoDecision(deps, box.user('lise'), id);
  expect(at(id)[0]).toBe('tray');
  await readable(id);
  expect(at(id)[0]).toBe('tray');
  switchRule(deps, box.user('lise'), rule, false);
}, 60_000);

const office = ['soffice', 'pdftoppm'].every((tool) => Bun.which(tool));
test.skipIf(!office)('every kind of file that comes with a letter: kept as it came, called what it is, and those that can be read as PDF are', async () => {
  const text = (words: string) => new TextEncoder().encode(words);
  const { pdf } = await plainLetter({ from: 'x', date: 'y', heading: 'Scanning', text: 'Set' });
  const tiff = inFolder((folder) => {
    writeFileSync(join(folder, 'in.pdf'), pdf);
    Bun.spawnSync(['pdftoppm', '-tiff', '-singlefile', '-r', '60', join(folder, 'in.pdf'), join(folder, 'p')]);
    return new Uint8Array(readFileSync(join(folder, 'p.tif')));
  });
  // What its author called it, its bytes, what it is, and whether a PDF is made of it.
  const files: [name: string, claimed: string, content: Uint8Array, is: string, read: boolean][] = [
    ['aftale.docx', 'application/octet-stream', wordFile(['Aftalen gælder fra mandag']), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', true],
    ['timer.xlsx', 'application/vnd.ms-excel', sheetFile([['Uge', 'Timer'], [47, 12]]), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', true],
    ['frit.odt', 'application/vnd.oasis.opendocument.text', openDocumentFile('<text:p>Fra et frit program</text:p>'), 'application/vnd.oasis.opendocument.text', true],
    ['gammel.rtf', 'text/rtf', text('{\\rtf1 Gammel tekst}'), 'application/rtf', true],
    ['liste.csv', 'text/csv', text('Navn;Klasse\nSofie;1a\n'), 'text/csv', true],
    ['mail.eml', 'message/rfc822', text('From: a@example.dk\r\nTo: b@example.dk\r\nDate: Tue, 24 Nov 2026 10:00:00 +0100\r\nSubject: Hej\r\n\r\nIndlagt mail'), 'message/rfc822', true],
    ['scan.tif', 'image/tiff', tiff, 'image/tiff', true],
    ['side.html', 'text/html', text('<script>alert(1)</script><p>En side</p><img src="https://evil.example/x.gif">'), 'text/html', true],
    ['optagelse.mp4', 'video/mp4', new Uint8Array([0, 0, 0, 24, 0x66, 0x74, 0x79, 0x70, 0x6d, 0x70, 0x34, 0x32, 0, 0, 0, 0]), 'video/mp4', false],
    ['pakke.zip', 'application/zip', zipped({ 'a.txt': 'x' }), 'application/zip', false],
    ['program.exe', 'application/pdf', new Uint8Array([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0]), 'application/octet-stream', false],
    ['tom.txt', 'text/plain', new Uint8Array(), 'text/plain', false],
    ['tegning.svg', 'image/svg+xml', text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'image/svg+xml', false],
  ];
  const id = await arrive('Alle slags', files.map(([filename, mime, content]) => ({ filename, mime, content })));
  await readable(id);
  const rows = box.rows<{ kind: string; filename: string; mime: string; blob: string; position: number }>('SELECT kind, filename, mime, blob_id AS blob, position FROM message_files WHERE message_id = ?', id);
  for (const [filename, , content, is, read] of files) {
    const row = rows.find((each) => each.kind === 'additional' && each.filename === filename)!;
    const copies = rows.filter((each) => each.kind === 'readable' && each.filename === filename.replace(/\.[^.]+$/, '.pdf'));
    expect([filename, row?.mime, copies.length]).toEqual([filename, is, read ? 1 : 0]);
    expect(Buffer.from(await box.deps.files.read(row.blob)).equals(Buffer.from(content))).toBe(true);
    // Whatever it is, nothing of it runs in the page.
    const given = await get(`/modtaget/${id}/filer/${row.position}`);
    expect([filename, given.headers.get('content-type'), given.headers.get('content-disposition')!.startsWith('attachment')]).toEqual([filename, 'application/octet-stream', true]);
  }
  const words = box.rows<{ text: string }>('SELECT full_text AS text FROM messages WHERE id = ?', id)[0]!.text;
  for (const said of ['gælder fra mandag', 'Timer', 'frit program', 'Gammel tekst', 'Sofie', 'Indlagt mail', 'En side']) expect(words).toContain(said);
  const page = await (await get(`/modtaget?brev=${id}`)).text();
  expect(page).toContain('Afsenderen kalder den application/pdf');
  expect(page).not.toContain('evil.example');
  expect(page).not.toContain('<svg xmlns="http://www.w3.org/2000/svg"><script>');
}, 120_000);

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
  box.deps.db.statement('DELETE FROM earlier_scans WHERE id <> ?').run(id);
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
