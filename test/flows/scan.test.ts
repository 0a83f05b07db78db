import { afterAll, beforeAll, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listDocumentTypes } from '../../src/archive/index.ts';
import { runJobs } from '../../src/jobs/index.ts';
import { getDispatch, leaveOutPage, listLetters, setOptions, submit, uploadDispatch, validate } from '../../src/sending/index.ts';
import { makeBox, until, type Box } from '../support/box.ts';
import { demoSchool } from '../../src/demo/school.ts';
import { hasTextToPdf, noise, photograph, printedText, readIndependently, scanPdf, turned } from '../support/scans.ts';

const tools = ['tesseract', 'pdftoppm'].every((tool) => Bun.which(tool));
if (!tools) console.log('The flow of a scanned letter is left out: tesseract or poppler is not installed');

let box: Box;
const stopping = new AbortController();
let jobs: Promise<void>;
beforeAll(async () => {
  if (!tools) return;
  box = await makeBox();
  jobs = runJobs(box.deps, stopping.signal);
});
afterAll(async () => {
  if (!tools) return;
  stopping.abort();
  await jobs;
  await box.close();
});

async function* whole(bytes: Uint8Array) {
  yield bytes;
}

test.skipIf(!tools)('scanned letters, one upside down: recipients are found, and no sent letter shows a number', async () => {
  const { deps } = box;
  const lise = box.user('lise');
  const sample = new Uint8Array(readFileSync(join(import.meta.dir, '../../samples/optagelsesbreve.pdf')));
  const truth = await deps.documents.read(sample, {});
  const pictures = photograph(sample, [1, 4]);
  pictures[2] = turned(pictures[2]!, 180);
  const id = await uploadDispatch(deps, lise, { filename: 'scannet.pdf', content: whole(await scanPdf(pictures)) });
  await until(() => { const found = getDispatch(deps.db, lise, id); return found.state === 'draft' && found.lookedUpAt !== null; }, 'reading and look-up');
  expect(getDispatch(deps.db, lise, id).scans).toEqual({ done: 4, total: 4 });

  const letters = deps.db.statement('SELECT pages, recipient_number AS number, certainty, evidence FROM letters WHERE dispatch_id = ? ORDER BY ordinal').all(id) as { pages: string; number: string; certainty: string; evidence: string }[];
  const wanted = [0, 2].map((index) => truth[index]!.candidates.find((one) => one.kind === 'cpr' && !one.ignored)!.number);
  expect(letters.map(({ pages, number, certainty }) => ({ pages, number, certainty }))).toEqual([
    { pages: '[1,2]', number: wanted[0]!, certainty: 'sure' }, { pages: '[3,4]', number: wanted[1]!, certainty: 'sure' },
  ]);
  for (const { evidence } of letters) expect(JSON.parse(evidence)).toEqual(expect.arrayContaining(['ocr', 'register']));

  setOptions(deps, lise, id, { title: 'Optagelse', documentTypeId: listDocumentTypes(deps.db)[0]!.id, replyAllowed: false, removeCpr: true, deliverOn: null });
  submit(deps, lise, id, validate(deps, lise, id));
  await until(() => getDispatch(deps.db, lise, id).state === 'settled', 'delivery');
  const { rows } = listLetters(deps.db, lise, id, { filter: 'delivered', query: '', page: 1 });
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) {
    const sent = deps.db.statement("SELECT blob_id AS id FROM document_files WHERE document_id = ? AND role = 'sent'").get(row.documentId!) as { id: string };
    const text = (await readIndependently(await deps.files.read(sent.id))).join('\n');
    const at = row.ordinal - 1;
    expect(text).not.toMatch(new RegExp([...wanted[at]!].join('[^0-9]{0,3}')));
    const kept = deps.db.statement('SELECT read FROM dispatch_scans WHERE dispatch_id = ? AND page = ?').get(id, at * 2 + 1) as { read: string };
    expect((JSON.parse(kept.read) as { text: string }).text).toContain('Birkelund');
  }
});

test.skipIf(!tools)('a page that cannot be read stops the dispatch and says which; left out, the rest is delivered', async () => {
  const { deps } = box;
  const lise = box.user('lise');
  const [letter] = photograph(new Uint8Array(readFileSync(join(import.meta.dir, '../../samples/optagelsesbreve.pdf'))), [1, 1]);
  const id = await uploadDispatch(deps, lise, { filename: 'fax.pdf', content: whole(await scanPdf([letter!, noise(600, 800, 0.02)])) });
  await until(() => { const found = getDispatch(deps.db, lise, id); return found.state === 'draft' && found.lookedUpAt !== null; }, 'reading and look-up');
  setOptions(deps, lise, id, { title: 'Optagelse', documentTypeId: listDocumentTypes(deps.db)[0]!.id, replyAllowed: false, removeCpr: true, deliverOn: null });
  const report = validate(deps, lise, id);
  expect(report.blockers).toEqual([{ kind: 'unreadable_page', page: 2, why: 'ocr_failed' }]);
  expect(() => submit(deps, lise, id, report)).toThrow();
  expect(getDispatch(deps.db, lise, id).state).toBe('draft');
  leaveOutPage(deps, lise, id, 2);
  submit(deps, lise, id, validate(deps, lise, id));
  await until(() => getDispatch(deps.db, lise, id).state === 'settled', 'delivery');
  expect(listLetters(deps.db, lise, id, { filter: 'delivered', query: '', page: 1 }).rows.length).toBe(1);
});

test.skipIf(!tools || !hasTextToPdf)('letters that CUPS printed from plain text, in a font that names no letter: found by the picture, delivered without the number', async () => {
  const { deps } = box;
  const lise = box.user('lise');
  const students = demoSchool().students.filter((each) => each.mailbox === 'REGISTERED' && !each.replacementNumber).slice(0, 2);
  const pdf = printedText(students.map(({ name, cpr }) => `Til ${name}\n\nCPR-nr.: ${cpr.slice(0, 6)}-${cpr.slice(6)}\n\nDu indkaldes til en samtale om dit fravær på skolens kontor.\n\nMed venlig hilsen\nSkolens kontor\n`).join('\f'));
  const id = await uploadDispatch(deps, lise, { filename: 'udskrift.pdf', content: whole(pdf) });
  await until(() => { const found = getDispatch(deps.db, lise, id); return found.state === 'draft' && found.lookedUpAt !== null; }, 'reading and look-up');
  const letters = deps.db.statement('SELECT recipient_number AS number, certainty FROM letters WHERE dispatch_id = ? ORDER BY ordinal').all(id) as { number: string; certainty: string }[];
  expect(letters).toEqual(students.map(({ cpr }) => ({ number: cpr, certainty: 'sure' })));
  setOptions(deps, lise, id, { title: 'Indkaldelse', documentTypeId: listDocumentTypes(deps.db)[0]!.id, replyAllowed: false, removeCpr: true, deliverOn: null });
  submit(deps, lise, id, validate(deps, lise, id));
  await until(() => getDispatch(deps.db, lise, id).state === 'settled', 'delivery');
  const { rows } = listLetters(deps.db, lise, id, { filter: 'delivered', query: '', page: 1 });
  expect(rows.length).toBe(2);
  for (const row of rows) {
    const sent = deps.db.statement("SELECT blob_id AS id FROM document_files WHERE document_id = ? AND role = 'sent'").get(row.documentId!) as { id: string };
    const text = (await readIndependently(await deps.files.read(sent.id))).join('\n');
    expect(text).toContain('samtale');
    expect(text).not.toMatch(new RegExp([...students[row.ordinal - 1]!.cpr].join('[^0-9]{0,3}')));
  }
});
