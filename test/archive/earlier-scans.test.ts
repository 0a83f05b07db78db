import { afterAll, beforeAll, expect, test } from 'bun:test';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import { findUserByName, type Actor } from '../../src/access/index.ts';
import * as archive from '../../src/archive/index.ts';
import { lookAtEarlierScan } from '../../src/jobs/earlier-scans.ts';
import { preservationLoop } from '../../src/jobs/preservation-loop.ts';
import { inFolder, photograph, scanPdf } from '../support/scans.ts';
import { openPortal } from '../web/portal.ts';

// What a box of before has: read by OCR, and nothing beside it that can be searched.
const tools = ['tesseract', 'pdftoppm', 'pdftotext', 'gs', 'qpdf'].every((tool) => Bun.which(tool));
const portal = openPortal();
const { deps } = portal;
const { db } = deps;
afterAll(() => portal.close());

async function letter(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  const page = document.addPage([595, 842]);
  ['Kære forældre', 'Velkommen til skolen i Ærøskøbing efter sommerferien.', 'Elevens CPR-nummer er 010107-1234 i registret.', 'Åbningstid på kontoret er fra klokken otte til to.', 'Med venlig hilsen fra os alle sammen på skolen'].forEach((line, n) => page.drawText(line, { x: 70, y: 740 - n * 40, size: 14, font }));
  return document.save();
}
async function* whole(bytes: Uint8Array) { yield bytes; }
const textIn = (pdf: Uint8Array) => inFolder((folder) => {
  writeFileSync(join(folder, 'in.pdf'), pdf);
  return Buffer.from(Bun.spawnSync(['pdftotext', join(folder, 'in.pdf'), '-']).stdout).toString();
});
const filesOf = (id: string) => db.statement('SELECT role, filename, sha256, blob_id AS blobId FROM document_files WHERE document_id = ? ORDER BY role DESC, position').all(id) as { role: string; filename: string; sha256: string; blobId: string }[];
const copyOf = async (id: string) => deps.files.read(filesOf(id).find(({ role }) => role === 'readable')!.blobId);
/** The rows the migration laid on a box of before. */
const migrate = () => {
  const sql = readFileSync(join(import.meta.dir, '../../src/db/migrations/0110-earlier-scans.sql'), 'utf8');
  for (const part of sql.slice(sql.indexOf('INSERT')).split(';').filter((each) => each.trim())) db.write((tx) => tx.statement(part).run());
};

let lise: Actor;
let caseId: string;
const ids: Record<'scan' | 'photo' | 'text' | 'damaged' | 'due', string> = { scan: '', photo: '', text: '', damaged: '', due: '' };
let before: Map<string, string>;
beforeAll(async () => {
  if (!tools) return;
  await portal.user('lise', 'Lise', 'secretary');
  await portal.user('rune', 'Rune', 'administrator');
  lise = findUserByName(db, 'lise')!;
  caseId = db.write((tx) => archive.caseFor(tx, deps, { recipient: { kind: 'cpr', number: '0103104001' }, name: 'Elev', at: deps.clock.now(), actorId: null }));
  const plain = await letter();
  const scan = await scanPdf(photograph(plain));
  const photo = inFolder((folder) => {
    writeFileSync(join(folder, 'in.pdf'), plain);
    Bun.spawnSync(['pdftoppm', '-png', '-singlefile', '-r', '200', join(folder, 'in.pdf'), join(folder, 'p')]);
    return new Uint8Array(readFileSync(join(folder, 'p.png')));
  });
  const filed = { scan: ['Scannet brev.pdf', scan], photo: ['foto.png', photo], text: ['tekst.pdf', plain], damaged: ['revnet.pdf', scan], due: ['til kassation.pdf', scan] } as const;
  // Before there was such a layer.
  const then = { ...deps, documents: { ...deps.documents, layer: async () => null } };
  for (const [key, [filename, content]] of Object.entries(filed)) {
    const id = await archive.fileDocument(deps, lise, caseId, { filename, content: whole(content) });
    await archive.readDocument(then, id);
    ids[key as 'scan'] = id;
  }
  db.write((tx) => tx.statement("DELETE FROM jobs WHERE kind = 'read-document'").run());
  expect(textIn(await copyOf(ids.photo)).trim()).toBe('');
  expect(filesOf(ids.scan).map(({ role }) => role)).toEqual(['original']);
  // Its day has passed: it is to be destroyed as it was approved.
  db.write((tx) => tx.statement("UPDATE documents SET disposal_date = '2026-11-23' WHERE id = ?").run(ids.due));
  before = new Map(Object.values(ids).map((id) => [id, filesOf(id).find(({ role }) => role === 'original')!.sha256]));
  migrate();
}, 120_000);

test.skipIf(!tools)('scans of before get their searchable PDF in the background, stop and go on, and what came is as it came', async () => {
  expect(archive.countEarlierScans(db)).toEqual({ all: 5, looked: 0, made: 0, failed: 0 });
  const drift = async () => (await portal.get('/administration/drift', 'rune')).text();
  expect(await drift()).toContain('0 af 5 er set igennem');
  // One whose file is gone from the disk is left to the end, and given up at last without holding the others up.
  const broken = filesOf(ids.damaged)[0]!.blobId;
  rmSync(join(deps.config.filesPath, readdirSync(deps.config.filesPath, { recursive: true }).map(String).find((name) => name.endsWith(broken))!));
  const old = filesOf(ids.photo).find(({ role }) => role === 'readable')!.blobId;
  expect(await lookAtEarlierScan(deps)).toBe(true);
  // The delivery process was ended after one: its loop goes on where it came to, and nothing is made twice.
  const stopping = new AbortController();
  const loop = preservationLoop(deps, stopping.signal);
  for (let waited = 0; (archive.countEarlierScans(db)!.looked < 5) && waited < 600; waited++) await Bun.sleep(100);
  expect(archive.countEarlierScans(db)).toEqual({ all: 5, looked: 5, made: 2, failed: 1 });
  stopping.abort();
  await loop;
  expect(filesOf(ids.scan).map(({ role, filename }) => [role, filename])).toEqual([['readable', 'Scannet brev (OCR).pdf'], ['original', 'Scannet brev.pdf']]);
  for (const id of [ids.scan, ids.photo]) for (const word of ['forældre', 'Ærøskøbing', 'Åbningstid']) expect(textIn(await copyOf(id))).toContain(word);
  for (const id of [ids.text, ids.due]) expect(filesOf(id).map(({ role }) => role)).toEqual(['original']);
  expect(filesOf(ids.photo).filter(({ role }) => role === 'readable').length).toBe(1);
  await expect(deps.files.read(old)).rejects.toThrow();
  for (const [id, sha256] of before) expect(filesOf(id).find(({ role }) => role === 'original')!.sha256).toBe(sha256);
  const said = await drift();
  expect([said.includes('Alle er set igennem; 2 har fået en søgbar PDF.'), said.includes('1 kunne ikke læses')]).toEqual([true, true]);
  expect(await lookAtEarlierScan(deps)).toBe(false);
}, 180_000);

test.skipIf(!tools)('the PDF/A of a letter of before is made anew with its words, and without the number', async () => {
  const pdf = await scanPdf(photograph(await letter()));
  const { documentId } = await portal.letter({ cpr: '0202082345', name: 'Sofie', title: 'Scannet' });
  const [sent, kept] = await deps.files.putMany([pdf, await deps.documents.preserve(pdf)]);
  db.write((tx) => {
    for (const blob of [sent!, kept!]) deps.files.record(tx, blob);
    tx.statement("UPDATE document_files SET blob_id = ?, sha256 = ?, size = ?, pages = 1 WHERE document_id = ? AND role = 'sent'").run(sent!.id, sent!.sha256, sent!.size, documentId);
    tx.statement("INSERT INTO document_files (document_id, role, position, blob_id, filename, mime, sha256, size, pages) VALUES (?, 'readable', 0, ?, 'brev (PDF-A).pdf', 'application/pdf', ?, ?, 1)").run(documentId, kept!.id, kept!.sha256, kept!.size);
    tx.statement("INSERT INTO preservation_copies (document_id, state) VALUES (?, 'made') ON CONFLICT DO UPDATE SET state = 'made'").run(documentId);
    tx.statement('DELETE FROM earlier_scans').run();
  });
  migrate();
  const entries = portal.events('document.preserved');
  while (await lookAtEarlierScan(deps));
  const copy = await copyOf(documentId);
  expect(Buffer.from(copy).toString('latin1')).toContain("pdfaid:part='2'");
  const text = textIn(copy);
  for (const word of ['Kære', 'forældre', 'Ærøskøbing']) expect(text).toContain(word);
  expect([text.includes('010107'), text.includes('1234')]).toEqual([false, false]);
  await expect(deps.files.read(kept!.id)).rejects.toThrow();
  expect(Buffer.from(await deps.files.read(sent!.id)).equals(Buffer.from(pdf))).toBe(true);
  expect(portal.events('document.preserved')).toBe(entries + 1);
}, 180_000);
