import { afterAll, beforeAll, expect, test } from 'bun:test';
import { unzipSync } from 'fflate';
import { exportDocument, getCase, getDocument, documentHistory } from '../../src/archive/index.ts';
import { verifyAudit } from '../../src/audit/index.ts';
import { runJobs } from '../../src/jobs/index.ts';
import { getStatus } from '../../src/queue/index.ts';
import { fetchReceipts, getDispatch, listLetters, needsPerson, resolveLetter, submit } from '../../src/sending/index.ts';
import { changeSettings, readSettings } from '../../src/settings/index.ts';
import { sendSample } from '../support/dispatch.ts';
import { makeBox, until, type Box } from '../support/box.ts';

let box: Box;
const stopping = new AbortController();
let jobs: Promise<void>;

beforeAll(async () => {
  box = await makeBox();
  jobs = runJobs(box.deps, stopping.signal);
});
afterAll(async () => {
  stopping.abort();
  await jobs;
  await box.close();
});

test('a merge letter is delivered once and lies in the archive with its receipts', async () => {
  const { deps } = box;
  const lise = box.user('lise');
  const id = await sendSample(box, lise);
  await until(() => getDispatch(deps.db, lise, id).state === 'settled', 'delivery');
  const { rows } = listLetters(deps.db, lise, id, { filter: 'delivered', query: '', page: 1 });
  expect(rows.length).toBe(11);
  const { totals } = await box.counts();
  expect(totals).toMatchObject({ accepted: 11, delivered: 11, twice: 0, invalid: 0 });

  const letter = rows[0]!;
  const document = getDocument(deps.db, lise, letter.documentId!);
  expect(document.status).toBe('delivered');
  expect(document.receipts.map((receipt) => receipt.kind)).toEqual(expect.arrayContaining(['technical', 'business']));
  expect(getCase(deps.db, lise, letter.caseId!).title).toBe(letter.recipient!.name!);
  const { content } = await exportDocument(deps, lise, document.id);
  expect(Object.keys(unzipSync(content)).length).toBeGreaterThanOrEqual(4);
  expect(documentHistory(deps.db, lise, document.id).map((entry) => entry.event)).toEqual(expect.arrayContaining(['document.archived', 'letter.delivered', 'document.exported']));

  const sent = deps.db.statement("SELECT blob_id AS id FROM document_files WHERE document_id = ? AND role = 'sent'").get(document.id) as { id: string };
  const pages = await deps.documents.read(await deps.files.read(sent.id), {});
  expect(pages.flatMap((page) => page.candidates.filter((candidate) => candidate.kind === 'cpr' && !candidate.ignored))).toEqual([]);

  const peter = box.user('peter');
  expect(() => getDispatch(deps.db, peter, id)).toThrow('not_found');
  expect(() => getCase(deps.db, peter, letter.caseId!)).toThrow('not_found');
  expect(verifyAudit(deps.db).faults).toEqual([]);
});

test('a report that no longer holds sends nothing', async () => {
  const { deps } = box;
  const lise = box.user('lise');
  const id = await sendSample(box, lise, 'fakturaer.pdf');
  expect(() => submit(deps, lise, id, { revision: 0, fingerprint: 'old' })).toThrow('dispatch.not_draft');
});

test('busy: letters wait and go. Bytes arrived and no answer: unknown, never sent again by itself, settled by its receipt', async () => {
  const { deps } = box;
  const lise = box.user('lise');
  changeSettings(deps, null, { 'digitalPost.timeoutSeconds': 1, 'digitalPost.receiptSeconds': 3600 });
  // The receipt loop still sleeps by its old interval of a second; after this it stays away.
  await Bun.sleep(1500);
  await box.control({ http503Next: 2, timeoutAfterBytesNext: 1 });
  const id = await sendSample(box, lise, 'fravaersadvarsler.pdf');
  await until(() => {
    const { counts } = getDispatch(deps.db, lise, id);
    return (counts.preparing ?? 0) + (counts.queued ?? 0) + (counts.sending ?? 0) === 0;
  }, 'every letter to leave');
  const before = await box.counts();
  const posts = Object.values(before.accepted).reduce((sum, n) => sum + n, 0);
  expect(Math.max(...Object.values(before.accepted))).toBe(1);
  // Two were refused; those that were ready behind them were not tried, and say so.
  const busy = deps.db.statement("SELECT detail, count(*) AS n FROM attempts WHERE outcome = 'not_sent' AND reason = 'busy' GROUP BY detail ORDER BY detail").all() as { detail: string; n: number }[];
  expect(busy.filter(({ detail }) => detail !== 'not tried').map(({ n }) => n)).toEqual([2]);
  expect(busy.every(({ n }) => n <= readSettings(deps.db)['digitalPost.concurrency'])).toBe(true);
  const unknown = needsPerson(deps.db, lise, 1).rows.filter((row) => row.state === 'unknown');
  expect(unknown.length).toBe(1);
  expect(() => resolveLetter(deps, lise, unknown[0]!.id, 'send_again')).toThrow('letter.too_early');
  await Bun.sleep(500);
  expect(Object.values((await box.counts()).accepted).reduce((sum, n) => sum + n, 0)).toBe(posts);
  changeSettings(deps, null, { 'digitalPost.receiptSeconds': 1, 'digitalPost.timeoutSeconds': 30 });
  const { connectionKeeper } = await import('../../src/jobs/index.ts');
  const { office } = await connectionKeeper(deps)();
  await until(async () => {
    await fetchReceipts(deps, office);
    return getDispatch(deps.db, lise, id).state === 'settled';
  }, 'receipts');
  expect(getDispatch(deps.db, lise, id).counts.unknown ?? 0).toBe(0);
  expect((await box.counts()).totals.twice).toBe(0);
});

test('receipts that cannot be fetched stop no letter, and come when they can', async () => {
  const { deps } = box;
  const lise = box.user('lise');
  await box.control({ receiptsDown: true });
  const id = await sendSample(box, lise, 'optagelsesbreve.pdf');
  const { letters } = getDispatch(deps.db, lise, id);
  const count = (state: 'handed_over' | 'failed' | 'delivered') => getDispatch(deps.db, lise, id).counts[state] ?? 0;
  await until(() => count('handed_over') + count('failed') === letters && count('handed_over') > 5, 'every letter to leave');
  await until(() => getStatus(deps.db, 'receipts')?.value.error !== undefined, 'the receipts to be missed');
  await box.control({ receiptsDown: false });
  await until(() => getDispatch(deps.db, lise, id).state === 'settled', 'receipts');
  expect(count('delivered')).toBeGreaterThan(5);
});

test('a connection that breaks after the bytes: exactly that letter is unknown, and its receipt tells it has arrived', async () => {
  const { deps } = box;
  const lise = box.user('lise');
  await box.control({ receiptDelayMs: 1500, dropAfterBytesNext: 1 });
  const id = await sendSample(box, lise, 'fravaersadvarsler.pdf');
  await until(() => getDispatch(deps.db, lise, id).state === 'settled', 'receipts');
  const unknown = deps.db.statement("SELECT a.outcome, l.state FROM attempts a JOIN letters l ON l.id = a.letter_id WHERE l.dispatch_id = ? AND a.outcome = 'unknown'").all(id);
  expect(unknown).toEqual([{ outcome: 'unknown', state: 'delivered' }]);
  expect((await box.counts()).totals.twice).toBe(0);
  await box.control({ receiptDelayMs: 20 });
});

test('a peer that is away: letters wait in the queue and say why, and go when it is back', async () => {
  const { deps } = box;
  const lise = box.user('lise');
  changeSettings(deps, null, { 'digitalPost.baseUrl': 'https://localhost:1/apis/v1' });
  const id = await sendSample(box, lise, 'optagelsesbreve.pdf');
  const waiting = () => listLetters(deps.db, lise, id, { filter: 'queued', query: '', page: 1 }).rows;
  await until(() => waiting().length > 0 && waiting().every((row) => row.reason?.key.startsWith('waits.')), 'a reason on every letter');
  changeSettings(deps, null, { 'digitalPost.baseUrl': box.sandbox.url });
  await until(() => getDispatch(deps.db, lise, id).state === 'settled', 'delivery');
  expect((await box.counts()).totals.twice).toBe(0);
});

test('a letter the platform calls invalid is failed, with its words', async () => {
  const { deps } = box;
  const lise = box.user('lise');
  await box.control({ invalidNext: 1 });
  const id = await sendSample(box, lise, 'fravaersadvarsler.pdf');
  await until(() => getDispatch(deps.db, lise, id).state === 'settled', 'receipts');
  const { rows } = listLetters(deps.db, lise, id, { filter: 'failed', query: '', page: 1 });
  expect(rows.filter((row) => row.reason?.key === 'receipt.invalid').length).toBe(1);
});
