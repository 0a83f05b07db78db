import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Actor } from '../../src/access/index.ts';
import { importPeople, markPerson } from '../../src/people/index.ts';
import { prepareDispatch, draftCandidates, failedCandidates, getBatch, giveToEstate, listBatches, listCopies, listLetters, makeBatch, openBatchFile, planPaths, removeLetter, sendWithoutWaiting, setRecipient, startAttempts, submit, undoSubmission, validate } from '../../src/sending/index.ts';
import { changeSettings } from '../../src/settings/index.ts';
import { paperSheets } from '../../views/texts/paper-sheets.ts';
import { cprOf } from '../support/cpr.ts';
import { actorIn, draftIn, openSchool, statesOf, type School } from '../support/draft.ts';

let school: School;
let lise: Actor;
beforeAll(async () => {
  school = openSchool();
  lise = await actorIn(school, 'lise', 'secretary');
});
afterAll(() => school.close());

type Letter = { id: string; recipient_number: string; state: string; reason: string | null };
const lettersOf = (id: string) => school.deps.db.statement('SELECT id, recipient_number, state, reason FROM letters WHERE dispatch_id = ? ORDER BY ordinal').all(id) as Letter[];
const personOf = (cpr: string) => (school.deps.db.statement('SELECT id FROM people WHERE cpr = ?').get(cpr) as { id: string }).id;
const mark = (cpr: string, to: 'dead' | 'abroad' | null, on = '') => markPerson(school.deps, lise, personOf(cpr), { mark: to, on });
const report = (id: string) => validate(school.deps, lise, id);
const send = (id: string) => submit(school.deps, lise, id, report(id));
const reasonOf = (work: () => unknown) => { try { work(); return 'done'; } catch (error) { return (error as { reason: string }).reason; } };
const keyOf = (letter: Letter) => letter.reason && (JSON.parse(letter.reason) as { key: string }).key;
const wish = (letterId: string, path: 'print' | 'otherwise' | 'wait') => ({ letterId, path, address: null, showProtected: false });
/** The people of the sample are the same in every test: nobody is marked when one begins. */
const alive = () => school.deps.db.write((tx) => tx.statement('UPDATE people SET mark = NULL, mark_on = NULL').run());

test('a letter to somebody dead blocks until a person takes it off or gives it to the estate, which gets it on paper and never by Digital Post', async () => {
  const id = await draftIn(school, lise);
  alive();
  const [first, second] = lettersOf(id) as [Letter, Letter];
  const before = report(id);
  mark(first.recipient_number, 'dead', '12-05-2026');
  mark(second.recipient_number, 'dead');
  expect(reasonOf(() => submit(school.deps, lise, id, before))).toBe('dispatch.changed');
  expect(report(id).blockers).toMatchObject([{ kind: 'dead', letterId: first.id, who: 'Elev 1', on: '2026-05-12' }, { kind: 'dead', letterId: second.id, on: null }]);
  expect(reasonOf(() => send(id))).toBe('dispatch.blocked');
  const list = listLetters(school.deps.db, lise, id, { filter: 'attention', query: '', page: 1 });
  expect(list.rows.map(({ id: letterId, marked, estate }) => [letterId, marked?.mark, estate])).toEqual([[first.id, 'dead', false], [second.id, 'dead', false]]);
  expect(draftCandidates(school.deps.db, lise, id, school.clock.now()).map(({ why, path }) => [why, path])).toEqual([['dead', 'wait'], ['dead', 'wait']]);
  removeLetter(school.deps, lise, second.id);
  giveToEstate(school.deps, lise, first.id);
  expect(report(id).blockers).toEqual([]);
  expect(reasonOf(() => giveToEstate(school.deps, lise, lettersOf(id)[2]!.id))).toBe('letter.not_dead');
  const letters = lettersOf(id).length;
  send(id);
  // The mailbox is still open at Digital Post: it is not used.
  expect(statesOf(school, id)).toEqual({ failed: 1, preparing: letters - 2, removed: 1 });
  const batch = listBatches(school.deps.db, lise, 1).rows[0]!;
  await makeBatch(school.deps, batch.id, paperSheets);
  expect(getBatch(school.deps.db, lise, batch.id).rows.map(({ letterId }) => letterId)).toEqual([first.id]);
  const pages = await school.deps.documents.read(await school.deps.files.read(openBatchFile(school.deps, lise, batch.id).blobId), {});
  expect(pages[0]!.text.replace(/\s+/g, ' ')).toContain('Boet efter Elev 1');
}, 60_000);

test('what was chosen before somebody died, or for somebody else, is no word about their estate', async () => {
  const id = await draftIn(school, lise, { mailboxes: ['exempt', 'exempt'] });
  alive();
  const [first, second, third] = lettersOf(id) as [Letter, Letter, Letter];
  planPaths(school.deps, lise, id, [wish(first.id, 'print'), wish(second.id, 'print')], '');
  expect(report(id).blockers).toEqual([]);
  mark(first.recipient_number, 'dead');
  expect(report(id).blockers).toMatchObject([{ kind: 'dead', letterId: first.id }]);
  giveToEstate(school.deps, lise, first.id);
  mark(third.recipient_number, 'dead');
  setRecipient(school.deps, lise, first.id, third.recipient_number);
  expect(report(id).blockers.map((each) => 'letterId' in each && each.letterId)).toEqual([first.id, third.id]);
});

test('somebody who dies while a letter waits does not get it: in the minutes of undoing, and on the day it leaves', async () => {
  changeSettings(school.deps, null, { 'sending.undoMinutes': 5 });
  const id = await draftIn(school, lise, { mailboxes: ['exempt'] });
  alive();
  const [first, second] = lettersOf(id) as [Letter, Letter];
  planPaths(school.deps, lise, id, [wish(first.id, 'print')], '');
  send(id);
  mark(first.recipient_number, 'dead');
  undoSubmission(school.deps, lise, id);
  expect(report(id).blockers).toMatchObject([{ kind: 'dead', letterId: first.id }]);
  mark(first.recipient_number, null);
  // The window closes on somebody who has died: what was chosen for the living is not done.
  send(id);
  mark(first.recipient_number, 'dead');
  const batches = listBatches(school.deps.db, lise, 1).total;
  sendWithoutWaiting(school.deps, lise, id);
  expect([keyOf(lettersOf(id)[0]!), lettersOf(id)[0]!.state, listBatches(school.deps.db, lise, 1).total]).toEqual(['recipient.dead', 'failed', batches]);
  await prepareDispatch(school.deps, id);
  changeSettings(school.deps, null, { 'sending.undoMinutes': 0 });
  mark(second.recipient_number, 'dead');
  const left = school.deps.db.write((tx) => startAttempts(tx, school.deps, 'test', 500)).map(({ letter }) => letter.id);
  expect([left.includes(second.id), left.length]).toEqual([false, lettersOf(id).length - 2]);
  const stopped = lettersOf(id).find((letter) => letter.id === second.id)!;
  expect([stopped.state, keyOf(stopped)]).toEqual(['failed', 'recipient.dead']);
  expect(failedCandidates(school.deps.db, lise, { dispatchId: id }, school.clock.now()).rows.map(({ letterId, why, path }) => [letterId, why, path])).toContainEqual([second.id, 'dead', 'wait']);
}, 60_000);

test('somebody gone abroad is told of: by Digital Post where there is a mailbox, on paper where there is none', async () => {
  const id = await draftIn(school, lise, { mailboxes: ['registered', 'closed', 'closed'] });
  alive();
  const [first, second] = lettersOf(id) as [Letter, Letter];
  const before = report(id);
  mark(first.recipient_number, 'abroad', '01-08-2026');
  mark(second.recipient_number, 'abroad');
  const now = report(id);
  expect([now.blockers, now.fingerprint === before.fingerprint, now.sendable]).toEqual([[], false, before.sendable]);
  expect(now.abroad.map(({ letterId, on }) => [letterId, on])).toEqual([[first.id, '2026-08-01']]);
  expect(now.heldBack.map(({ marked }) => marked?.mark ?? null)).toEqual(['abroad', null]);
  expect(draftCandidates(school.deps.db, lise, id, school.clock.now()).map(({ why, path }) => [why, path])).toEqual([['abroad', 'print'], ['closed_person', 'wait']]);
});

test('a dead guardian is proposed for no copy, one chosen before blocks, and nothing goes to the parents of a dead student by itself', async () => {
  const id = await draftIn(school, lise);
  alive();
  const letter = lettersOf(id)[0]!;
  const student = cprOf('2010-02-03', 12);
  const [anne, bo] = [cprOf('1980-02-03', 1), cprOf('1979-02-03', 2)];
  importPeople(school.deps, null, {
    people: [{ cpr: student, name: 'Sofie Juul', kind: 'student' }, { cpr: anne, name: 'Anne Juul', kind: 'guardian' }, { cpr: bo, name: 'Bo Juul', kind: 'guardian' }],
    guardianships: [{ studentCpr: student, guardianCpr: anne, relation: 'Mor', custody: true }, { studentCpr: student, guardianCpr: bo, relation: 'Far', custody: true }], companies: [],
  });
  setRecipient(school.deps, lise, letter.id, student);
  const group = () => listCopies(school.deps, lise, id, 1).groups.find(({ letterId }) => letterId === letter.id);
  expect(group()!.proposals.map(({ name }) => name)).toEqual(['Anne Juul', 'Bo Juul']);
  mark(bo, 'dead');
  expect([group()!.proposals.map(({ name }) => name), group()!.dead.map(({ name }) => name)]).toEqual([['Anne Juul'], ['Bo Juul']]);
  school.deps.db.write((tx) => tx.statement(`INSERT INTO letters (id, dispatch_id, ordinal, pages, recipient_kind, recipient_number, recipient_name, certainty, evidence, found, alternatives, role, follows_letter_id, about_kind, about_number, state, message_uuid, updated_at)
    SELECT ?, dispatch_id, 900, pages, 'cpr', ?, 'Bo Juul', 'confirmed', '[]', '[]', '[]', 'guardian_copy', id, 'cpr', ?, 'draft', ?, 'now' FROM letters WHERE id = ?`).run(school.deps.ids.uuid(), bo, student, school.deps.ids.uuid(), letter.id));
  expect(report(id).blockers).toMatchObject([{ kind: 'copy', why: 'copy.dead', who: 'Bo Juul' }]);
  mark(bo, null);
  expect(report(id).blockers).toEqual([]);
  mark(student, 'dead');
  expect(report(id).blockers.map((each) => ('why' in each ? each.why : each.kind)).sort()).toEqual(['copy.about_dead', 'dead']);
  expect(group()?.proposals ?? []).toEqual([]);
});
