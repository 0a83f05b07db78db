import { afterAll, beforeAll, expect, test } from 'bun:test';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actorOf, addUser, findUser, giveCaseAccess, type Actor, type Role } from '../../src/access/index.ts';
import * as archive from '../../src/archive/index.ts';
import { wordFile } from '../support/office-files.ts';
import { makeConfig } from '../../src/config.ts';
import { manualClock } from '../../src/core/clock.ts';
import { openDeps } from '../../src/deps.ts';
import { directDocumentWorker } from '../../src/pdf/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-filing-'));
const clock = manualClock('2026-11-24T09:00:00Z');
const deps = openDeps(makeConfig({ logLevel: 'silent' }, folder), 'test', { clock, documents: directDocumentWorker() });
const { db } = deps;
const uploading = { ...deps, uploadsPath: deps.config.uploadsPath };
let lise: Actor;
let ole: Actor;
let own: string;
let other: string;
const user = async (username: string, role: Role) => actorOf(deps, findUser(db, (await addUser(deps, null, { username, name: username, password: 'long enough', roles: [role] })).id)!);
const student = (cpr: string) => db.write((tx) => archive.caseFor(tx, deps, { recipient: { kind: 'cpr', number: cpr }, name: `Elev ${cpr.slice(0, 2)}`, at: clock.now(), actorId: null }));
async function* bytes(...parts: (string | Uint8Array)[]) { for (const part of parts) yield typeof part === 'string' ? new TextEncoder().encode(part) : part; }
const file = (filename: string, ...parts: (string | Uint8Array)[]) => ({ filename, content: bytes(...parts) });
const fileOf = (id: string, role: string) => db.statement('SELECT filename, mime, size, sha256, pages, blob_id AS blobId FROM document_files WHERE document_id = ? AND role = ?').get(id, role) as { filename: string; mime: string; size: number; sha256: string; pages: number | null; blobId: string } | undefined;
const count = (sql: string) => (db.statement(sql).get() as { n: number }).n;

beforeAll(async () => {
  [lise, ole] = [await user('lise', 'secretary'), await user('ole', 'case_officer')];
  [own, other] = [student('0103104001'), student('0203104001')];
});
afterAll(() => {
  deps.close();
  rmSync(folder, { recursive: true, force: true });
});

test('any file is kept byte for byte under its own name; what it is comes from its bytes', async () => {
  const odd = new Uint8Array([0, 1, 2, 255, 254, 0]);
  const id = await archive.fileDocument(deps, lise, own, { filename: '..\\..\\C:\\hemmeligt\\måling 010107-1234.bin', folder: 'C:\\skole/../2026/./prøver', content: bytes(odd.subarray(0, 2), odd.subarray(2)) });
  const stored = fileOf(id, 'original')!;
  expect([stored.filename, stored.mime, stored.size]).toEqual(['måling 010107-1234.bin', 'application/octet-stream', 6]);
  expect(new Uint8Array(await deps.files.read(stored.blobId))).toEqual(odd);
  const document = archive.getDocument(db, lise, id);
  expect(document.title).toBe('Måling 010107-xxxx.bin'.replace('.bin', ''));
  expect((db.statement('SELECT folder FROM documents WHERE id = ?').get(id) as { folder: string }).folder).toBe('skole/2026/prøver');
  const long = await archive.fileDocument(deps, lise, own, file(`${'a'.repeat(296)}.txt`, 'tekst'));
  expect(fileOf(long, 'original')!.filename).toMatch(/^a+…a+\.txt$/);
  await expect(archive.fileDocument(deps, lise, own, file('tom.txt'))).rejects.toThrow('filing.empty');
  await expect(archive.fileDocument(deps, ole, own, file('x.txt', 'x'))).rejects.toThrow('not_found');
  giveCaseAccess(deps, lise, { caseId: own, userId: ole.id, kind: 'given' });
  const before = count('SELECT count(*) AS n FROM blobs');
  await expect(archive.fileDocument(deps, ole, own, file('x.txt', 'x'))).rejects.toThrow('case.read_only');
  expect(count('SELECT count(*) AS n FROM blobs')).toBe(before);
});

test('a filed PDF is read for the search, and what cannot be read says so and stays', async () => {
  const pdf = new Uint8Array(readFileSync(join(import.meta.dir, '../../samples/optagelsesbreve.pdf')));
  const id = await archive.fileDocument(deps, lise, own, { filename: 'breve.pdf', content: bytes(pdf) });
  await archive.readDocument(deps, id);
  expect(fileOf(id, 'original')!.pages).toBeGreaterThan(1);
  expect((db.statement('SELECT text FROM document_texts WHERE document_id = ?').get(id) as { text: string }).text).toContain('Birkelund');
  const broken = await archive.fileDocument(deps, lise, own, file('ødelagt.pdf', '%PDF-1.7\n', 'ikke mere'));
  await archive.readDocument(deps, broken);
  const unknown = await archive.fileDocument(deps, lise, own, file('data.bin', new Uint8Array([0, 0, 1, 2])));
  await archive.readDocument(deps, unknown);
  const readable = (each: string) => (db.statement('SELECT readable FROM documents WHERE id = ?').get(each) as { readable: string }).readable;
  expect([readable(id), readable(broken), readable(unknown)]).toEqual(['made', 'failed', 'none']);
  expect(fileOf(broken, 'original')!.size).toBe(18);
});

test.skipIf(!Bun.which('soffice'))('an e-mail is read with what was attached to it, of any kind; what cannot be read there is left out', async () => {
  const pdf = new Uint8Array(readFileSync(join(import.meta.dir, '../../samples/optagelsesbreve.pdf')));
  const part = (filename: string, content: Uint8Array) => ['--skel', `Content-Type: application/octet-stream; name="${filename}"`, 'Content-Transfer-Encoding: base64', `Content-Disposition: attachment; filename="${filename}"`, '', Buffer.from(content).toString('base64').replace(/.{76}/g, '$&\r\n')];
  const mail = ['From: Mor <mor@eksempel.dk>', 'To: kontoret@eksempel.dk', 'Subject: Studietur', 'Date: Tue, 24 Nov 2026 10:00:00 +0100', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=skel', '',
    '--skel', 'Content-Type: text/plain; charset=utf-8', '', 'Her er samtykket.', ...part('breve.pdf', pdf), ...part('samtykke.docx', wordFile(['Jeg giver samtykke til studieturen'])), ...part('revnet.pdf', new TextEncoder().encode('%PDF-1.7 intet')), ...part('ukendt.bin', new Uint8Array([0, 1, 2])), '--skel--', ''].join('\r\n');
  const id = await archive.fileDocument(deps, lise, own, { filename: 'samtykke.eml', content: bytes(new TextEncoder().encode(mail)) });
  await archive.readDocument(deps, id);
  const text = (db.statement('SELECT text FROM document_texts WHERE document_id = ?').get(id) as { text: string }).text;
  for (const words of ['Her er samtykket', 'Birkelund', 'samtykke til studieturen', 'revnet.pdf', 'ukendt.bin']) expect([words, text.includes(words)]).toEqual([words, true]);
  expect(fileOf(id, 'readable')!.filename).toBe('samtykke.pdf');
  expect(fileOf(id, 'original')!.size).toBe(mail.length);
  // Each lies beside it byte for byte, with a copy that can be read where it is no PDF.
  const beside = (role: string) => archive.getDocument(db, lise, id).files.filter((each) => each.role === role).map(({ position, filename, mime, pages }) => [position, filename, mime.split('/')[1]!.slice(0, 4), pages]);
  expect(beside('attachment')).toEqual([[0, 'breve.pdf', 'pdf', expect.any(Number)], [1, 'samtykke.docx', 'vnd.', null], [2, 'revnet.pdf', 'pdf', null], [3, 'ukendt.bin', 'octe', null]]);
  expect(beside('readable')).toEqual([[0, 'samtykke.pdf', 'pdf', 1], [2, 'samtykke.pdf', 'pdf', 1]]);
  expect(new Uint8Array(await deps.files.read(fileOf(id, 'attachment')!.blobId))).toEqual(pdf);
  // What came inside goes with its version; what was attached by hand stays, and is read again with the new one.
  await archive.addAttachment(deps, lise, id, file('notat.docx', wordFile(['Ringet hjem om kajakturen'])));
  const attached = db.statement("SELECT blob_id AS id FROM document_files WHERE document_id = ? AND position = 4 AND role = 'attachment'").get(id) as { id: string };
  const words = () => (db.statement('SELECT text FROM document_texts WHERE document_id = ?').get(id) as { text: string }).text;
  await archive.readFiledAttachment(deps, id, attached.id);
  const once = words();
  expect(once).toContain('kajakturen');
  await archive.readFiledAttachment(deps, id, attached.id);
  expect(words()).toBe(once);
  const copy = await archive.copyToCase(deps, lise, id, other);
  expect(archive.getDocument(db, lise, copy).files.map(({ role, position }) => [role, position])).toEqual(archive.getDocument(db, lise, id).files.map(({ role, position }) => [role, position]));
  await archive.addVersion(deps, lise, id, file('kort.txt', 'Kort og godt'));
  expect(words()).toBe('');
  expect(count(`SELECT count(*) AS n FROM jobs WHERE kind = 'read-filed-attachment' AND json_extract(payload, '$.blobId') = '${attached.id}'`)).toBe(2);
  await archive.readFiledAttachment(deps, id, attached.id);
  await archive.readDocument(deps, id);
  expect([beside('attachment').map(([, name]) => name), beside('readable').map(([position]) => position)]).toEqual([['notat.docx'], [0, 5]]);
  expect(['kajakturen', 'Kort og godt', 'samtykket'].map((word) => words().includes(word))).toEqual([true, true, false]);
  expect(count('SELECT count(*) AS n FROM blobs b WHERE shredded_at IS NULL AND NOT EXISTS (SELECT 1 FROM document_files f WHERE f.blob_id = b.id) AND NOT EXISTS (SELECT 1 FROM document_versions v WHERE v.blob_id = b.id)')).toBe(0);
}, 120_000);

test('a new version keeps the one before, and an approval is of the version it was given to', async () => {
  const id = await archive.fileDocument(deps, lise, own, file('referat.txt', 'første'));
  const [reader, leader] = [await user('karl', 'reader'), await user('lena', 'leader')];
  giveCaseAccess(deps, lise, { caseId: own, userId: reader.id, kind: 'given' });
  for (const approved of [true, false]) expect(() => archive.approveDocument(deps, reader, id, approved)).toThrow('case.read_only');
  archive.approveDocument(deps, leader, id, true);
  archive.approveDocument(deps, leader, id, false);
  archive.approveDocument(deps, lise, id, true);
  expect(() => archive.approveDocument(deps, lise, id, true)).toThrow('document.approved_already');
  await archive.addVersion(deps, lise, id, file('referat 2.txt', 'anden'));
  await archive.addVersion(deps, lise, id, file('referat 3.txt', 'tredje'));
  // Taking an old version away is seen in the log, like the one that is current.
  expect(archive.openVersion(deps, lise, id, 1).filename).toBe(archive.listVersions(db, lise, id)[1]!.filename);
  expect(archive.documentHistory(db, lise, id)[0]).toMatchObject({ event: 'document.downloaded' });
  expect(() => archive.openVersion(deps, lise, id, 9)).toThrow('not_found');
  expect(archive.listVersions(db, lise, id).map(({ version, filename }) => [version, filename])).toEqual([[2, 'referat 2.txt'], [1, 'referat.txt']]);
  expect(new TextDecoder().decode(await deps.files.read(fileOf(id, 'original')!.blobId))).toBe('tredje');
  for (const [version, text] of [[1, 'første'], [2, 'anden']] as const) {
    const { blobId } = db.statement('SELECT blob_id AS blobId FROM document_versions WHERE document_id = ? AND version = ?').get(id, version) as { blobId: string };
    expect(new TextDecoder().decode(await deps.files.read(blobId))).toBe(text);
  }
  expect((db.statement('SELECT approved_at AS at FROM documents WHERE id = ?').get(id) as { at: string | null }).at).toBeNull();
});

test('a document is moved with a trace on both cases, and copied with bytes of its own', async () => {
  const id = await archive.fileDocument(deps, lise, own, file('flyttes.txt', 'indhold'));
  archive.moveToCase(deps, lise, id, other);
  expect(archive.getDocument(db, lise, id).caseId).toBe(other);
  expect(() => archive.moveToCase(deps, lise, id, other)).toThrow('document.same_case');
  const traces = db.statement('SELECT event, parent_id AS caseId FROM audit_entries WHERE subject_id = ? ORDER BY seq').all(id) as { event: string; caseId: string }[];
  expect(traces.map((each) => [each.event, each.caseId])).toEqual([['document.filed', own], ['document.moved_away', own], ['document.moved_here', other]]);
  const copy = await archive.copyToCase(deps, lise, id, own);
  const [first, second] = [fileOf(id, 'original')!, fileOf(copy, 'original')!];
  expect([second.sha256 === first.sha256, second.blobId === first.blobId]).toEqual([true, false]);
  db.write((tx) => deps.files.shred(tx, first.blobId));
  expect(new TextDecoder().decode(await deps.files.read(second.blobId))).toBe('indhold');
  expect(() => archive.moveToCase(deps, ole, copy, other)).toThrow();
  // The first had not been read: the copy has a job of its own, or it would wait for ever.
  expect(count(`SELECT count(*) AS n FROM jobs WHERE kind = 'read-document' AND state = 'waiting' AND json_extract(payload, '$.documentId') = '${copy}'`)).toBe(1);
  await archive.readDocument(deps, copy);
  expect(fileOf(copy, 'readable')!.pages).toBe(1);
  const read = await archive.copyToCase(deps, lise, copy, other);
  expect([count(`SELECT count(*) AS n FROM jobs WHERE json_extract(payload, '$.documentId') = '${read}'`), fileOf(read, 'readable')!.pages]).toEqual([0, 1]);
});

test('an attachment laid in the wrong place becomes a document of its own, of the same type, and is gone from the other', async () => {
  archive.addDocumentType(deps, lise, 'Lukket');
  const type = archive.listDocumentTypes(db).find(({ name }) => name === 'Lukket')!.id;
  db.write((tx) => tx.statement('UPDATE document_types SET restricted = 1 WHERE id = ?').run(type));
  db.write((tx) => tx.statement("INSERT INTO access_grants (holder_kind, holder_id, mark, level, given_at) VALUES ('user', ?, ?, 'write', '')").run(lise.id, `type:${type}`));
  const id = await archive.fileDocument(deps, lise, own, file('ansøgning.txt', 'Ansøgning om orlov'));
  archive.changeDocument(deps, lise, id, { title: 'Ansøgning', documentTypeId: type });
  await archive.readDocument(deps, id);
  for (const text of ['Kajakbevis', 'Svømmeprøve']) await archive.addAttachment(deps, lise, id, file(`${text}.txt`, text));
  const attached = db.statement("SELECT blob_id AS id FROM document_files WHERE document_id = ? AND role = 'attachment' ORDER BY position").all(id) as { id: string }[];
  for (const { id: blob } of attached) await archive.readFiledAttachment(deps, id, blob);
  const words = (of: string) => (db.statement('SELECT text FROM document_texts WHERE document_id = ?').get(of) as { text: string }).text;
  expect([words(id).includes('orlov'), words(id).includes('Kajakbevis'), words(id).includes('Svømmeprøve')]).toEqual([true, true, true]);
  archive.approveDocument(deps, lise, id, true);
  const blobs = count('SELECT count(*) AS n FROM blobs WHERE shredded_at IS NULL');
  expect(() => archive.attachmentAsDocument(deps, ole, id, 0)).toThrow('not_found');
  expect(() => archive.attachmentAsDocument(deps, lise, id, 2)).toThrow('not_found');
  expect(count('SELECT count(*) AS n FROM blobs WHERE shredded_at IS NULL')).toBe(blobs);
  const parted = archive.attachmentAsDocument(deps, lise, id, 0);
  for (const each of [id, parted]) await archive.readDocument(deps, each);
  await archive.readFiledAttachment(deps, id, attached[1]!.id);
  expect([words(id).includes('orlov'), words(id).includes('Kajakbevis'), words(id).includes('Svømmeprøve'), words(parted).includes('Kajakbevis')]).toEqual([true, false, true, true]);
  expect(archive.getDocument(db, lise, parted)).toMatchObject({ title: 'Kajakbevis', documentType: 'Lukket', caseId: own });
  expect(() => archive.getDocument(db, ole, parted)).toThrow('not_found');
  expect(new TextDecoder().decode(await deps.files.read(fileOf(parted, 'original')!.blobId))).toBe('Kajakbevis');
  expect(fileOf(parted, 'original')!.blobId).toBe(attached[0]!.id);
  expect(db.statement('SELECT approved_at AS at FROM documents WHERE id = ?').get(id)).toEqual({ at: null });
  expect(() => archive.attachmentAsDocument(deps, lise, id, 0)).toThrow('not_found');
});

test('a file is attached to what somebody filed: it ends an approval, and is not taken where the case is only read', async () => {
  const id = await archive.fileDocument(deps, lise, own, file('ansøgning.txt', 'Ansøgning'));
  archive.approveDocument(deps, lise, id, true);
  await archive.addAttachment(deps, lise, id, file('bilag.bin', new Uint8Array([1, 2])));
  expect((db.statement('SELECT approved_at AS at FROM documents WHERE id = ?').get(id) as { at: string | null }).at).toBeNull();
  expect(archive.documentHistory(db, lise, id)[0]).toMatchObject({ event: 'document.attachment_added' });
  const { id: blob } = db.statement("SELECT blob_id AS id FROM document_files WHERE document_id = ? AND role = 'attachment'").get(id) as { id: string };
  await archive.readFiledAttachment(deps, id, blob);
  expect(archive.getDocument(db, lise, id).files.map(({ role, size }) => [role, size])).toEqual([['attachment', 2], ['original', 10]]);
  const before = count('SELECT count(*) AS n FROM blobs');
  await expect(archive.addAttachment(deps, ole, id, file('x.txt', 'x'))).rejects.toThrow('case.read_only');
  await expect(archive.addAttachment(deps, lise, id, file('tom.txt'))).rejects.toThrow('filing.empty');
  db.write((tx) => tx.statement("UPDATE documents SET direction = 'sent' WHERE id = ?").run(id));
  await expect(archive.addAttachment(deps, lise, id, file('x.txt', 'x'))).rejects.toThrow('document.letter_attachment');
  expect(count('SELECT count(*) AS n FROM blobs')).toBe(before);
});

test('another file of the same name and size does not go on where the first broke off', async () => {
  const [first, second] = [1, 2].map((n) => new Uint8Array(1000).fill(n)) as [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>];
  const begin = (modified: number | null) => archive.beginUpload(uploading, lise, own, { filename: 'scan0001.tif', folder: null, size: 1000, modified });
  const one = begin(1_000);
  await archive.takePiece(uploading, lise, one.id, 0, first.subarray(0, 400));
  expect(archive.listUploads(db, lise, own)).toMatchObject([{ filename: 'scan0001.tif', received: 400 }]);
  expect(archive.listUploads(db, ole, own)).toEqual([]);
  const two = begin(2_000);
  expect(two.received).toBe(0);
  await archive.takePiece(uploading, lise, two.id, 0, second);
  const filed = await archive.finishUpload(uploading, lise, two.id);
  expect(new Uint8Array(await deps.files.read(fileOf(filed, 'original')!.blobId))).toEqual(second);
  expect(begin(1_000)).toMatchObject({ id: one.id, received: 400 });
  await archive.takePiece(uploading, lise, one.id, 400, first.subarray(400));
  expect(new Uint8Array(await deps.files.read(fileOf(await archive.finishUpload(uploading, lise, one.id), 'original')!.blobId))).toEqual(first);
  expect(archive.listUploads(db, lise, own)).toEqual([]);
});

test('a large file comes in pieces over a connection that breaks, and is one document however often it is finished', async () => {
  const whole = new Uint8Array(300_000).map((_, n) => n % 251);
  const begin = () => archive.beginUpload(uploading, lise, own, { filename: 'film.mp4', folder: null, size: whole.length, modified: 1_000 });
  const upload = begin();
  await archive.takePiece(uploading, lise, upload.id, 0, whole.subarray(0, 100_000));
  // The next piece broke off after some bytes reached the disk and before they counted.
  appendFileSync(join(uploading.uploadsPath, upload.id), whole.subarray(100_000, 130_000));
  expect(begin()).toMatchObject({ id: upload.id, received: 100_000 });
  await expect(archive.takePiece(uploading, lise, upload.id, 130_000, whole.subarray(130_000))).rejects.toThrow('filing.bad_piece');
  await expect(archive.finishUpload(uploading, lise, upload.id)).rejects.toThrow('filing.bad_piece');
  await archive.takePiece(uploading, lise, upload.id, 100_000, whole.subarray(100_000));
  await expect(archive.takePiece(uploading, lise, upload.id, 300_000, new Uint8Array(1))).rejects.toThrow('filing.bad_piece');
  await expect(archive.takePiece(uploading, ole, upload.id, 300_000, new Uint8Array(1))).rejects.toThrow('not_found');
  const ends = await Promise.allSettled([archive.finishUpload(uploading, lise, upload.id), archive.finishUpload(uploading, lise, upload.id)]);
  const made = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
  expect(made).toHaveLength(1);
  expect(new Uint8Array(await deps.files.read(fileOf(made[0]!, 'original')!.blobId))).toEqual(whole);
  expect(existsSync(join(uploading.uploadsPath, upload.id))).toBe(false);
  expect(() => archive.beginUpload(uploading, lise, own, { filename: 'stor.bin', folder: null, size: 5 * 1024 ** 3, modified: null })).toThrow('filing.too_large');
  expect(() => archive.beginUpload({ ...uploading, freeBytes: () => 8 * 1024 ** 3 }, lise, own, { filename: 'stor.bin', folder: null, size: 4 * 1024 ** 3, modified: null })).toThrow('filing.no_room');
  const left = begin();
  await archive.takePiece(uploading, lise, left.id, 0, whole.subarray(0, 10));
  clock.advance(49 * 3_600_000);
  expect(archive.dropOldUploads(uploading)).toBe(1);
  expect(existsSync(join(uploading.uploadsPath, left.id))).toBe(false);
});
