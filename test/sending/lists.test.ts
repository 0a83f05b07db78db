import { afterAll, beforeAll, expect, test } from 'bun:test';
import { findUser, type Actor } from '../../src/access/index.ts';
import { importPeople, listMappings, type MailboxLookUp } from '../../src/people/index.ts';
import {
  applyRecipientList, runRecipientList, chooseListColumns, discard, filesRefused, gatherFiles, gatherWithout, getDispatch, getRecipientList, keepForGathering, listListProblems, makeGathering, purgeDispatches, listListRows, openQuestions, readDispatch, readRecipientList, setRecipient, splitLetter, takeRecipientList, undoRecipientList, uploadDispatch, validate,
} from '../../src/sending/index.ts';
import { writeCsv } from '../../src/sheets/index.ts';
import { actorIn, openSchool, type School } from '../support/draft.ts';
import { tool } from '../support/signing.ts';
import { wordFile } from '../support/office-files.ts';
import type { Documents } from '../../src/sending/ports.ts';
import { pdfOf } from '../support/letter-pdf.ts';
import { workbook } from '../support/workbook.ts';

let school: School;
let lise: Actor;
const cpr = (n: number) => `${String(1 + n).padStart(2, '0')}0109${String(4001 + n)}`;
const name = (n: number) => `${['Ida', 'Bo', 'Åse', 'Omar', 'Per', 'Eva'][n % 6]} Sørensen${n}`;
/** Everybody has a mailbox but the third. */
const lookUp: MailboxLookUp = async (numbers) => new Map(numbers.map(({ number }) => [number, number === cpr(2) ? 'exempt' : 'registered']));

beforeAll(async () => {
  school = openSchool();
  lise = findUser(school.deps.db, (await actorIn(school, 'lise', 'secretary')).id)!;
  importPeople(school.deps, null, { people: Array.from({ length: 6 }, (_, n) => ({ cpr: cpr(n), name: name(n), kind: 'student' as const, className: '1.a' })), guardianships: [], companies: [] });
  school.deps.db.write((tx) => Array.from({ length: 6 }, (_, n) => tx.statement('UPDATE people SET student_number = ? WHERE cpr = ?').run(`S-${1000 + n}`, cpr(n))));
});
afterAll(() => school.close());

async function draft(pages: string[][]): Promise<string> {
  const pdf = await pdfOf(pages);
  const id = await uploadDispatch(school.deps, lise, { filename: 'breve.pdf', content: (async function* () { yield pdf; })() });
  await readDispatch(school.deps, id);
  return id;
}
const letters = (id: string) => (school.deps.db.statement("SELECT pages, recipient_number AS number, certainty FROM letters WHERE dispatch_id = ? AND role = 'main' ORDER BY ordinal, recipient_number").all(id) as { pages: string; number: string | null; certainty: string }[]).map((each) => [JSON.parse(each.pages), each.number, each.certainty]);
const problems = (id: string) => listListProblems(school.deps.db, lise, id, 1).rows.map(({ row, level, reason }) => `${row ?? '-'} ${level} ${reason}`);
const reasonOf = (work: () => unknown) => { try { work(); return 'done'; } catch (error) { return (error as { reason: string }).reason; } };
const view = (id: string) => getRecipientList(school.deps.db, lise, id)!;
/** Uses the list at once, as the queue would. */
function use(id: string) {
  applyRecipientList(school.deps, lise, id);
  runRecipientList(school.deps, id, lise.id);
}
async function take(id: string, bytes: Uint8Array) {
  await takeRecipientList(school.deps, lise, id, { filename: 'liste.csv', bytes });
  await readRecipientList(school.deps, lookUp, id);
}

test('letters without any number are joined by a student number in the text, previewed, used, taken back, and remembered', async () => {
  const { deps } = school;
  const id = await draft([['Kære elev', 'Elevnummer S-1001'], ['side to'], ['Elevnummer S-1000'], ['Elevnummer S-1002']]);
  expect(letters(id)).toEqual([]);
  await take(id, writeCsv([['Elevnr', 'Navn'], ['S-1000', 'x'], ['S-1001', 'y'], ['S-1002', 'z'], ['S-9999', 'ukendt']]));
  expect(view(id)).toMatchObject({ state: 'needs_columns', choice: { join: 'key', columns: { studentNumber: 'Elevnr', name: 'Navn', key: 'Elevnr' } } });
  chooseListColumns(deps, lise, id, view(id).choice!, 'Elevnumre');
  await readRecipientList(deps, lookUp, id);
  expect(view(id)).toMatchObject({ state: 'preview', stops: 0, summary: { rows: 4, joined: 3, letters: 3, loose: 0, registered: 2 }, counts: { joined: 3, without: 1 } });
  expect(problems(id)).toEqual(['5 error list.unknown_student', '5 error list.key_not_found']);
  expect(letters(id)).toEqual([]);
  const { rows } = listListRows(deps.db, lise, id, { filter: 'joined', query: '', page: 1 });
  expect(rows.map(({ row, name: who, pages, mailbox }) => [row, who, pages, mailbox])).toEqual([[2, name(0), [3], 'registered'], [3, name(1), [1, 2], 'registered'], [4, name(2), [4], 'exempt']]);
  expect(JSON.stringify(rows)).not.toContain(cpr(0));
  expect(listListRows(deps.db, lise, id, { filter: 'joined', query: 'bo', page: 1 }).rows.length).toBe(1);

  use( id);
  expect(letters(id)).toEqual([[[1, 2], cpr(1), 'confirmed'], [[3], cpr(0), 'confirmed'], [[4], cpr(2), 'confirmed']]);
  expect(openQuestions(deps.db, lise, id)).toMatchObject({ ownerless: [], doubtful: 0 });
  expect(validate(deps, lise, id)).toMatchObject({ sendable: 2 });
  expect([view(id).state, view(id).undoable]).toEqual(['applied', true]);
  undoRecipientList(deps, lise, id);
  expect([letters(id), getRecipientList(deps.db, lise, id)]).toEqual([[], null]);

  expect(listMappings(deps.db, 'recipients').map((each) => each.name)).toEqual(['Elevnumre']);
  await take(id, writeCsv([['elevnr', 'navn'], ['S-1001', 'y']]));
  expect(view(id)).toMatchObject({ state: 'preview', mappingName: 'Elevnumre', summary: { joined: 1 } });
});

test('by order with pages per letter; a bad row keeps its place and stops only its own letter', async () => {
  const { deps } = school;
  const id = await draft(Array.from({ length: 6 }, (_, n) => [`Brev uden numre, side ${n}`]));
  await take(id, workbook({ Ark: { rows: [['CPR', 'Hvem'], [{ number: Number(cpr(3)), format: '0000000000' }, 'a'], ['12', 'b'], [cpr(4), 'c']] } }));
  chooseListColumns(deps, lise, id, { join: 'order', pagesPerLetter: 2, columns: { number: 'CPR', name: 'Hvem' } }, '');
  await readRecipientList(deps, lookUp, id);
  expect(problems(id)).toEqual(['3 error people.row_bad_number']);
  use( id);
  expect(letters(id)).toEqual([[[1, 2], cpr(3), 'confirmed'], [[3, 4], null, 'doubtful'], [[5, 6], cpr(4), 'confirmed']]);
  expect(validate(deps, lise, id).blockers.map(({ kind }) => kind)).toContain('doubtful');
});

test('a list of another length than the letters cannot be used, and neither can a preview of an older draft', async () => {
  const { deps } = school;
  const id = await draft([['a'], ['b']]);
  await take(id, writeCsv([['cpr', 'x'], [cpr(0), ''], [cpr(1), ''], [cpr(2), '']]));
  chooseListColumns(deps, lise, id, { join: 'order', pagesPerLetter: 1, columns: { number: 'cpr' } }, '');
  await readRecipientList(deps, lookUp, id);
  expect([view(id).stops, problems(id)]).toEqual([1, ['4 stop list.more_rows']]);
  expect(reasonOf(() => use( id))).toBe('list.stopped');
  expect(letters(id)).toEqual([]);
  await take(id, writeCsv([['cpr', 'x'], [cpr(0), ''], [cpr(1), '']]));
  chooseListColumns(deps, lise, id, { join: 'order', pagesPerLetter: 1, columns: { number: 'cpr' } }, '');
  await readRecipientList(deps, lookUp, id);
  deps.db.write((tx) => tx.statement('UPDATE dispatches SET revision = revision + 1 WHERE id = ?').run(id));
  expect(reasonOf(() => use( id))).toBe('list.preview_old');
  await readRecipientList(deps, lookUp, id);
  use( id);
  expect(letters(id).length).toBe(2);
  // What was done after the list comes first.
  setRecipient(deps, lise, (deps.db.statement('SELECT id FROM letters WHERE dispatch_id = ? LIMIT 1').get(id) as { id: string }).id, cpr(5));
  undoRecipientList(deps, lise, id);
  expect(letters(id).map(([, number]) => number)).not.toContain(cpr(1));
});

test('the same whole document to every row, each once; the letters that were found get rows by their order', async () => {
  const { deps } = school;
  const id = await draft([['Orientering'], ['til alle']]);
  await take(id, writeCsv([['cpr', 'navn'], [cpr(0), ''], [cpr(1), ''], [cpr(0), '']]));
  chooseListColumns(deps, lise, id, { join: 'whole', pagesPerLetter: null, columns: { number: 'cpr' } }, '');
  await readRecipientList(deps, lookUp, id);
  expect(problems(id)).toEqual(['4 error people.row_number_doubled']);
  use( id);
  expect(getDispatch(deps.db, lise, id).whole).toBe(true);
  expect(letters(id)).toEqual([[[1, 2], cpr(0), 'confirmed'], [[1, 2], cpr(1), 'confirmed']]);
  undoRecipientList(deps, lise, id);
  expect([getDispatch(deps.db, lise, id).whole, letters(id)]).toEqual([false, []]);

  const found = await draft([[`CPR-nr. 610109-4555`, 'Kære elev'], ['mere'], [`CPR-nr. 610209-4556`, 'Kære elev']]);
  const before = letters(found);
  expect(before.length).toBe(2);
  await take(found, writeCsv([['cpr', 'navn'], ['6101094555', ''], [cpr(1), '']]));
  chooseListColumns(deps, lise, found, { join: 'order', pagesPerLetter: null, columns: { number: 'cpr' } }, '');
  await readRecipientList(deps, lookUp, found);
  expect(problems(found).filter((each) => each.includes('error'))).toEqual(['3 error list.other_number']);
  expect(reasonOf(() => splitLetter(deps, lise, found, 2))).toBe('done');
});

const kept = async (filename: string, bytes: Uint8Array) => keepForGathering(school.deps, { filename, content: (async function* () { yield bytes; })() }, { bytes: 0 });
/** Every piece of the work, as the queue does it. */
const makeAll = async (id: string) => { for (let piece = 0; piece < 3; piece += 1) await makeGathering(school.deps, id); };

test('many files and a list: put together in the order of their names, each for the row of its name; one that cannot be opened is named', async () => {
  const { deps } = school;
  const files = [await kept('S-1010.pdf', await pdfOf([['ti'], ['ti igen']])), await kept('S-1001.pdf', await pdfOf([['et']])), await kept('S-1000.pdf', await pdfOf([['nul'], ['nul igen']]))];
  const id = gatherFiles(deps, lise, files, '3 filer');
  expect(await deps.files.read(files[0]!.blob.id).then(() => 'there')).toBe('there');
  await makeAll(id);
  expect(await deps.files.read(files[0]!.blob.id).then(() => 'there', (error: { reason: string }) => error.reason)).toBe('file_gone');
  await readDispatch(deps, id);
  await take(id, writeCsv([['elevnr', 'navn', 'filnavn'], ['S-1000', '', 'S-1000.pdf'], ['S-1001', '', 'S-1001'], ['S-1002', '', 'S-1002']]));
  expect(view(id).choice).toMatchObject({ join: 'key' });
  chooseListColumns(deps, lise, id, { join: 'file', pagesPerLetter: null, columns: { studentNumber: 'elevnr', key: 'filnavn' } }, '');
  await readRecipientList(deps, lookUp, id);
  expect(problems(id)).toEqual(['- error list.file_without_row', '4 error list.row_without_file']);
  use( id);
  expect(letters(id)).toEqual([[[1, 2], cpr(0), 'confirmed'], [[3], cpr(1), 'confirmed'], [[4, 5], null, 'doubtful']]);
  expect(reasonOf(() => gatherFiles(deps, lise, [files[0]!], '1'))).toBe('list.too_few_files');
});

test.skipIf(!Bun.which('qpdf'))('many files are made into PDF by the queue: those that cannot be are named with why, a person goes on without them, and nothing is left behind', async () => {
  const { deps } = school;
  const text = (words: string) => new TextEncoder().encode(words);
  const locked = tool(['qpdf', '--encrypt', 'hemmelig', 'ejer', '256', '--', 'in.pdf', 'out.pdf'], { 'in.pdf': await pdfOf([['e']]) }, 'out.pdf').output;
  const start = async () => gatherFiles(deps, lise, await Promise.all([['a.pdf', await pdfOf([['a']])], ['b.docx', wordFile(['Kære forældre'])], ['c.docx', text('PK\u0003\u0004 nothing')], ['d.pdf', text('%PDF-1.4 intet')], ['e.pdf', locked]].map(([name, bytes]) => kept(name as string, bytes as Uint8Array))), '5 filer');
  const id = await start();
  expect(getDispatch(deps.db, lise, id)).toMatchObject({ state: 'reading', gathering: true, progress: { done: 0, total: 5 } });
  await makeGathering(deps, id);
  expect(getDispatch(deps.db, lise, id).progress).toEqual({ done: 5, total: 5 });
  await makeAll(id);
  const blobsOf = (of: string) => (deps.db.statement('SELECT blob_id, pdf_blob_id FROM dispatch_parts WHERE dispatch_id = ?').all(of) as { blob_id: string; pdf_blob_id: string | null }[]).flatMap((row) => [row.blob_id, row.pdf_blob_id]).filter((blob) => blob !== null);
  const said = () => filesRefused(deps.db, lise, id).refused.map(({ filename, reason }) => `${filename} ${reason.key}`);
  expect([getDispatch(deps.db, lise, id).state, said()]).toEqual(['unreadable_file', ['c.docx convert.damaged', 'd.pdf pdf.damaged', 'e.pdf list.file_locked']]);
  const first = blobsOf(id);
  gatherWithout(deps, lise, id);
  await makeAll(id);
  expect(deps.db.statement('SELECT filename, first_page, pages, blob_id, pdf_blob_id FROM dispatch_parts WHERE dispatch_id = ?').all(id)).toMatchObject([{ filename: 'a.pdf', first_page: 1, pages: 1, blob_id: null, pdf_blob_id: null }, { filename: 'b.docx', first_page: 2, blob_id: null }]);
  await readDispatch(deps, id);
  expect(getDispatch(deps.db, lise, id)).toMatchObject({ state: 'draft', gathering: false });
  const gone = async (blobs: string[]) => (await Promise.all(blobs.map((blob) => deps.files.read(blob).then(() => false, () => true)))).every(Boolean);
  expect(await gone(first)).toBe(true);
  expect([school.events('dispatch.gathered') > 0, school.events('dispatch.files_left_out')]).toEqual([true, 1]);

  // Cut off in the middle of the work: what is done is not done again; thrown away, nothing is left after the day of destruction.
  const other = await start();
  let left = 0;
  const dying: Documents['convertAll'] = (some, options) => deps.documents.convertAll(some, { onResult: async (result) => { await options.onResult(result); if (++left === 1) throw new Error('killed'); } });
  await expect(makeGathering({ ...deps, documents: { ...deps.documents, convertAll: dying } }, other)).rejects.toThrow('killed');
  const { done } = getDispatch(deps.db, lise, other).progress;
  expect(done).toBeGreaterThan(0);
  const asked: string[] = [];
  await makeGathering({ ...deps, documents: { ...deps.documents, convertAll: (some, options) => { asked.push(...some.map(({ filename }) => filename)); return deps.documents.convertAll(some, options); } } }, other);
  expect([asked.length, getDispatch(deps.db, lise, other).progress]).toEqual([1, { done: 5, total: 5 }]);
  const kept2 = blobsOf(other);
  discard(deps, lise, other);
  await makeGathering(deps, other);
  school.clock.advance(40 * 86_400_000);
  purgeDispatches(deps);
  expect([kept2.length > 4, await gone(kept2)]).toEqual([true, true]);
}, 120_000);

test('a list is its dispatch’s: nobody else sees it, and a wrong one is told', async () => {
  const { deps } = school;
  const id = await draft([['a']]);
  const other = await actorIn(school, 'rikke', 'case_officer');
  expect(await takeRecipientList(deps, other, id, { filename: 'x', bytes: writeCsv([['a'], ['b']]) }).then(() => 'done', (error: { reason: string }) => error.reason)).toBe('not_found');
  await take(id, new TextEncoder().encode('%PDF-1.4'));
  expect(view(id)).toMatchObject({ state: 'unreadable', problem: { key: 'sheet.pdf' } });
  expect(reasonOf(() => chooseListColumns(deps, lise, id, { join: 'order', pagesPerLetter: null, columns: {} }, ''))).toBe('list.no_number_column');
  expect(reasonOf(() => chooseListColumns(deps, lise, id, { join: 'key', pagesPerLetter: null, columns: { number: 'a' } }, ''))).toBe('list.no_key_column');
});
