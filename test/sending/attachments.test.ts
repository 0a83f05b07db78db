import { Database } from 'bun:sqlite';
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { exportDocument, getDocument, listDocumentTypes } from '../../src/archive/index.ts';
import { checkMemo } from '../../src/connectors/digital-post/index.ts';
import { formatCpr } from '../../src/numbers/index.ts';
import { runJobs } from '../../src/jobs/index.ts';
import {
  addAttachment, addPart, choosePart, confirmMerge, discard, getAttachment, getDispatch, getMergeMatch, joinLetters, keepWithLetter, listCommon, listLetterAttachments, listLetters, moveAttachment, purgeDispatches,
  removeAttachment, removeFile, renameAttachment, restoreAttachment, seeUnreadable, setOptions, setRecipient, submit, undoMerge, undoStep, unlockAttachment, lastStep, uploadDispatch, validate, type AttachTo,
} from '../../src/sending/index.ts';
import { changeSettings } from '../../src/settings/index.ts';
import { directDocumentWorker } from '../../src/pdf/index.ts';
import { absenceMerge, chunksOf, pdfOfLines } from '../support/attachments.ts';
import { wordFile } from '../support/office-files.ts';
import { makeBox, until, type Box } from '../support/box.ts';
import { haveSchemas, schemaFault } from '../connectors/schemas.ts';

let box: Box;
let jobs: Promise<void>;
const stopping = new AbortController();
if (!haveSchemas) console.warn('attachments.test.ts: messages are checked by checkMemo only, no MeMo schemas found');
beforeAll(async () => {
  box = await makeBox();
  jobs = runJobs(box.deps, stopping.signal);
}, 60_000);
afterAll(async () => {
  stopping.abort();
  await jobs;
  await box.close();
}, 60_000);

const lise = () => box.user('lise');
async function draft(): Promise<string> {
  const bytes = new Uint8Array(readFileSync(join(import.meta.dir, '../../samples/optagelsesbreve.pdf')));
  const id = await uploadDispatch(box.deps, lise(), { filename: 'brev.pdf', content: chunksOf(bytes) });
  await until(() => { const found = getDispatch(box.deps.db, lise(), id); return found.state === 'draft' && found.lookedUpAt !== null; }, 'reading and look-up');
  setOptions(box.deps, lise(), id, { title: 'Optagelse', documentTypeId: listDocumentTypes(box.deps.db)[0]!.id, replyAllowed: false, removeCpr: true, deliverOn: null });
  return id;
}
async function attach(to: AttachTo, filename: string, bytes: Uint8Array): Promise<string> {
  const fileId = await addAttachment(box.deps, lise(), to, { filename, content: chunksOf(bytes) });
  await until(() => box.deps.db.statement('SELECT state FROM attachment_files WHERE id = ?').get(fileId)!['state' as never] !== 'reading', `reading ${filename}`);
  return fileId;
}
type Letter = { id: string; ordinal: number; number: string; document_id: string | null; state: string; message_uuid: string };
const lettersOf = (id: string) => box.deps.db.statement('SELECT id, ordinal, recipient_number AS number, document_id, state, message_uuid FROM letters WHERE dispatch_id = ? ORDER BY ordinal').all(id) as Letter[];
const reasonsOf = (id: string) => validate(box.deps, lise(), id).blockers.map((each) => ('reason' in each ? each.reason.key : each.kind));
async function refused(work: () => unknown): Promise<string> {
  try {
    await work();
    return 'done';
  } catch (error) {
    return (error as { reason: string }).reason;
  }
}
const settled = (id: string) => until(() => getDispatch(box.deps.db, lise(), id).state === 'settled', 'delivery');

test('common and own attachments leave with their letters, cleaned like them, and are archived under each of them', async () => {
  const { deps } = box;
  const id = await draft();
  const letters = lettersOf(id);
  const [first, second, third] = letters as [Letter, Letter, Letter];
  await attach({ dispatchId: id }, 'Ordensregler_2026.pdf', await pdfOfLines(['Skolens regler', `Kontakt vores elev ${formatCpr(third.number)}`], ['Side to']));
  await attach({ dispatchId: id }, 'Skema.pdf', await pdfOfLines([`Faktura ${second.number}`, 'Mandag 8.15']));
  await attach({ dispatchId: id, letterId: first.id }, `${first.number} karakterer.pdf`, await pdfOfLines([`CPR ${formatCpr(first.number)}`, 'Dansk: 10']));
  const common = listCommon(deps.db, lise(), id);
  expect(common.map(({ title, pages, numbers, unproved, state }) => ({ title, pages, numbers, unproved, state }))).toEqual([
    { title: 'Ordensregler 2026', pages: 2, numbers: 1, unproved: false, state: 'ready' }, { title: 'Skema', pages: 1, numbers: 0, unproved: false, state: 'ready' },
  ]);
  const own = listLetterAttachments(deps.db, lise(), id, { page: 1, only: true, query: '' });
  expect(own.rows.map(({ ordinal, own: mine }) => [ordinal, mine.map(({ title }) => title)])).toEqual([[1, ['Karakterer']]]);

  moveAttachment(deps, lise(), common[1]!.id, -1);
  renameAttachment(deps, lise(), common[1]!.id, '  Ugeskema  for 1.a ');
  const report = validate(deps, lise(), id);
  expect(report.blockers).toEqual([]);
  expect([report.attachments.common.map(({ title }) => title), report.attachments.letters, report.attachments.own]).toEqual([['Ugeskema for 1.a', 'Ordensregler 2026'], 1, 1]);
  expect(report.attachments.heaviest).toBeGreaterThan(1000);
  // What somebody has seen is what is sent: one attachment more, and the report no longer holds.
  removeAttachment(deps, lise(), common[0]!.id);
  expect(await refused(() => submit(deps, lise(), id, report))).toBe('dispatch.changed');
  restoreAttachment(deps, lise(), common[0]!.id);
  submit(deps, lise(), id, validate(deps, lise(), id));
  await settled(id);

  const sent = lettersOf(id).filter(({ state }) => state === 'delivered');
  expect(sent.length).toBeGreaterThan(8);
  const peer = new Database(join(box.folder, 'sandbox/sandbox.sqlite'), { readonly: true });
  for (const letter of sent) {
    const { xml } = peer.query<{ xml: Uint8Array }, [string]>('SELECT xml FROM memo WHERE uuid = ?').get(letter.message_uuid)!;
    expect(checkMemo(xml)).toEqual([]);
    if (haveSchemas) expect(schemaFault(xml)).toBeNull();
    const labels = [...Buffer.from(xml).toString().matchAll(/<memo:AdditionalDocument><memo:label>([^<]*)/g)].map((match) => match[1]!);
    expect(labels).toEqual(['Ugeskema for 1.a', 'Ordensregler 2026', ...(letter.id === first.id ? ['Karakterer'] : [])]);
    const files = [...Buffer.from(xml).toString().matchAll(/<memo:content>([^<]*)/g)].map((match) => Buffer.from(match[1]!, 'base64'));
    const worker = directDocumentWorker();
    if (letter === sent[0] || letter.id === second.id) for (const file of files) {
      const text = (await worker.read(file, {})).map((page) => page.text).join('\n');
      expect([third, first].some(({ number }) => text.includes(number) || text.includes(formatCpr(number)))).toBe(false);
      // The recipient's own number goes also where nothing says that it is one.
      if (letter.id === second.id) expect(text).not.toContain(second.number);
    }
  }
  peer.close();

  const archived = getDocument(deps.db, lise(), lettersOf(id)[0]!.document_id!);
  expect(archived.files.filter(({ role }) => role !== 'readable').map(({ role, position, filename }) => [role, position, filename])).toEqual([
    ['sent', 0, 'Optagelse.pdf'], ['attachment', 0, 'Ugeskema for 1.a.pdf'], ['attachment', 1, 'Ordensregler 2026.pdf'], ['attachment', 2, 'Karakterer.pdf'],
    ['original', 0, 'Optagelse.pdf'], ['original', 3, 'Karakterer.pdf'],
  ]);
  // Their words are searched with the letter's, without the numbers that were taken out; one's own with one's own letter only.
  const wordsOf = (letter: Letter) => (deps.db.statement('SELECT text FROM document_texts WHERE document_id = ?').get(letter.document_id) as { text: string }).text;
  for (const letter of sent) {
    expect([wordsOf(letter).includes('Skolens regler'), wordsOf(letter).includes('Mandag 8.15'), wordsOf(letter).includes('Dansk: 10')]).toEqual([true, true, letter.id === first.id]);
    for (const number of [third.number, formatCpr(third.number), first.number, formatCpr(first.number), letter.number]) expect(wordsOf(letter)).not.toContain(number);
  }
  // Each document owns its blob: rows of their own, one set of bytes on the disk.
  const blobs = deps.db.statement("SELECT blob_id AS id FROM document_files WHERE role = 'attachment' AND filename = 'Ordensregler 2026.pdf'").all() as { id: string }[];
  expect(blobs.length).toBe(sent.length);
  expect(new Set(blobs.map((blob) => blob.id)).size).toBe(sent.length);
  expect(new Set(blobs.map((blob) => statSync(deps.files.path(blob.id)).ino)).size).toBe(1);
  expect(deps.db.statement('SELECT count(*) AS n FROM made_attachments').get()).toEqual({ n: 0 });
  const { content } = await exportDocument(deps, lise(), archived.id);
  expect(Buffer.from(content).toString('latin1')).toContain('bilag/03-Karakterer.pdf');
}, 60_000);

/** Files that are kept and are no part of the archive: PDF/A of the letters that left is made meanwhile. */
const blobs = () => (box.deps.db.statement('SELECT count(*) AS n FROM blobs b WHERE shredded_at IS NULL AND NOT EXISTS (SELECT 1 FROM document_files f WHERE f.blob_id = b.id)').get() as { n: number }).n;

test.skipIf(Bun.which('soffice') === null)('a Word file that is attached tells what was left out and which numbers its pages do not show', async () => {
  const id = await draft();
  const number = formatCpr(lettersOf(id)[1]!.number);
  const comments = { 'word/comments.xml': `<?xml version="1.0"?><w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0" w:author="x"><w:p><w:r><w:t>Ligner ${number}</w:t></w:r></w:p></w:comment></w:comments>` };
  await attach({ dispatchId: id }, 'Regler.docx', wordFile(['Skolens regler', `CPR-nr. ${formatCpr(lettersOf(id)[2]!.number)}`], { parts: comments, links: [{ id: 'c', type: 'comments', target: 'comments.xml' }, { id: 'p', type: 'image', target: 'https://sporing.example/x.png', external: true }] }));
  const [item] = listCommon(box.deps.db, lise(), id);
  expect(item).toMatchObject({ state: 'ready', converted: true, hidden: [{ kind: 'cpr', masked: `${number.slice(0, 6)}-xxxx`, place: 'comments' }] });
  expect(item!.notes.map(({ kind }) => kind).sort()).toEqual(['comments', 'picture']);
  discard(box.deps, lise(), id);
}, 60_000);

test.skipIf(Bun.which('soffice') === null)('an attachment with a password is opened by it once, read in the background and kept without; nothing of the password stays', async () => {
  const { deps } = box;
  const id = await draft();
  const file = (name: string) => new Uint8Array(readFileSync(join(import.meta.dir, '../pdf/locked', name)));
  const fileId = await attach({ dispatchId: id }, 'Brev.odt', file('brev.odt'));
  expect(listCommon(deps.db, lise(), id)[0]).toMatchObject({ state: 'refused', problem: { key: 'attachment.locked', values: { filename: 'Brev.odt' } } });
  expect(reasonsOf(id)).toContain('attachment.refused');
  const before = blobs();
  expect(await refused(() => unlockAttachment(deps, lise(), fileId, 'forkert'))).toBe('pdf.wrong_password');
  expect(await refused(() => unlockAttachment(deps, box.user('peter'), fileId, 'hemmelig ø'))).toBe('not_found');
  expect([listCommon(deps.db, lise(), id)[0]!.state, blobs()]).toEqual(['refused', before]);
  await unlockAttachment(deps, lise(), fileId, 'hemmelig ø');
  expect(await refused(() => unlockAttachment(deps, lise(), fileId, 'hemmelig ø'))).toBe('attachment.not_locked');
  await until(() => listCommon(deps.db, lise(), id)[0]!.state === 'ready', 'reading');
  expect(listCommon(deps.db, lise(), id)[0]).toMatchObject({ converted: true, pages: 1, numbers: 1, problem: null });
  // The PDF and what leaves of it have come; the file that was opened on the way is gone.
  expect(blobs()).toBe(before + 2);
  expect(JSON.stringify(deps.db.statement('SELECT * FROM audit_payloads').all())).not.toContain('hemmelig');
  expect(reasonsOf(id)).toEqual([]);
  discard(deps, lise(), id);
}, 60_000);

test('a second merge file: each part finds its letter by number, the rest is told, and nothing goes before a person has confirmed', async () => {
  const { deps } = box;
  const id = await draft();
  const all = lettersOf(id);
  const held = new Set(validate(deps, lise(), id).heldBack.map(({ letterId }) => letterId));
  const letters = all.filter((letter) => !held.has(letter.id));
  const place = (n: number) => letters[n]!.ordinal;
  const stranger = '0101704444';
  // Out of order, one twice on the list's number, one of somebody who gets no letter, and a page that names nobody before all of them.
  const numbers = [letters[4]!.number, letters[0]!.number, stranger, letters[2]!.number, letters[1]!.number];
  const fileId = await attach({ dispatchId: id, merge: true }, 'fravær.pdf', await absenceMerge([null, ...numbers]));
  let match = getMergeMatch(deps.db, lise(), fileId, 1);
  expect(match.state).toBe('ready');
  expect(match.counts).toMatchObject({ going: 4 });
  expect(match.parts.filter(({ state }) => state === 'matched').map(({ letter, pages }) => [letter!.ordinal, pages])).toEqual([[place(4), [2, 3]], [place(0), [4]], [place(2), [7]], [place(1), [8, 9]]]);
  expect(match.parts.find(({ state }) => state === 'nobody')!.pages).toEqual([5, 6]);
  expect(match.leftOver.concat(match.parts.filter(({ state }) => state === 'none').flatMap(({ pages }) => pages))).toEqual([1]);
  expect(match.lettersWithout).toBe(all.length - 4);
  expect(reasonsOf(id)).toContain('attachment.merge_open');
  expect(listLetterAttachments(deps.db, lise(), id, { page: 1, only: true, query: '' }).total).toBe(0);

  // A person gives the page that names nobody to a sixth letter, and looks at the proposal again.
  const loose = match.parts.find(({ state }) => state === 'none');
  if (loose) choosePart(deps, lise(), fileId, loose.part, { ordinal: place(5) });
  else addPart(deps, lise(), fileId, [1], place(5));
  expect(await refused(() => addPart(deps, lise(), fileId, [2], place(6)))).toBe('attachment.page_taken');
  expect(await refused(() => choosePart(deps, lise(), fileId, match.parts[0]!.part, { ordinal: 99 }))).toBe('attachment.no_such_letter');
  expect(await refused(() => confirmMerge(deps, lise(), fileId, 'Fravær', 4))).toBe('attachment.merge_changed');
  expect(confirmMerge(deps, lise(), fileId, 'Fravær', 5)).toBe(5);
  expect(reasonsOf(id)).toEqual([]);
  undoMerge(deps, lise(), fileId);
  expect(listLetterAttachments(deps.db, lise(), id, { page: 1, only: true, query: '' }).total).toBe(0);
  match = getMergeMatch(deps.db, lise(), fileId, 1);
  confirmMerge(deps, lise(), fileId, 'Fravær', match.counts.going);

  // Whoever gets another recipient afterwards does not get the first one's attachment unseen.
  setRecipient(deps, lise(), letters[0]!.id, letters[7]!.number);
  expect(reasonsOf(id)).toEqual(['attachment.other_recipient']);
  setRecipient(deps, lise(), letters[0]!.id, letters[0]!.number);
  expect(reasonsOf(id)).toEqual([]);
  submit(deps, lise(), id, validate(deps, lise(), id));
  await settled(id);
  const worker = directDocumentWorker();
  for (const [nth, pages] of [[0, 1], [1, 2], [4, 2], [5, 1]] as const) {
    const letter = lettersOf(id).find((each) => each.ordinal === place(nth))!;
    const { blob } = deps.db.statement("SELECT blob_id AS blob FROM document_files WHERE document_id = ? AND role = 'attachment'").get(letter.document_id) as { blob: string };
    const read = await worker.read(await deps.files.read(blob), {});
    expect(read.length).toBe(pages);
    expect(read.map((page) => page.text).join('')).not.toContain(formatCpr(letter.number));
  }
  expect((deps.db.statement("SELECT count(*) AS n FROM document_files f JOIN letters l ON l.document_id = f.document_id WHERE l.dispatch_id = ? AND f.role = 'attachment'").get(id) as { n: number }).n).toBe(5);
}, 60_000);

test('what cannot be an attachment is refused with a sentence, and nothing of it is kept', async () => {
  const { deps } = box;
  const id = await draft();
  const [letter] = lettersOf(id);
  const before = blobs();
  const add = (filename: string, bytes: Uint8Array, to: AttachTo = { dispatchId: id }) => refused(() => addAttachment(deps, lise(), to, { filename, content: chunksOf(bytes) }));
  expect(await add('program.exe', Buffer.from([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0]))).toBe('attachment.type');
  expect(await add('forklædt.pdf', Buffer.from([0, 1, 2, 3]))).toBe('attachment.type');
  expect(await add('tom.pdf', new Uint8Array())).toBe('attachment.empty');
  changeSettings(deps, null, { 'attachments.maxMegabytes': 1 });
  expect(await add('stor.pdf', Buffer.concat([Buffer.from('%PDF-1.7'), Buffer.alloc(1_100_000)]))).toBe('attachment.too_large');
  changeSettings(deps, null, { 'attachments.maxMegabytes': 50 });
  expect(blobs()).toBe(before);
  const page = await pdfOfLines(['Side']);
  for (let n = 0; n < 10; n++) expect(await add(`${n}.pdf`, page, n < 6 ? { dispatchId: id } : { dispatchId: id, letterId: letter!.id })).toBe('done');
  expect([await add('11.pdf', page), await add('12.pdf', page, { dispatchId: id, letterId: letter!.id }), await add('13.pdf', page, { dispatchId: id, letterId: lettersOf(id)[1]!.id })]).toEqual(['attachment.too_many', 'attachment.too_many', 'done']);
  // A damaged file is kept and told of, and holds the dispatch back until it is taken away.
  removeAttachment(deps, lise(), listCommon(deps.db, lise(), id)[0]!.id);
  await attach({ dispatchId: id }, 'i stykker.pdf', Buffer.from('%PDF-1.7 og så ikke mere'));
  const broken = listCommon(deps.db, lise(), id).at(-1)!;
  expect([broken.state, broken.problem!.key]).toEqual(['refused', 'pdf.damaged']);
  await until(() => !reasonsOf(id).includes('attachment.reading'), 'reading');
  expect(reasonsOf(id)).toEqual(['attachment.refused']);
  expect(await refused(() => renameAttachment(deps, lise(), broken.id, '010107-1234'))).toBe('attachment.title_has_number');
  removeAttachment(deps, lise(), broken.id);
  expect(reasonsOf(id)).toEqual([]);
  changeSettings(deps, null, { 'attachments.letterMegabytes': 1 });
  await attach({ dispatchId: id, letterId: lettersOf(id)[2]!.id }, 'tung.pdf', Buffer.concat([await pdfOfLines(['Tung']), Buffer.alloc(1_200_000, 32)]));
  setOptions(deps, lise(), id, { ...getDispatch(deps.db, lise(), id), removeCpr: false });
  expect(reasonsOf(id)).toEqual(['attachment.letter_heavy']);
  changeSettings(deps, null, { 'attachments.letterMegabytes': 70 });
  expect(await refused(() => listCommon(deps.db, box.user('peter'), id))).toBe('not_found');
  discard(deps, lise(), id);
  expect(await add('for sent.pdf', page)).toBe('dispatch.not_draft');
}, 60_000);

test('a letter that is joined into another and comes back finds its attachments again; a page nobody can read is looked at first', async () => {
  const { deps } = box;
  const id = await draft();
  const [first, second] = lettersOf(id) as [Letter, Letter];
  await attach({ dispatchId: id, letterId: second.id }, 'Kun til den anden.pdf', await pdfOfLines(['Hej']));
  joinLetters(deps, lise(), id, { first: first.id, second: second.id, recipientOf: first.id });
  expect(reasonsOf(id)).toEqual(['attachment.without_letter']);
  undoStep(deps, lise(), id, lastStep(deps.db, lise(), id)!.id);
  expect(reasonsOf(id)).toEqual([]);
  setRecipient(deps, lise(), second.id, first.number);
  const [mine] = listLetterAttachments(deps.db, lise(), id, { page: 1, only: true, query: '' }).rows;
  keepWithLetter(deps, lise(), mine!.own[0]!.id);
  expect(reasonsOf(id)).toEqual([]);

  const fileId = await attach({ dispatchId: id }, 'Foto.pdf', await pdfOfLines(['Til alle']));
  deps.db.write((tx) => tx.statement("UPDATE attachment_pages SET unreadable = 'ocr_failed' WHERE file_id = ?").run(fileId));
  expect(reasonsOf(id)).toEqual(['attachment.unreadable']);
  seeUnreadable(deps, lise(), fileId);
  expect(reasonsOf(id)).toEqual([]);
  removeFile(deps, lise(), fileId);
  expect(listCommon(deps.db, lise(), id)).toEqual([]);

  // Nulstil, and the days of keeping over: files and what was read in them are gone.
  const attached = getAttachment(deps.db, lise(), mine!.own[0]!.id)!;
  const { blob } = deps.db.statement('SELECT source_blob_id AS blob FROM attachment_files WHERE id = ?').get(attached.fileId) as { blob: string };
  expect(existsSync(deps.files.path(blob))).toBe(true);
  discard(deps, lise(), id);
  changeSettings(deps, null, { 'sending.keepMergeDays': 0 });
  purgeDispatches(deps);
  expect(existsSync(deps.files.path(blob))).toBe(false);
  expect(deps.db.statement('SELECT count(*) AS n FROM attachment_pages WHERE file_id = ?').get(attached.fileId)).toEqual({ n: 0 });
  changeSettings(deps, null, { 'sending.keepMergeDays': 30 });
  expect(listLetters(deps.db, lise(), id, { filter: 'all', query: '', page: 1 }).total).toBeGreaterThan(0);
}, 60_000);
