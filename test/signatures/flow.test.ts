import { afterAll, beforeAll, expect, test } from 'bun:test';
import { getDocument } from '../../src/archive/index.ts';
import { verifyAudit } from '../../src/audit/index.ts';
import { runJobs } from '../../src/jobs/index.ts';
import { listNotices } from '../../src/notices/index.ts';
import { cancelLetters, recallLetter } from '../../src/sending/index.ts';
import { changeSettings } from '../../src/settings/index.ts';
import { signaturesOfDocument } from '../../src/signatures/index.ts';
import { letterStates, sendSample } from '../support/dispatch.ts';
import { makeBox, until, type Box } from '../support/box.ts';
import { sendToSign, signingOf } from '../support/signing-box.ts';
import { tool } from '../support/signing.ts';

let box: Box;
let jobs: Promise<void>;
let signing: ReturnType<typeof signingOf>;
const stopping = new AbortController();

beforeAll(async () => {
  box = await makeBox();
  signing = signingOf(box);
  signing.connect();
  changeSettings(box.deps, null, { 'signing.pollSeconds': 1, 'sending.undoMinutes': 0, 'digitalPost.massFrom': 0 });
  jobs = runJobs(box.deps, stopping.signal);
}, 60_000);
afterAll(async () => {
  stopping.abort();
  await jobs;
  await box.close();
}, 60_000);

type Row = { id: string; uuid: string; state: string; document: string; requestState: string | null; request: string | null; reason: string | null; url: string | null };
const lettersOf = (dispatch: string) => box.deps.db.statement(`SELECT l.id, l.message_uuid AS uuid, l.state, l.document_id AS document, s.state AS requestState, s.id AS request, s.reason, s.url
  FROM letters l LEFT JOIN signature_requests s ON s.letter_id = l.id WHERE l.dispatch_id = ? AND l.state NOT IN ('removed', 'draft') ORDER BY l.ordinal, s.created_at`).all(dispatch) as Row[];
const settled = (dispatch: string, state = 'received') => until(() => { const rows = lettersOf(dispatch); return rows.length > 0 && rows.every((row) => row.state === 'delivered' && row.requestState === state); }, `every letter delivered and ${state}`);
const stateIs = (request: string, state: string) => until(() => (box.deps.db.statement('SELECT state FROM signature_requests WHERE id = ?').get(request) as { state: string }).state === state, `the request to be ${state}`);

test('each letter carries its own link, is signed, comes back, is judged and filed beside the letter; the sender is told once', async () => {
  const lise = box.user('lise');
  await sendSample(box, lise);
  const dispatch = await sendToSign(box, lise, 3, { signBy: '2027-01-31' });
  await settled(dispatch);
  const rows = lettersOf(dispatch);
  const there = await signing.all();
  expect(rows.length).toBe(3);
  expect(there.filter(({ title }) => title === 'Praktikaftale').map(({ sign_by }) => sign_by)).toEqual(['2027-01-31', '2027-01-31', '2027-01-31']);
  for (const row of rows) expect(await signing.linkIn(row.uuid)).toBe(row.url);
  expect(new Set(rows.map((row) => row.url)).size).toBe(3);
  // Letters that need no signature carry none.
  const plain = box.deps.db.statement("SELECT message_uuid AS uuid FROM letters WHERE dispatch_id <> ? AND state = 'delivered' LIMIT 1").get(dispatch) as { uuid: string };
  expect(await signing.linkIn(plain.uuid)).toBeNull();

  await fetch(`${box.sandbox.controlUrl}/s/${there.find(({ id }) => id === rows[0]!.request)!.token}`);
  await stateIs(rows[0]!.request!, 'started');
  for (const row of rows) expect((await signing.sign(row.request!)).done).toBe(true);
  await settled(dispatch, 'completed');
  const document = getDocument(box.deps.db, lise, rows[0]!.document);
  const [sent, signed] = [document.files.find(({ role }) => role === 'sent')!, document.files.find(({ role }) => role === 'signed')!];
  expect(signed).toMatchObject({ mime: 'application/pdf', pages: sent.pages, filename: sent.filename });
  const blob = (role: string) => box.deps.db.statement('SELECT blob_id AS id FROM document_files WHERE document_id = ? AND role = ?').get(document.id, role) as { id: string };
  const [was, is] = [await box.deps.files.read(blob('sent').id), await box.deps.files.read(blob('signed').id)];
  expect(Buffer.compare(is.subarray(0, was.length), was)).toBe(0);
  const [view] = signaturesOfDocument(box.deps.db, document.id);
  expect(view!.verdict).toMatchObject({ faults: [], signatures: [{ signer: view!.signer, issuer: 'Elevarkiv sandkasse signatur udstedende-CA 1' }] });
  if (Bun.which('pdfsig')) expect(tool(['pdfsig', 'x.pdf'], { 'x.pdf': is }).text).toContain('Signature is Valid');
  // One notice that counts, however many sign.
  expect(listNotices(box.deps.db, lise, { view: 'open', page: 1 }).rows.filter(({ kind, subject }) => kind === 'signature_completed' && subject.id === dispatch).map(({ count }) => count)).toEqual([3]);
  const events = (box.deps.db.statement("SELECT event FROM audit_entries WHERE subject_id = ? AND event LIKE 'signature.%' ORDER BY seq").all(document.id) as { event: string }[]).map(({ event }) => event);
  expect(events).toEqual(['signature.requested', 'signature.started', 'signature.signed', 'signature.completed']);
  expect(verifyAudit(box.deps.db).faults).toEqual([]);
}, 90_000);

test('what comes back wrong is kept apart and never filed, each with its reason; the service may put it right', async () => {
  const lise = box.user('lise');
  const faults: [string, string][] = [
    ['signingOtherDocumentNext', 'other_document'], ['signingOverlayNext', 'content'], ['signingAlteredNext', 'content'], ['signingForeignNext', 'untrusted'], ['signingExpiredNext', 'certificate_expired'],
  ];
  const dispatch = await sendToSign(box, lise, faults.length + 1);
  await settled(dispatch);
  const rows = lettersOf(dispatch);
  for (const [n, [fault, reason]] of faults.entries()) {
    const { request, document } = rows[n]!;
    await box.control({ [fault]: 1 });
    await signing.sign(request!);
    await stateIs(request!, 'failed');
    const [view] = signaturesOfDocument(box.deps.db, document);
    expect(view!.reason!.key).toBe(`signature.bad.${reason}`);
    expect(getDocument(box.deps.db, lise, document).files.map(({ role }) => role)).not.toContain('signed');
    const kept = box.deps.db.statement('SELECT refused_blob_id AS id FROM signature_requests WHERE id = ?').get(request) as { id: string };
    expect((await box.deps.files.read(kept.id)).length).toBeGreaterThan(1000);
  }
  await signing.decline(rows.at(-1)!.request!);
  await stateIs(rows.at(-1)!.request!, 'failed');
  expect(signaturesOfDocument(box.deps.db, rows.at(-1)!.document)[0]!.reason).toEqual({ key: 'signature.declined_why', values: { words: 'Jeg er ikke enig' } });
  expect(listNotices(box.deps.db, lise, { view: 'open', page: 1 }).rows.filter(({ kind, subject }) => kind === 'signature_failed' && subject.id === dispatch).map(({ count }) => count)).toEqual([faults.length + 1]);
}, 90_000);

test('while the service is away letters wait and say why; other letters go as before; a lost answer gives the same link', async () => {
  const lise = box.user('lise');
  await box.control({ signingDown: true });
  const waiting = await sendToSign(box, lise, 2);
  await until(() => lettersOf(waiting).length === 2 && lettersOf(waiting).every((row) => row.state === 'queued'), 'the letters to be made');
  const reasons = () => (box.deps.db.statement('SELECT reason FROM letters WHERE dispatch_id = ? AND reason IS NOT NULL').all(waiting) as { reason: string }[]).map(({ reason }) => (JSON.parse(reason) as { key: string }).key);
  await until(() => reasons().filter((key) => key === 'waits.signing.busy').length === 2, 'the reason');
  const other = await sendSample(box, lise);
  await until(() => lettersOf(other).some((row) => row.state === 'delivered') && lettersOf(other).every((row) => row.state === 'delivered' || row.state === 'failed'), 'the other letters', 30);
  expect(lettersOf(waiting).every((row) => row.state === 'queued')).toBe(true);
  const before = (await signing.all()).length;
  await box.control({ signingDown: false, signingDropNext: 2 });
  await settled(waiting);
  // Taken twice under one id: the service has one request for each letter.
  expect((await signing.all()).length).toBe(before + 2);
  for (const row of lettersOf(waiting)) expect(await signing.linkIn(row.uuid)).toBe(row.url);
}, 120_000);

test('a letter that is recalled takes its request with it, there too', async () => {
  const lise = box.user('lise');
  const dispatch = await sendToSign(box, lise, 2, { deliverOn: '2027-01-10' });
  await until(() => lettersOf(dispatch).length === 2 && lettersOf(dispatch).every((row) => row.state === 'waiting_date'), 'the letters to wait for their day');
  // Nothing is asked for before they leave.
  expect(lettersOf(dispatch).map((row) => row.request)).toEqual([null, null]);
  expect(cancelLetters(box.deps, lise, dispatch)).toBe(2);

  await box.control({ memosDown: true });
  const held = await sendToSign(box, lise, 1);
  await until(() => lettersOf(held)[0]?.requestState === 'received', 'the link');
  await until(() => lettersOf(held)[0]!.state === 'queued', 'the letter to wait');
  recallLetter(box.deps, lise, lettersOf(held)[0]!.id);
  await box.control({ memosDown: false });
  await until(async () => (await signing.all()).find(({ id }) => id === lettersOf(held)[0]!.request)?.state === 'cancelled', 'the request to be withdrawn there');
  expect(lettersOf(held)[0]).toMatchObject({ state: 'cancelled', requestState: 'cancelled' });
}, 90_000);

test('a mass dispatch waits for its links and goes in containers, each letter with its own', async () => {
  const lise = box.user('lise');
  changeSettings(box.deps, null, { 'digitalPost.massFrom': 2 });
  const dispatch = await sendToSign(box, lise, 5);
  await settled(dispatch);
  for (const row of lettersOf(dispatch)) expect(await signing.linkIn(row.uuid)).toBe(row.url);
  const sizes = (box.deps.db.statement(`SELECT DISTINCT t.id, t.letters FROM transmissions t JOIN attempts a ON a.transmission_id = t.id JOIN letters l ON l.id = a.letter_id WHERE l.dispatch_id = ? AND t.kind = 'mass'`).all(dispatch) as { letters: number }[]).map(({ letters }) => letters);
  expect(sizes).toEqual([5]);
  changeSettings(box.deps, null, { 'digitalPost.massFrom': 0 });
  expect(letterStates(box).unknown ?? 0).toBe(0);
}, 90_000);
