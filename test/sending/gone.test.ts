import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import type { Actor } from '../../src/access/index.ts';
import { importPeople, markPerson, rememberMailboxes } from '../../src/people/index.ts';
import { prepareDispatch, draftCandidates, failedCandidates, getBatch, giveToEstate, handOverBatch, handOverSoon, lettersThatWait, lettersToRemind, listBatches, listCopies, listLetters, listSignatures, makeBatch, markPrinted, openBatchFile, planPaths, removeLetter, sendWithoutWaiting, setRecipient, startAttempts, submit, takePaths, undoSubmission, validate } from '../../src/sending/index.ts';
import { changeSettings } from '../../src/settings/index.ts';
import { askForSignature } from '../../src/signatures/index.ts';
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

test('a custody holder who has died is not asked to sign: not when it leaves, not while the link is awaited, not by a reminder; with nobody left the letter waits for a person', async () => {
  const { deps } = school;
  changeSettings(deps, null, { 'signing.baseUrl': 'https://localhost:1/signing', 'signing.roots': rootCertificates[0]!, 'sending.undoMinutes': 0 });
  const id = await draftIn(school, lise, { options: { signatureRequired: true, signers: 'guardians' } });
  alive();
  const letters = lettersOf(id);
  const [cleo, dan, eva] = [cprOf('1981-02-03', 1), cprOf('1982-02-03', 2), cprOf('1983-02-03', 3)];
  const students = [cprOf('2010-03-04', 21), cprOf('2010-03-05', 22)];
  importPeople(deps, null, {
    people: [...students.map((cpr, n) => ({ cpr, name: `Barn ${n}`, kind: 'student' as const })), ...[cleo, dan, eva].map((cpr) => ({ cpr, name: `Værge ${cpr.slice(0, 6)}`, kind: 'guardian' as const }))],
    guardianships: [[students[0]!, cleo], [students[1]!, dan], [students[1]!, eva]].map(([studentCpr, guardianCpr]) => ({ studentCpr: studentCpr!, guardianCpr: guardianCpr!, relation: 'Mor', custody: true })), companies: [],
  });
  students.forEach((cpr, n) => setRecipient(deps, lise, letters[n]!.id, cpr));
  for (const letter of letters.slice(2)) removeLetter(deps, lise, letter.id);
  deps.db.write((tx) => {
    rememberMailboxes(tx, [...students, cleo, dan, eva].map((number) => ({ recipient: { kind: 'cpr' as const, number }, status: 'registered' as const })), deps.clock.now());
    [[0, cleo], [1, dan], [1, eva]].forEach(([of, guardian], n) => tx.statement(`INSERT INTO letters (id, dispatch_id, ordinal, pages, recipient_kind, recipient_number, recipient_name, certainty, evidence, found, alternatives, role, follows_letter_id, about_kind, about_number, state, message_uuid, updated_at)
      SELECT ?, dispatch_id, ?, pages, 'cpr', ?, 'Værge', 'confirmed', '[]', '[]', '[]', 'guardian_copy', id, 'cpr', recipient_number, 'draft', ?, 'now' FROM letters WHERE id = ?`).run(deps.ids.uuid(), 900 + n, guardian!, deps.ids.uuid(), letters[of as number]!.id));
  });
  expect([report(id).blockers, report(id).signers]).toEqual([[], 3]);
  // The only ones who sign are dead: nothing can be signed, whatever else is settled.
  for (const each of [cleo, dan, eva]) mark(each, 'dead');
  expect(report(id).blockers.map(({ kind }) => kind)).toEqual(['copy', 'copy', 'copy', 'nobody_signs']);
  for (const each of [cleo, dan, eva]) mark(each, null);
  send(id);
  await prepareDispatch(deps, id);
  const of = (number: string) => lettersOf(id).find((letter) => letter.recipient_number === number)!;
  const requestOf = (number: string) => deps.db.statement('SELECT id, state FROM signature_requests WHERE signer_number = ? ORDER BY rowid DESC').all(number) as { id: string; state: string }[];
  mark(cleo, 'dead');
  const sentTo = deps.db.write((tx) => startAttempts(tx, deps, 'test', 500)).map(({ letter }) => letter.recipient_number);
  expect(sentTo).toEqual([students[1]!]);
  expect([of(cleo), of(students[0]!)].map((letter) => [letter.state, keyOf(letter)])).toEqual([['failed', 'copy.dead'], ['failed', 'signature.nobody_left']]);
  expect([requestOf(cleo), requestOf(students[0]!)]).toEqual([[], []]);
  expect([requestOf(dan), requestOf(eva)].map((rows) => rows.map(({ state }) => state))).toEqual([['ordered'], ['ordered']]);
  // One dies while the service is waited for: it is never asked. The other is (and there is none here to answer).
  mark(dan, 'dead');
  const ask = (number: string) => askForSignature(deps, null, requestOf(number)[0]!.id, lettersThatWait(deps));
  await ask(dan);
  expect([of(dan).state, keyOf(of(dan)), requestOf(dan)[0]!.state]).toEqual(['failed', 'copy.dead', 'cancelled']);
  await expect(ask(eva)).rejects.toThrow('signing.not_configured');
  expect([of(eva).state, requestOf(eva)[0]!.state]).toEqual(['queued', 'ordered']);
  // One dies after the letter has arrived: there is nobody to remind.
  deps.db.write((tx) => {
    tx.statement("UPDATE signature_requests SET state = 'received', url = 'https://localhost/x' WHERE id = ?").run(requestOf(eva)[0]!.id);
    tx.statement("UPDATE letters SET state = 'delivered' WHERE id = ?").run(of(eva).id);
  });
  const remindable = () => listSignatures(deps.db, lise, { filter: 'missing', dispatchId: id, page: 1, today: '2026-11-26' }).rows.filter((row) => row.remindable).length;
  expect([remindable(), lettersToRemind(deps, lise, { ids: [requestOf(eva)[0]!.id] }).size]).toEqual([1, 1]);
  mark(eva, 'dead');
  expect([remindable(), reasonOf(() => lettersToRemind(deps, lise, { ids: [requestOf(eva)[0]!.id] }))]).toEqual([0, 'signature.none_chosen']);
}, 60_000);

test('who dies while the letter lies in a batch is taken out of it, when it is made, opened, said to be printed and handed over; what was given to the estate stays', async () => {
  const { deps } = school;
  const remote = mkdtempSync(join(tmpdir(), 'elevarkiv-fjernprint-'));
  changeSettings(deps, null, { 'paper.remoteFolder': remote, 'sending.undoMinutes': 0 });
  const id = await draftIn(school, lise, { mailboxes: Array.from({ length: 8 }, () => 'exempt' as const) });
  alive();
  send(id);
  const letters = lettersOf(id).slice(0, 8);
  // Whoever is known to be dead when their letter is put on paper: the estate gets it.
  mark(letters[0]!.recipient_number, 'dead');
  const batchOf = (which: Letter[], path: 'print' | 'remote') => takePaths(deps, lise, which.map((letter) => ({ ...wish(letter.id, 'print'), path })), { note: '', duplex: false })[path]!;
  const inIt = (batch: string) => getBatch(deps.db, lise, batch).rows.filter(({ position }) => position !== null).map(({ letterId }) => letterId).sort();
  const ids = (...at: number[]) => at.map((n) => letters[n]!.id).sort();
  const whyOut = (batch: string) => getBatch(deps.db, lise, batch).rows.filter(({ position }) => position === null).map(({ letterId, problem }) => [letterId, problem?.key]);

  const print = batchOf(letters.slice(0, 5), 'print');
  mark(letters[1]!.recipient_number, 'dead');
  await makeBatch(deps, print, paperSheets);
  expect([inIt(print), whyOut(print)]).toEqual([ids(0, 2, 3, 4), [[letters[1]!.id, 'recipient.dead']]]);
  mark(letters[2]!.recipient_number, 'dead');
  expect(reasonOf(() => openBatchFile(deps, lise, print))).toBe('paper.recipient_dead');
  expect(getBatch(deps.db, lise, print).state).toBe('making');
  await makeBatch(deps, print, paperSheets);
  const pages = await deps.documents.read(await deps.files.read(openBatchFile(deps, lise, print).blobId), {});
  expect([inIt(print), pages.map(({ text }) => text).join(' ').includes('Elev 3')]).toEqual([ids(0, 3, 4), false]);
  mark(letters[3]!.recipient_number, 'dead');
  expect(reasonOf(() => markPrinted(deps, lise, print))).toBe('paper.recipient_dead');
  await makeBatch(deps, print, paperSheets);
  expect(markPrinted(deps, lise, print)).toBe(2);
  expect(lettersOf(id).slice(0, 5).map(({ state }) => state)).toEqual(['printed', 'failed', 'failed', 'failed', 'printed']);
  // They wait for a person, who may give them to the estate now.
  const waiting = failedCandidates(deps.db, lise, { dispatchId: id }, school.clock.now()).rows;
  expect(waiting.filter(({ why }) => why === 'dead').map(({ letterId, path }) => [letterId, path])).toEqual([1, 2, 3].map((n) => [letters[n]!.id, 'wait']));

  const folder = batchOf(letters.slice(5, 8), 'remote');
  await makeBatch(deps, folder, paperSheets);
  mark(letters[5]!.recipient_number, 'dead');
  expect(reasonOf(() => handOverSoon(deps, lise, folder))).toBe('paper.recipient_dead');
  await makeBatch(deps, folder, paperSheets);
  handOverSoon(deps, lise, folder);
  // Asked for, and one more dies before the folder is written.
  mark(letters[6]!.recipient_number, 'dead');
  await handOverBatch(deps, folder, paperSheets);
  expect(lettersOf(id).slice(5, 8).map(({ state }) => state)).toEqual(['failed', 'failed', 'remote_printed']);
  const written = readdirSync(join(remote, getBatch(deps.db, lise, folder).folder!));
  expect(written.filter((name) => name.endsWith('.pdf')).length).toBe(1);
  expect(school.events('paper.letter_out')).toBe(5);

  // Nobody left: the batch says so instead of a folder with nothing in it.
  const last = batchOf([letters[1]!], 'remote');
  alive();
  await makeBatch(deps, last, paperSheets);
  handOverSoon(deps, lise, last);
  deps.db.write((tx) => tx.statement('UPDATE paper_letters SET estate = 0 WHERE batch_id = ?').run(last));
  mark(letters[1]!.recipient_number, 'dead');
  await handOverBatch(deps, last, paperSheets);
  expect([getBatch(deps.db, lise, last).state, getBatch(deps.db, lise, last).problem?.key, readdirSync(remote).length]).toEqual(['failed', 'paper.nothing_left', 1]);
  rmSync(remote, { recursive: true, force: true });
}, 120_000);
