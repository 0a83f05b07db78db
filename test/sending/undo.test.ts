import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Actor } from '../../src/access/index.ts';
import { approve, beginDispatch, cancelLetters, getDispatch, listLetters, prepareDispatch, recallLetter, removeLetter, requestApproval, sendWithoutWaiting, setOptions, startAttempts, submit, undoSubmission, validate } from '../../src/sending/index.ts';
import { outgoingLetter } from '../../src/sending/deliver.ts';
import { changeSettings } from '../../src/settings/index.ts';
import { actorIn, draftIn, openSchool, statesOf, type School } from '../support/draft.ts';

let school: School;
let lise: Actor;
let birgit: Actor;
beforeAll(async () => {
  school = openSchool();
  changeSettings(school.deps, null, { 'sending.undoMinutes': 5 });
  lise = await actorIn(school, 'lise', 'secretary');
  birgit = await actorIn(school, 'birgit', 'leader');
});
afterAll(() => school.close());

const send = (id: string) => submit(school.deps, lise, id, validate(school.deps, lise, id));
const documents = () => (school.deps.db.statement('SELECT count(*) AS n FROM documents').get() as { n: number }).n;
/** Does the queue's work that is due, once. */
const work = async (id: string) => {
  beginDispatch(school.deps, id);
  await prepareDispatch(school.deps, id);
};
const first = (id: string) => listLetters(school.deps.db, lise, id, { filter: 'all', query: '', page: 1 }).rows[0]!;

test('the pages: a countdown with its undo, a letter recalled after a question, and too late is said', async () => {
  changeSettings(school.deps, null, { 'sending.undoMinutes': 5 });
  const id = await draftIn(school, lise);
  send(id);
  const page = await (await school.get(`/afsendelser/${id}`, 'lise')).text();
  expect(page).toContain('Om 5 min. 00 sek.');
  const letter = first(id).id;
  expect(await (await school.get(`/breve/${letter}/tilbagekaldelse`, 'lise')).text()).toContain('Kald brevet tilbage');
  expect((await school.post(`/breve/${letter}/tilbagekaldelse`, {}, 'lise')).headers.get('location')).toBe(`/afsendelser/${id}`);
  expect(await (await school.get(`/breve/${letter}/tilbagekaldelse`, 'lise')).text()).toContain('kan ikke kaldes tilbage');
  expect((await school.post(`/afsendelser/${id}/fortrydning`, {}, 'lise')).headers.get('location')).toBe(`/afsendelser/${id}/kontrol`);
  const late = await school.post(`/afsendelser/${id}/fortrydning`, {}, 'lise');
  expect(late.headers.get('location')).toBe(`/afsendelser/${id}`);
  expect(late.headers.get('set-cookie')).toContain('undoTooLate');
});

test('within the window everything comes back to the draft it was, nothing is made or filed, and it can be changed and sent anew', async () => {
  const { deps, clock } = school;
  const id = await draftIn(school, lise, { mailboxes: ['exempt'] });
  const draft = getDispatch(deps.db, lise, id);
  send(id);
  expect(statesOf(school, id)).toEqual({ waiting_undo: 12 });
  const filed = documents();
  clock.advance(4 * 60_000);
  await work(id);
  expect([statesOf(school, id), documents()]).toEqual([{ waiting_undo: 12 }, filed]);
  undoSubmission(deps, lise, id);
  expect(statesOf(school, id)).toEqual({ draft: 12 });
  expect(getDispatch(deps.db, lise, id)).toMatchObject({ state: 'draft', title: draft.title, submittedAt: null, undoUntil: null });
  expect(() => undoSubmission(deps, lise, id)).toThrow('undo.too_late');
  removeLetter(deps, lise, first(id).id);
  send(id);
  // The window of the first submission would have closed now: the second one has its own.
  clock.advance(3 * 60_000);
  await work(id);
  expect(statesOf(school, id)).toEqual({ removed: 1, waiting_undo: 11 });
  clock.advance(3 * 60_000);
  await work(id);
  expect(statesOf(school, id)).toEqual({ queued: 11, removed: 1 });
  expect(documents()).toBeGreaterThan(filed);
  expect(() => undoSubmission(deps, lise, id)).toThrow('undo.too_late');
});

test('whoever is sure need not wait; one letter recalled meanwhile stays off the list after an undo', async () => {
  const { deps } = school;
  const id = await draftIn(school, lise);
  send(id);
  recallLetter(deps, lise, first(id).id);
  recallLetter(deps, lise, listLetters(deps.db, lise, id, { filter: 'all', query: '', page: 1 }).rows[1]!.id);
  undoSubmission(deps, lise, id);
  expect(statesOf(school, id)).toEqual({ draft: 10, removed: 2 });
  send(id);
  sendWithoutWaiting(deps, lise, id);
  expect(statesOf(school, id)).toEqual({ preparing: 10, removed: 2 });
  expect(() => sendWithoutWaiting(deps, lise, id)).toThrow('undo.too_late');
  await work(id);
  expect(statesOf(school, id)).toEqual({ queued: 10, removed: 2 });
});

test('everything recalled in the window leaves nothing behind for the queue', async () => {
  const { deps, clock } = school;
  const id = await draftIn(school, lise);
  send(id);
  expect(cancelLetters(deps, lise, id)).toBe(12);
  clock.advance(6 * 60_000);
  await work(id);
  expect(statesOf(school, id)).toEqual({ cancelled: 12 });
});

test('who approved may undo too, and the approval is used up: the draft is approved anew', async () => {
  const { deps } = school;
  changeSettings(deps, null, { 'approval.fromRecipients': 1 });
  const id = await draftIn(school, lise);
  requestApproval(deps, lise, id, validate(deps, lise, id));
  approve(deps, birgit, id, validate(deps, birgit, id));
  expect(statesOf(school, id)).toEqual({ waiting_undo: 12 });
  undoSubmission(deps, birgit, id);
  expect(() => send(id)).toThrow('dispatch.needs_approval');
  changeSettings(deps, null, { 'approval.fromRecipients': 0 });
});

test('a deferred dispatch waits for its day and time; one letter of it is recalled, the others leave then', async () => {
  const { deps, clock } = school;
  changeSettings(deps, null, { 'sending.undoMinutes': 0 });
  const day = new Date(clock.now().getTime() + 3 * 86_400_000).toISOString().slice(0, 10);
  const id = await draftIn(school, lise, { options: { deliverOn: day, deliverTime: '14.30' } });
  expect(validate(deps, lise, id)).toMatchObject({ deliverOn: day, deliverTime: '14:30' });
  send(id);
  await work(id);
  expect(statesOf(school, id)).toEqual({ waiting_date: 12 });
  const { at } = deps.db.statement("SELECT DISTINCT run_at AS at FROM jobs WHERE kind = 'deliver-letter' AND state = 'waiting' AND json_extract(payload, '$.dispatchId') = ?").get(id) as { at: string };
  expect(at).toBe(`${day}T13:30:00.000Z`);
  const one = first(id);
  recallLetter(deps, lise, one.id);
  expect(statesOf(school, id)).toEqual({ cancelled: 1, waiting_date: 11 });
  expect(() => recallLetter(deps, lise, one.id)).toThrow('letter.left');
});

test('where Digital Post holds a deferred letter, it leaves now with its day, also when the setting is changed in between; the report says so and is bound to it', async () => {
  const { deps, clock } = school;
  changeSettings(deps, null, { 'sending.undoMinutes': 0, 'sending.platformHolds': true });
  const day = new Date(clock.now().getTime() + 3 * 86_400_000).toISOString().slice(0, 10);
  const id = await draftIn(school, lise, { options: { deliverOn: day, deliverTime: '14.30' } });
  const seen = validate(deps, lise, id);
  expect(seen).toMatchObject({ deliverOn: day, deliverTime: null, platformHolds: true });
  changeSettings(deps, null, { 'sending.platformHolds': false });
  expect(() => submit(deps, lise, id, seen)).toThrow('dispatch.changed');
  changeSettings(deps, null, { 'sending.platformHolds': true });
  submit(deps, lise, id, seen);
  await work(id);
  expect(statesOf(school, id)).toEqual({ queued: 12 });
  changeSettings(deps, null, { 'sending.platformHolds': false });
  const attempts = deps.db.write((tx) => startAttempts(tx, deps, 'test', 100)).filter(({ letter }) => letter.dispatch_id === id);
  const days = new Set(await Promise.all(attempts.map(async (attempt) => (await outgoingLetter(deps, attempt)).doNotDeliverUntil)));
  expect([attempts.length, [...days]]).toEqual([12, [day]]);
});

test('a time that has gone is refused, and a day whose time goes by while one thinks blocks the report', async () => {
  const { deps, clock } = school;
  const today = clock.now().toISOString().slice(0, 10);
  const id = await draftIn(school, lise);
  const options = (deliverTime: string | null, deliverOn = today) => setOptions(deps, lise, id, { title: 'Brev', documentTypeId: null, replyAllowed: false, removeCpr: true, deliverOn, deliverTime });
  expect(() => options('00.01')).toThrow('options.time_past');
  expect(() => options('25.00')).toThrow('options.bad_time');
  options('23.59');
  expect(validate(deps, lise, id).blockers.map(({ kind }) => kind)).not.toContain('deliver_on_past');
  clock.advance(14 * 3_600_000);
  expect(validate(deps, lise, id).blockers.map(({ kind }) => kind)).toContain('deliver_on_past');
});
