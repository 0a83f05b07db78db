import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listDocumentTypes } from '../../src/archive/index.ts';
import { unavailable } from '../../src/core/errors.ts';
import { runJobs } from '../../src/jobs/index.ts';
import { documentChecks, getDispatch, listLetters, setOptions, submit, unlock, uploadDispatch, validate } from '../../src/sending/index.ts';
import { makeBox, until, type Box } from '../support/box.ts';
import { sheetFile, swollen, wordFile } from '../support/office-files.ts';

const hasOffice = Bun.which('soffice') !== null;
const batches: string[][] = [];
let away = 0;
let box: Box;
let jobs: Promise<void>;
let numbers: string[];
const stopping = new AbortController();
beforeAll(async () => {
  box = await makeBox();
  const { documents } = box.deps;
  box.deps.documents = { ...documents, convertAll(files, options) {
    batches.push(files.map(({ filename }) => filename));
    if (away-- > 0) throw unavailable('pdf.worker_away');
    return documents.convertAll(files, options);
  } };
  numbers = (box.deps.db.statement("SELECT cpr FROM people WHERE kind = 'student' LIMIT 4").all() as { cpr: string }[]).map(({ cpr }) => `${cpr.slice(0, 6)}-${cpr.slice(6)}`);
  jobs = runJobs(box.deps, stopping.signal);
}, 60_000);
afterAll(async () => {
  stopping.abort();
  await jobs;
  await box.close();
}, 60_000);

const upload = (filename: string, bytes: Uint8Array) => uploadDispatch(box.deps, box.user('lise'), { filename, content: (async function* () { yield bytes; })() });
const see = (id: string) => getDispatch(box.deps.db, box.user('lise'), id);
const settled = (id: string) => until(() => { const { state, lookedUpAt } = see(id); return state === 'unreadable_file' || state === 'needs_password' || (state === 'draft' && lookedUpAt !== null); }, 'conversion, reading and look-up');
const rowOf = (id: string) => box.deps.db.statement('SELECT source_mime AS mime, source_blob_id AS source, working_blob_id AS working FROM dispatches WHERE id = ?').get(id) as { mime: string; source: string; working: string | null };

describe.skipIf(!hasOffice)('an uploaded file that is no PDF', () => {
  test('those that come together are made into PDF together, each is read, and the originals are kept byte for byte', async () => {
    const letter = wordFile(['Kære elev', `CPR-nr. ${numbers[0]}`, 'Du er optaget.']);
    const sheet = sheetFile([['Navn', 'CPR'], ['Ib', numbers[1]!]], { hidden: true });
    const comments = { 'word/comments.xml': `<?xml version="1.0"?><w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0" w:author="x"><w:p><w:r><w:t>Ligner ${numbers[2]}</w:t></w:r></w:p></w:comment></w:comments>` };
    const commented = wordFile(['Kære elev', `CPR-nr. ${numbers[3]}`], { parts: comments, links: [{ id: 'c', type: 'comments', target: 'comments.xml' }] });
    const before = batches.length;
    const ids = [await upload('brev.docx', letter), await upload('ark.xlsx', sheet), await upload('note.docx', commented)];
    expect(see(ids[0]!)).toMatchObject({ state: 'reading', converting: true });
    for (const id of ids) await settled(id);
    expect(batches.slice(before)).toEqual([['brev.docx', 'ark.xlsx', 'note.docx']]);
    const row = rowOf(ids[0]!);
    expect(row.mime).toBe('application/vnd.openxmlformats-officedocument.wordprocessingml.document');
    expect(Buffer.from(await box.deps.files.read(row.source)).equals(letter)).toBe(true);
    expect(Buffer.from(await box.deps.files.read(row.working!)).subarray(0, 5).toString()).toBe('%PDF-');
    const lise = box.user('lise');
    const letters = (id: string) => listLetters(box.deps.db, lise, id, { filter: 'all', query: '', page: 1 }).rows.map(({ recipient }) => recipient?.masked);
    expect(letters(ids[0]!)).toEqual([`${numbers[0]!.slice(0, 6)}-xxxx`]);
    expect(documentChecks(box.deps.db, lise, ids[0]!)).toMatchObject({ madeFrom: 'docx', notes: [], hidden: [], blank: [], fonts: [], papers: [{ name: 'A4', lying: false, pages: [1] }] });
    expect(documentChecks(box.deps.db, lise, ids[1]!)).toMatchObject({ notes: [{ kind: 'hidden_sheets' }], hidden: [{ kind: 'cpr', masked: `${numbers[1]!.slice(0, 6)}-xxxx`, place: 'body' }] });
    expect(documentChecks(box.deps.db, lise, ids[2]!)).toMatchObject({ notes: [{ kind: 'comments' }], hidden: [{ masked: `${numbers[2]!.slice(0, 6)}-xxxx`, place: 'comments' }] });

    // One letter, and nothing hidden: the file is filed with it. Where it holds more than the pages show it is not.
    for (const id of [ids[0]!, ids[2]!]) {
      setOptions(box.deps, lise, id, { title: 'Optagelse', documentTypeId: listDocumentTypes(box.deps.db)[0]!.id, replyAllowed: false, removeCpr: true, deliverOn: null });
      const report = validate(box.deps, lise, id);
      expect(report.blockers).toEqual([]);
      submit(box.deps, lise, id, { ...report, acknowledged: true });
    }
    box.deps.db.write((tx) => tx.statement("UPDATE jobs SET run_at = '2020-01-01T00:00:00.000Z' WHERE state = 'waiting'").run());
    const filesOf = (id: string) => box.deps.db.statement("SELECT f.role, f.filename, f.mime FROM document_files f JOIN letters l ON l.document_id = f.document_id WHERE l.dispatch_id = ? AND f.role = 'source'").all(id);
    await until(() => ['settled'].includes(see(ids[0]!).state) && see(ids[2]!).state === 'settled', 'delivery');
    expect(filesOf(ids[0]!)).toEqual([{ role: 'source', filename: 'brev.docx', mime: row.mime }]);
    expect(filesOf(ids[2]!)).toEqual([]);
  }, 120_000);

  test('500 MB after unzipping, a password and a broken file: each says why, costs nothing, and the next is taken', async () => {
    const locked = Buffer.alloc(4096);
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(locked);
    locked.writeUInt16LE(9, 30); locked.writeUInt32LE(1, 48); locked.writeUInt32LE(0, 76);
    locked.fill(0xff, 512, 1024);
    locked.write('EncryptedPackage', 1024, 'utf16le'); locked.writeUInt16LE(34, 1024 + 64); locked.writeUInt8(2, 1024 + 66);
    const ids = [await upload('stor.docx', swollen(500)), await upload('laast.docx', locked), await upload('brev.docx', wordFile(['Kære elev', `CPR-nr. ${numbers[0]}`]))];
    for (const id of ids) await settled(id);
    expect(see(ids[0]!)).toMatchObject({ state: 'unreadable_file', problem: { key: 'convert.swells', values: { megabytes: 500 } } });
    expect(see(ids[1]!)).toMatchObject({ state: 'needs_password', problem: { key: 'convert.locked' } });
    expect(see(ids[2]!).state).toBe('draft');
  }, 60_000);

  test('a file with a password is opened by it, converted in the background, becomes letters, and the password is in no table of the database', async () => {
    const password = 'hemmelig ø';
    const locked = new Uint8Array(readFileSync(join(import.meta.dir, '../pdf/locked/agile.docx')));
    const id = await upload('laast.docx', locked);
    await settled(id);
    expect(see(id)).toMatchObject({ state: 'needs_password', problem: { key: 'convert.locked' } });
    expect(await unlock(box.deps, box.user('lise'), id, 'forkert').then(() => 'done', (error: { reason: string }) => error.reason)).toBe('pdf.wrong_password');
    expect(see(id).state).toBe('needs_password');
    // Two clicks: one opens it, the other is told that it is done. The conversion waits in the queue, with the progress of any other.
    const clicks = await Promise.allSettled([unlock(box.deps, box.user('lise'), id, password), unlock(box.deps, box.user('lise'), id, password)]);
    expect(clicks.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(see(id)).toMatchObject({ state: 'reading', converting: true, problem: null });
    await settled(id);
    expect([see(id).state, listLetters(box.deps.db, box.user('lise'), id, { filter: 'all', query: '', page: 1 }).total]).toEqual(['draft', 1]);
    expect(Buffer.from(await box.deps.files.read(rowOf(id).source)).equals(locked)).toBe(true);
    // What was opened on the way is gone with the conversion: the original, its PDF and nothing else.
    expect(box.deps.db.statement('SELECT working_blob_id IS NOT NULL AS made, source_mime AS mime FROM dispatches WHERE id = ?').get(id)).toMatchObject({ made: 1, mime: expect.stringContaining('wordprocessingml') });
    const tables = (box.deps.db.statement("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all() as { name: string }[]).map(({ name }) => name);
    for (const table of tables) expect(JSON.stringify(box.deps.db.statement(`SELECT * FROM "${table}"`).all())).not.toContain(password);
  }, 60_000);

  test('a worker that is away is asked again, and nothing is lost', async () => {
    away = 1;
    const id = await upload('brev.docx', wordFile(['Kære elev', `CPR-nr. ${numbers[0]}`]));
    await settled(id);
    expect(see(id).state).toBe('draft');
  }, 60_000);
});
