import { afterAll, beforeAll, expect, test } from 'bun:test';
import { unzipSync } from 'fflate';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addAttachment, addNote, fileDocument, readDocument, readFiledAttachment } from '../../src/archive/index.ts';
import { openPortal } from '../web/portal.ts';

const portal = openPortal();
const { deps } = portal;
const sample = new Uint8Array(readFileSync(join(import.meta.dir, '../../samples/optagelsesbreve.pdf')));
let lise: Parameters<typeof fileDocument>[1];
let own: Awaited<ReturnType<typeof portal.letter>>;
async function* once(bytes: Uint8Array) { yield bytes; }
const zipOf = async (answer: Response) => unzipSync(new Uint8Array(await answer.arrayBuffer()));
const json = (bytes: Uint8Array | undefined) => JSON.parse(new TextDecoder().decode(bytes)) as never;

beforeAll(async () => {
  const id = await portal.user('lise', 'Lise Overgaard', 'secretary');
  await portal.user('ole', 'Ole Brandt', 'reader');
  own = await portal.letter({ cpr: '0101071234', name: 'Sofie Juul', title: 'Optagelse: "2026"', className: '1.a' });
  lise = { id, username: 'lise', name: 'Lise Overgaard', roles: ['secretary'] };
  const filed = await fileDocument(deps, lise, own.caseId, { filename: 'lyd.bin', content: once(new Uint8Array([0, 1, 2, 3])) });
  const pdf = await fileDocument(deps, lise, own.caseId, { filename: 'referat.pdf', content: once(sample) });
  for (const each of [filed, pdf]) await readDocument(deps, each);
  addNote(deps, lise, { kind: 'case', id: own.caseId }, 'Ring hjem.');
  await portal.get(`/sager/${own.caseId}`, 'lise');
});
afterAll(() => portal.close());

test('a case as a ZIP has every file byte for byte, a manifest that holds, and no full number', async () => {
  const answer = await portal.post(`/sager/${own.caseId}/eksport/zip`, {}, 'lise');
  const files = await zipOf(answer);
  const manifest = json(files['manifest.json']) as { name: string; size: number; sha256: string }[];
  expect(manifest.map(({ name }) => name).sort()).toEqual(Object.keys(files).filter((name) => name !== 'manifest.json').sort());
  for (const { name, size, sha256 } of manifest) expect([name, files[name]!.length, new Bun.CryptoHasher('sha256').update(files[name]!).digest('hex')]).toEqual([name, size, sha256]);
  const sent = Object.keys(files).find((name) => name.includes('/sent-01'))!;
  expect(files[sent]).toEqual(new Uint8Array(own.pdf));
  expect(Object.keys(files).some((name) => /[:"\\]|\.\./.test(name))).toBe(false);
  const about = json(files['sag.json']) as { notes: { text: string; author: string }[]; documents: unknown[]; history: { event: string }[] };
  expect([about.notes[0]!.text, about.documents.length]).toEqual(['Ring hjem.', 3]);
  expect(about.history.some(({ event }) => event === 'case.viewed')).toBe(true);
  expect(new TextDecoder().decode(files['sag.json'])).not.toMatch(/0101071234|010107-1234/);
  expect(portal.events('case.exported')).toBe(1);
  expect((await portal.post(`/sager/${own.caseId}/eksport/zip`, {}, 'ole')).status).toBe(404);
});

test('a case as one PDF has contents whose page numbers are true, and names what has no pages', async () => {
  const pdf = new Uint8Array(await (await portal.post(`/sager/${own.caseId}/eksport/pdf`, {}, 'lise')).arrayBuffer());
  const pages = await deps.documents.read(pdf, {});
  const contents = pages[0]!.text;
  expect(contents).toContain('kun som fil');
  // The letter's pages stand behind the contents, the filed PDF's behind those; each page says its number.
  const samplePages = (await deps.documents.read(sample, {})).length;
  expect(pages.length).toBe(1 + 2 * samplePages);
  for (const [n, page] of pages.entries()) expect(page.text).toContain(`Side ${n + 1} af ${pages.length}`);
  expect(contents).toContain(String(2 + samplePages));
});

test('an insight has the documents, what the register says and when the data were used, and no colleague\'s name', async () => {
  const files = await zipOf(await portal.post(`/sager/${own.caseId}/indsigt`, {}, 'lise'));
  const data = json(files['oplysninger.json']) as { register: { name: string; className: string }; cases: { notes: { by: string }[] }[]; log: { at: string; by: string; what: string; purpose: string }[] };
  expect([data.register.name, data.register.className, data.cases[0]!.notes[0]!.by]).toEqual(['Sofie Juul', '1.a', 'Medarbejder på skolen']);
  expect(data.log.some(({ what, purpose }) => what.includes('Sagen') && purpose === 'Sagsbehandling')).toBe(true);
  expect(new TextDecoder().decode(files['oplysninger.json'])).not.toContain('Lise');
  const log = await deps.documents.read(files['brug-af-oplysninger.pdf']!, {});
  expect(log.map(({ text }) => text).join()).not.toContain('Lise');
  expect(Object.keys(files).filter((name) => name.startsWith('dokumenter/')).length).toBeGreaterThan(3);
  expect(portal.events('insight.exported')).toBe(1);
  expect((await portal.post(`/sager/${own.caseId}/indsigt`, {}, 'ole')).status).toBe(404);
});

test.skipIf(!Bun.which('soffice'))('in the one PDF an attachment stands behind its document, as the copy that can be read; never in its place', async () => {
  const other = await portal.letter({ cpr: '0202071234', name: 'Ida Lind', title: 'Brev', className: '1.a' });
  const id = await fileDocument(deps, lise, other.caseId, { filename: 'referat.pdf', content: once(sample) });
  await readDocument(deps, id);
  for (const [filename, words] of [['tillaeg.txt', 'Tillæg om kajakturen'], ['lyd.bin', '\0\u0001']] as const) await addAttachment(deps, lise, id, { filename, content: once(new TextEncoder().encode(words)) });
  for (const { blobId } of deps.db.statement("SELECT blob_id AS blobId FROM document_files WHERE document_id = ? AND role = 'attachment'").all(id) as { blobId: string }[]) await readFiledAttachment(deps, id, blobId);
  const pages = await deps.documents.read(new Uint8Array(await (await portal.post(`/sager/${other.caseId}/eksport/pdf`, {}, 'lise')).arrayBuffer()), {});
  const samplePages = (await deps.documents.read(sample, {})).length;
  expect(pages.length).toBe(1 + 2 * samplePages + 1);
  // Made in the same moment, the letter and the other may stand in either order.
  expect([1 + samplePages, 1 + 2 * samplePages]).toContain(pages.findIndex(({ text }) => text.includes('kajakturen')));
}, 60_000);
