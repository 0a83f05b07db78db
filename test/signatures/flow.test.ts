import { afterAll, beforeAll, expect, test } from 'bun:test';
import { addUser, giveCaseAccess, logIn } from '../../src/access/index.ts';
import { documentHistory, getDocument, moveToCase } from '../../src/archive/index.ts';
import { createApp } from '../../src/app.ts';
import { verifyAudit } from '../../src/audit/index.ts';
import { pollSigning, runJobs } from '../../src/jobs/index.ts';
import { listNotices } from '../../src/notices/index.ts';
import { fileMessages, getMessage, listMessages, saveRule, suggestCases, switchRule, testRule, undoDecision } from '../../src/receiving/index.ts';
import { cancelLetters, countSignatures, getDispatch, listSignatures, recallLetter, submit, validate, withdrawSignature } from '../../src/sending/index.ts';
import { changeSettings } from '../../src/settings/index.ts';
import { signaturesOfDocument } from '../../src/signatures/index.ts';
import { letterStates, sendSample } from '../support/dispatch.ts';
import { makeBox, until, type Box } from '../support/box.ts';
import { sendToSign, signingOf } from '../support/signing-box.ts';
import { tool } from '../support/signing.ts';

let box: Box;
/** Of the test before: a dispatch that some have not signed. */
let reminded: string;
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
/** Asks the service at once instead of waiting for its turn. */
const stateIs = async (request: string, state: string) => {
  await pollSigning(box.deps);
  await until(() => (box.deps.db.statement('SELECT state FROM signature_requests WHERE id = ?').get(request) as { state: string }).state === state, `the request to be ${state}`);
};

/** Forms and pages as somebody of the staff. */
async function seated(username: string) {
  const app = createApp(box.deps);
  const { token } = await logIn(box.deps, { username, password: `demo-${username}`, address: username });
  const headers = { Cookie: `__Host-elevarkiv=${token}` };
  const origin = box.deps.config.origin;
  return {
    get: async (path: string) => (await app.request(origin + path, { headers })).text(),
    status: async (path: string) => (await app.request(origin + path, { headers })).status,
    post: (path: string, fields: [string, string][]) => app.request(origin + path, { method: 'POST', body: new URLSearchParams(fields).toString(), headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin', Origin: origin } }),
  };
}

test('each letter carries its own link, is signed, comes back, is judged and filed beside the letter; the sender is told once', async () => {
  const lise = box.user('lise');
  const dispatch = await sendToSign(box, lise, 3, { signBy: '2027-01-31' });
  await settled(dispatch);
  const rows = lettersOf(dispatch);
  const there = await signing.all();
  expect(rows.length).toBe(3);
  expect(there.filter(({ title }) => title === 'Praktikaftale').map(({ sign_by }) => sign_by)).toEqual(['2027-01-31', '2027-01-31', '2027-01-31']);
  for (const row of rows) expect(await signing.linkIn(row.uuid)).toBe(row.url);
  expect(new Set(rows.map((row) => row.url)).size).toBe(3);

  await fetch(`${box.sandbox.controlUrl}/s/${there.find(({ id }) => id === rows[0]!.request)!.token}`);
  await stateIs(rows[0]!.request!, 'started');
  for (const row of rows) expect((await signing.sign(row.request!)).done).toBe(true);
  await pollSigning(box.deps);
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
  // Why it lies there and who was told, as every decision of distribution.
  expect(documentHistory(box.deps.db, lise, document.id).find(({ event }) => event === 'signature.completed')!.payload).toMatchObject({ step: 'reply', reason: { key: 'distributed.signed' }, userId: lise.id });
  expect(verifyAudit(box.deps.db).faults).toEqual([]);
}, 90_000);

test('a signed letter passes the same distribution as all post: the answer to our letter before every rule, shown with why, taken back and filed again', async () => {
  const { deps } = box;
  const lise = box.user('lise');
  const other = { userId: box.user('peter').id, groupId: null };
  // Rules that would take everything else.
  const rule = saveRule(deps, lise, null, { name: 'Alle aftaler', conditions: { sender: '', subject: 'Praktikaftale', words: '', attachment: '' }, target: other });
  testRule(deps, lise, rule);
  switchRule(deps, lise, rule, true);
  const dispatch = await sendToSign(box, lise, 2);
  await settled(dispatch);
  const rows = lettersOf(dispatch);
  for (const row of rows) await signing.sign(row.request!);
  await pollSigning(deps);
  await settled(dispatch, 'completed');
  switchRule(deps, lise, rule, false);
  const messageOf = (request: string) => (deps.db.statement('SELECT id FROM messages WHERE signature_id = ?').get(request) as { id: string }).id;
  const roles = (document: string) => getDocument(deps.db, lise, document).files.map(({ role }) => role);
  const [first, second] = rows as [Row, Row];
  const caseOf = (document: string) => (deps.db.statement('SELECT case_id AS id FROM documents WHERE id = ?').get(document) as { id: string }).id;
  const id = messageOf(first.request!);
  const at = () => { const { place, userName, filed, decision } = getMessage(deps, lise, id); return [place, userName, filed?.documentId ?? null, decision.step]; };
  // Nothing to do: it found its letter, and the one who asked for it is told by the notice of the dispatch.
  expect(at()).toEqual(['done', 'Lise Overgaard', first.document, 'reply']);
  expect(getMessage(deps, lise, id)).toMatchObject({ signed: true, decision: { why: { key: 'distributed.signed' } }, thread: [{ kind: 'sent' }, { kind: 'received', id }], may: { reply: false } });
  expect(listMessages(deps, lise, { view: 'done', filter: 'signed', page: 1 }).rows.map((row) => row.id)).toContain(id);
  expect(roles(first.document)).toContain('signed');
  // Taken back: off the letter, in the tray, with nothing lost; filed again by the case that is suggested.
  undoDecision(deps, lise, id);
  expect(at()).toEqual(['tray', null, null, 'undone']);
  expect(roles(first.document)).not.toContain('signed');
  expect(suggestCases(deps.db, lise, id)[0]).toMatchObject({ ref: `case:${caseOf(first.document)}`, why: 'answered' });
  fileMessages(deps, lise, [id], `case:${caseOf(first.document)}`);
  expect([at()[2], roles(first.document).includes('signed')]).toEqual([first.document, true]);
  // On another case only by a person, as a document of its own; from there to the letter again.
  fileMessages(deps, lise, [id], `case:${caseOf(second.document)}`);
  const apart = getMessage(deps, lise, id).filed!.documentId!;
  expect([roles(first.document).includes('signed'), roles(apart)]).toEqual([false, ['signed']]);
  undoDecision(deps, lise, id);
  expect([at()[2], roles(first.document).includes('signed')]).toEqual([first.document, true]);
  expect(() => getDocument(deps.db, lise, apart)).toThrow('not_found');
  // It goes with its letter to another case.
  moveToCase(deps, lise, first.document, caseOf(second.document));
  expect(getMessage(deps, lise, id).filed).toMatchObject({ id: caseOf(second.document), documentId: first.document });
  // Who sees neither the case nor was given it sees nothing of it.
  expect(() => getMessage(deps, box.user('peter'), id)).toThrow('not_found');
  const web = await seated('lise');
  const page = await web.get(`/modtaget/faerdige?brev=${messageOf(second.request!)}`);
  expect(page).toContain('er kommet signeret tilbage');
  expect(page).toContain('Signeret af');
  expect(page).not.toContain('/meddelelse"');
  expect(await web.get(`/dokumenter/${first.document}`)).toContain(`href="/modtaget/${id}">Se det i posten`);
  expect(await web.status(`/modtaget/${id}/meddelelse`)).toBe(404);
  expect(verifyAudit(deps.db).faults).toEqual([]);
}, 90_000);

test('a signed letter whose sender has left goes to the case officer, who is told; where nobody can get it, it waits in the tray on its case', async () => {
  const { deps } = box;
  const lise = box.user('lise');
  const dispatch = await sendToSign(box, lise, 2);
  await settled(dispatch);
  const rows = lettersOf(dispatch);
  const caseOf = (document: string) => (deps.db.statement('SELECT case_id AS id FROM documents WHERE id = ?').get(document) as { id: string }).id;
  giveCaseAccess(deps, lise, { caseId: caseOf(rows[0]!.document), userId: box.user('aisha').id, kind: 'officer' });
  deps.db.statement("UPDATE users SET locked_at = '2026-01-01' WHERE id = ?").run(lise.id);
  for (const row of rows) await signing.sign(row.request!);
  await pollSigning(deps);
  await settled(dispatch, 'completed');
  deps.db.statement('UPDATE users SET locked_at = NULL WHERE id = ?').run(lise.id);
  const placed = rows.map(({ request }) => deps.db.statement("SELECT m.place, u.username AS who, m.case_id IS NOT NULL AS filed, json_extract(m.decision, '$.why.key') AS why FROM messages m LEFT JOIN users u ON u.id = m.user_id WHERE m.signature_id = ?").get(request));
  expect(placed).toEqual([{ place: 'assigned', who: 'aisha', filed: 1, why: 'distributed.signed' }, { place: 'tray', who: null, filed: 1, why: 'distributed.signed_untold' }]);
  expect(listNotices(deps.db, box.user('aisha'), { view: 'open', page: 1 }).rows.map(({ kind }) => kind)).toContain('post_received');
}, 90_000);

test('what comes back wrong is kept apart and never filed, each with its reason; the service may put it right', async () => {
  const lise = box.user('lise');
  const faults: [string, string][] = [
    ['signingOtherDocumentNext', 'other_document'], ['signingOverlayNext', 'content'], ['signingAlteredNext', 'content'], ['signingForeignNext', 'untrusted'], ['signingExpiredNext', 'certificate_expired'],
  ];
  const dispatch = await sendToSign(box, lise, faults.length + 1);
  await settled(dispatch);
  const rows = lettersOf(dispatch);
  for (const [n, [fault]] of faults.entries()) {
    await box.control({ [fault]: 1 });
    await signing.sign(rows[n]!.request!);
  }
  for (const [n, [, reason]] of faults.entries()) {
    const { request, document } = rows[n]!;
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
  // Letters that need no signature carry no link.
  expect(await signing.linkIn(lettersOf(other).find((row) => row.state === 'delivered')!.uuid)).toBeNull();
  const before = (await signing.all()).length;
  await box.control({ signingDown: false, signingDropNext: 2 });
  // Instead of waiting until it is their turn again.
  const hurry = setInterval(() => box.deps.db.write((tx) => tx.statement("UPDATE jobs SET run_at = ? WHERE kind = 'request-signature' AND state = 'waiting'").run(new Date().toISOString())), 300);
  await settled(waiting);
  clearInterval(hurry);
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

test('those who have not signed are reminded by a letter with their own link; who signs meanwhile gets none; a refusal gets a new link', async () => {
  const lise = box.user('lise');
  const dispatch = await sendToSign(box, lise, 4, { signBy: '2027-01-31' });
  await settled(dispatch);
  const rows = lettersOf(dispatch);
  await signing.decline(rows[3]!.request!);
  await stateIs(rows[3]!.request!, 'failed');
  const pages = await seated('lise');
  const today = new Date().toISOString().slice(0, 10);
  const list = (filter: 'missing' | 'failed' | 'completed') => listSignatures(box.deps.db, lise, { filter, dispatchId: dispatch, page: 1, today }).rows;
  expect(list('missing').map(({ state }) => state)).toEqual(['failed', 'received', 'received', 'received']);

  // Chosen by hand, and everybody who is missing.
  expect((await pages.post('/signaturer/paamindelser', [['til', '/signaturer']])).status).toBe(422);
  const one = await pages.post('/signaturer/paamindelser', [['signatur', rows[0]!.request!], ['til', '/signaturer']]);
  expect(one.headers.get('location')).toMatch(/^\/afsendelser\/[0-9a-f-]{36}\/kontrol$/);
  const all = await pages.post('/signaturer/paamindelser', [['alle', 'missing'], ['afsendelse', dispatch]]);
  const reminder = /afsendelser\/([0-9a-f-]{36})/.exec(all.headers.get('location')!)![1]!;
  // The one who has a reminder on its way is not reminded twice.
  await until(() => getDispatch(box.deps.db, lise, reminder).lookedUpAt !== null, 'look-up');
  const report = validate(box.deps, lise, reminder);
  expect([getDispatch(box.deps.db, lise, reminder).title, report.sendable, report.blockers]).toEqual(['Påmindelse: Praktikaftale', 3, []]);
  expect(await pages.get(`/afsendelser/${reminder}/kontrol`)).toContain('hver modtager får linket til selv at signere');
  // Signed before the reminder leaves.
  await signing.sign(rows[1]!.request!);
  await stateIs(rows[1]!.request!, 'completed');
  submit(box.deps, lise, reminder, report);
  await until(() => { const states = lettersOf(reminder).map(({ state }) => state); return states.length === 3 && states.every((state) => state === 'delivered' || state === 'cancelled'); }, 'the reminders');
  const sent = box.deps.db.statement(`SELECT l.message_uuid AS uuid, l.state, l.reason, r.for_letter_id AS reminded FROM letters l JOIN signature_reminders r ON r.letter_id = l.id WHERE l.dispatch_id = ?`).all(reminder) as { uuid: string; state: string; reason: string | null; reminded: string }[];
  const of = (letter: string) => sent.find(({ reminded }) => reminded === letter)!;
  expect([of(rows[1]!.id).state, JSON.parse(of(rows[1]!.id).reason!).key]).toEqual(['cancelled', 'signature.signed_meanwhile']);
  expect(await signing.linkIn(of(rows[2]!.id).uuid)).toBe(rows[2]!.url);
  const renewed = lettersOf(dispatch).filter(({ id }) => id === rows[3]!.id);
  expect(renewed.map(({ requestState }) => requestState)).toEqual(['failed', 'received']);
  expect(await signing.linkIn(of(rows[3]!.id).uuid)).toBe(renewed[1]!.url);
  expect(renewed[1]!.url).not.toBe(rows[3]!.url);
  expect(list('missing').find(({ letterId }) => letterId === rows[2]!.id)).toMatchObject({ reminders: 1, remindable: true });
  const document = box.deps.db.statement('SELECT case_id AS id FROM documents WHERE id = ?');
  const reminderDocument = box.deps.db.statement('SELECT document_id AS id FROM letters WHERE message_uuid = ?').get(of(rows[2]!.id).uuid) as { id: string };
  expect(document.get(reminderDocument.id)).toEqual(document.get(rows[2]!.document));

  reminded = dispatch;
  withdrawSignature(box.deps, lise, rows[2]!.request!);
  expect(() => withdrawSignature(box.deps, lise, rows[2]!.request!)).toThrow('signature.not_open');
  await until(async () => (await signing.all()).find(({ id }) => id === rows[2]!.request)?.state === 'cancelled', 'the request to be withdrawn there');
  expect(countSignatures(box.deps.db, lise, dispatch, today)).toEqual({ missing: 2, overdue: 0, failed: 0, completed: 1, cancelled: 1, all: 4 });
}, 120_000);

test('the list: over the day first; nobody sees a dispatch that is not theirs, nor a file that was refused', async () => {
  const dispatch = reminded;
  const late = lettersOf(dispatch).find((row) => row.requestState === 'received');
  box.deps.db.write((tx) => tx.statement("UPDATE signature_requests SET sign_by = '2026-01-01' WHERE id = ?").run(late!.request));
  const pages = await seated('lise');
  const html = await pages.get(`/signaturer?afsendelse=${dispatch}`);
  expect(html.indexOf('Udløb 1. jan. 2026')).toBeGreaterThan(0);
  expect(html.indexOf('Udløb 1. jan. 2026')).toBeLessThan(html.indexOf('31. jan. 2027'));
  // The one whose reminder is a draft is not offered another.
  const over = await pages.get('/signaturer?vis=overdue');
  expect([over.includes('Påmindelse på vej'), over.includes('Påmind 1 over fristen')]).toEqual([true, false]);
  expect(html).not.toMatch(/(?<![\w-])\d{6}-\d{4}(?!\w)/);
  await addUser(box.deps, null, { username: 'mads', name: 'Mads Fremmed', password: 'demo-mads', roles: ['case_officer'] });
  const stranger = await seated('mads');
  expect(await stranger.status(`/signaturer?afsendelse=${dispatch}`)).toBe(404);
  expect(await stranger.get('/signaturer')).not.toContain('Praktikaftale');
  expect((await stranger.post(`/signaturer/${late!.request}/annullering`, [])).status).toBe(404);
  expect((await stranger.post('/signaturer/paamindelser', [['signatur', late!.request!]])).status).toBe(422);
  await box.control({ signingForeignNext: 1 });
  await signing.sign(late!.request!);
  await stateIs(late!.request!, 'failed');
  expect(await pages.get(`/dokumenter/${late!.document}`)).toContain('som skolen ikke har sagt god for');
  expect([await pages.status(`/signaturer/${late!.request}/afvist-fil`), await stranger.status(`/signaturer/${late!.request}/afvist-fil`)]).toEqual([200, 404]);
  const answer = await pages.post(`/signaturer/${late!.request}/hentning`, [['til', `/signaturer?afsendelse=${dispatch}`]]);
  expect(answer.headers.get('location')).toBe(`/signaturer?afsendelse=${dispatch}`);
  await stateIs(late!.request!, 'failed');
}, 90_000);
