import { afterAll, beforeAll, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { archiveAttachments, getDocument } from '../../src/archive/index.ts';
import { listCommon, readAttachment, readDispatch, uploadDispatch } from '../../src/sending/index.ts';
import { absenceMerge, chunksOf, pdfOfLines } from '../support/attachments.ts';
import { openPortal, origin, type Portal } from './portal.ts';

let portal: Portal;
let id: string;
beforeAll(async () => {
  portal = openPortal();
  await portal.user('lise', 'Lise', 'secretary');
  await portal.user('karl', 'Karl', 'case_officer');
  const actor = portal.deps.db.statement("SELECT id, username, name FROM users WHERE username = 'lise'").get() as { id: string; username: string; name: string };
  const bytes = new Uint8Array(readFileSync(join(import.meta.dir, '../../samples/optagelsesbreve.pdf')));
  id = await uploadDispatch(portal.deps, { ...actor, roles: ['secretary'] }, { filename: 'brev.pdf', content: chunksOf(bytes) });
  await readDispatch(portal.deps, id);
}, 30_000);
afterAll(() => portal.close());

const lise = () => ({ ...(portal.deps.db.statement("SELECT id, username, name FROM users WHERE username = 'lise'").get() as { id: string; username: string; name: string }), roles: ['secretary' as const] });
const letters = () => portal.deps.db.statement('SELECT id, ordinal, recipient_number AS number, recipient_name AS name FROM letters WHERE dispatch_id = ? ORDER BY ordinal').all(id) as { id: string; ordinal: number; number: string; name: string | null }[];
async function upload(path: string, files: [string, Uint8Array][], as = 'lise') {
  const form = new FormData();
  for (const [name, bytes] of files) form.append('fil', new Blob([bytes as Uint8Array<ArrayBuffer>]), name);
  return portal.app.request(`${origin}${path}`, { method: 'POST', body: form, headers: { 'Sec-Fetch-Site': 'same-origin', Origin: origin, ...portal.cookieOf(as).headers } });
}
const readAll = async () => {
  const rows = portal.deps.db.statement("SELECT id FROM attachment_files WHERE state = 'reading'").all() as { id: string }[];
  for (const row of rows) await readAttachment(portal.deps, row.id);
};
const textOf = async (answer: Response | Promise<Response>) => (await (await answer).text()).replace(/<[^>]+>/g, ' ').replace(/&#39;|&quot;/g, '"').replace(/\s+/g, ' ');

test('several files at once keep their order; what cannot be taken is named, and the others are in', async () => {
  const page = await pdfOfLines(['Side']);
  const answer = await upload(`/afsendelser/${id}/bilag`, [['Stor folder.pdf', await pdfOfLines(...Array.from({ length: 40 }, (_, n) => [`Side ${n}`]))], ['Lille.pdf', page], ['virus.exe', Buffer.from('MZ\u0000\u0000')], ['Sidste.pdf', page]]);
  expect(answer.status).toBe(422);
  expect(await textOf(answer)).toContain('Filen virus.exe er af en type, der ikke kan vedlægges');
  await readAll();
  expect(listCommon(portal.deps.db, lise(), id).map(({ title }) => title)).toEqual(['Stor folder', 'Lille', 'Sidste']);
  expect((await upload(`/afsendelser/${id}/bilag`, [['x.pdf', page]], 'karl')).status).toBe(404);
  expect((await upload(`/breve/${letters()[0]!.id}/bilag`, [['x.pdf', page]], 'karl')).status).toBe(404);
});

test('titles, order, taking away and putting back work without scripts, go back to where one was, and are refused with what was typed', async () => {
  const [first, second] = listCommon(portal.deps.db, lise(), id);
  const back = `/afsendelser/${id}/bilag?vis=egne`;
  const moved = await portal.post(`/bilag/${second!.id}/flytning`, { retning: 'op', til: back }, 'lise');
  expect([moved.status, moved.headers.get('location')]).toEqual([303, back]);
  expect(listCommon(portal.deps.db, lise(), id).map(({ title }) => title)).toEqual(['Lille', 'Stor folder', 'Sidste']);
  const elsewhere = await portal.post(`/bilag/${second!.id}/flytning`, { retning: 'ned', til: 'https://evil.example/' }, 'lise');
  expect(elsewhere.headers.get('location')).toBe(`/afsendelser/${id}/bilag`);
  const refused = await portal.post(`/bilag/${first!.id}/titel`, { titel: 'Til 010107-1234', til: back }, 'lise');
  expect(refused.status).toBe(422);
  const html = await refused.text();
  expect(html).toContain('Til 010107-1234');
  expect(html).toContain('Der står et CPR-nummer i titlen');
  await portal.post(`/bilag/${first!.id}/titel`, { titel: 'Studiefolder <b>' }, 'lise');
  expect(await (await portal.get(`/afsendelser/${id}/bilag`, 'lise')).text()).toContain('Studiefolder &lt;b&gt;');
  const gone = await portal.post(`/bilag/${first!.id}/fjernelse`, { til: back }, 'lise');
  expect(await textOf(portal.get(gone.headers.get('location')!, 'lise'))).toContain('er fjernet. Fortryd');
  await portal.post(`/bilag/${first!.id}/genoprettelse`, {}, 'lise');
  expect(listCommon(portal.deps.db, lise(), id).length).toBe(3);
  for (const path of [`/bilag/${first!.id}`, `/bilagsfiler/${first!.fileId}/sider/1/billede`, `/afsendelser/${id}/bilag`]) expect((await portal.get(path, 'karl')).status).toBe(404);
  expect((await portal.get(`/bilagsfiler/${first!.fileId}/sider/99/billede`, 'lise')).status).toBe(404);
  const picture = await portal.get(`/bilagsfiler/${first!.fileId}/sider/1/billede`, 'lise');
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
});

test('a picture becomes a PDF and the file is kept as it came; no number stands in a search address', async () => {
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=', 'base64');
  const [letter] = letters();
  const answer = await upload(`/breve/${letter!.id}/bilag`, [[`${letter!.number} foto.png`, png]]);
  expect([answer.status, answer.headers.get('location')]).toEqual([303, `/afsendelser/${id}/bilag?vis=egne`]);
  await readAll();
  const file = portal.deps.db.statement("SELECT state, mime, source_blob_id AS source, pdf_blob_id AS pdf FROM attachment_files WHERE filename LIKE '%foto.png'").get() as { state: string; mime: string; source: string; pdf: string };
  expect([file.state, file.mime]).toEqual(['ready', 'image/png']);
  expect(Buffer.from(await portal.deps.files.read(file.source))).toEqual(png);
  expect(Buffer.from((await portal.deps.files.read(file.pdf)).subarray(0, 5)).toString()).toBe('%PDF-');
  const page = await textOf(portal.get(`/afsendelser/${id}/bilag?vis=egne`, 'lise'));
  expect(page).toContain('Foto');
  expect(page).toContain('lavet om til PDF');
  expect(page).not.toContain(letter!.number.slice(6));
  const searched = await portal.post(`/afsendelser/${id}/bilag/soegning`, { find: letter!.number, vis: '' }, 'lise');
  expect(searched.headers.get('location')).not.toContain(letter!.number);
  expect((await textOf(portal.get(searched.headers.get('location')!, 'lise'))).match(/Tilføj bilag til/g)?.length).toBe(1);
});

test('a merge file is shown with what it is for, confirmed as it was shown, and taken off again', async () => {
  const numbers = letters().map(({ number }) => number);
  const answer = await upload(`/afsendelser/${id}/bilag/flettefil`, [['fravær.pdf', await absenceMerge([numbers[1]!, numbers[0]!, numbers[2]!, numbers[3]!])]]);
  const path = answer.headers.get('location')!;
  expect(path).toMatch(/^\/bilagsfiler\/[0-9a-f-]{36}$/);
  expect(await textOf(portal.get(path, 'lise'))).toContain('Filen bliver læst');
  await readAll();
  expect(await textOf(portal.get(path, 'lise'))).toContain('4 dele passer til en modtager');
  await portal.post(`${path}/dele`, { del: '1', valg: 'udelad' }, 'lise');
  const wrong = await portal.post(`${path}/dele`, { del: '2', valg: 'brev', brev: '77' }, 'lise');
  expect([wrong.status, (await textOf(wrong)).includes('Der er intet brev med det nummer')]).toEqual([422, true]);
  const stale = await portal.post(`${path}/tilknytning`, { titel: 'Fravær', antal: '4' }, 'lise');
  expect([stale.status, (await textOf(stale)).includes('Noget er ændret')]).toEqual([409, true]);
  const untitled = await portal.post(`${path}/tilknytning`, { titel: ' ', antal: '3' }, 'lise');
  expect((await untitled.text()).includes('Skriv bilagets titel')).toBe(true);
  const done = await portal.post(`${path}/tilknytning`, { titel: 'Fravær', antal: '3' }, 'lise');
  expect(done.headers.get('location')).toBe(`/afsendelser/${id}/bilag?vis=egne`);
  expect(await textOf(portal.get(path, 'lise'))).toContain('Delene er knyttet til modtagerne');
  const beside = await (await portal.get(`/afsendelser/${id}/modtagere?dokside=1`, 'lise')).text();
  expect(beside).toContain('class="viewer-tabs"');
  expect(await textOf(portal.get(`/afsendelser/${id}/kontrol`, 'lise'))).toContain('Bilagene fylder højst');
  await portal.post(`${path}/fortrydelse`, {}, 'lise');
  await portal.post(path.replace(/$/, '/fjernelse'), {}, 'lise');
  expect((await portal.get(path, 'karl')).status).toBe(404);
});

test('in the archive each attachment has its tab, its history and its own export', async () => {
  const { documentId } = await portal.letter({ cpr: '0101071234', name: 'Anna Berg', title: 'Optagelse' });
  const [blob, original] = await portal.deps.files.putMany([await pdfOfLines(['Bilag']), await pdfOfLines(['CPR 010107-1234'])]);
  portal.deps.db.write((tx) => {
    portal.deps.files.record(tx, blob!);
    portal.deps.files.record(tx, original!);
    archiveAttachments(tx, documentId, [{ title: 'Karakterer', filename: 'Karakterer.pdf', mime: 'application/pdf', blob: blob!, original: original!, pages: 1, recorded: true, text: '' }]);
  });
  const page = await (await portal.get(`/dokumenter/${documentId}?fil=bilag-1`, 'lise')).text();
  expect(page).toContain(`/dokumenter/${documentId}/filer/bilag/0/sider/1`);
  expect(page).toContain('Bilag 1: Karakterer');
  expect(page).toContain('Bilag 1, før CPR-numre blev fjernet');
  expect((await portal.get(`/dokumenter/${documentId}?fil=bilag-7`, 'lise')).status).toBe(404);
  await portal.get(`/dokumenter/${documentId}/filer/bilag/0?hent`, 'lise');
  await portal.get(`/dokumenter/${documentId}/filer/brev/0`, 'lise');
  const zip = await portal.post(`/dokumenter/${documentId}/filer/bilag/0/eksport`, {}, 'lise');
  expect(zip.headers.get('content-disposition')).toContain('Karakterer.zip');
  const names = Buffer.from(await zip.arrayBuffer()).toString('latin1');
  expect([names.includes('bilag/01-Karakterer.pdf'), names.includes('original/02-Karakterer.pdf'), names.includes('brev/'), names.includes('indhold.json')]).toEqual([true, true, false, true]);
  const history = await textOf(portal.get(`/dokumenter/${documentId}/filer/bilag/0/historik`, 'lise'));
  expect(['Dokumentet blev set', 'En fil blev hentet', 'Dokumentet blev eksporteret'].every((words) => history.includes(`${words} (bilag 1)`))).toBe(true);
  expect(history.match(/blev set/g)!.length).toBe(1);
  expect(getDocument(portal.deps.db, lise(), documentId).attachments).toBe(1);
});
