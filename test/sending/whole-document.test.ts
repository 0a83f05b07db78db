import { afterAll, beforeAll, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listDocumentTypes } from '../../src/archive/index.ts';
import { runJobs } from '../../src/jobs/index.ts';
import { addRecipient, getDispatch, leaveOutPage, listLetters, namedInDocument, openQuestions, restorePage, searchRecipients, setOptions, shareDocument, splitAgain, splitLetter, submit, uploadDispatch, validate } from '../../src/sending/index.ts';
import { makeBox, until, type Box } from '../support/box.ts';

let box: Box;
let jobs: Promise<void>;
const stopping = new AbortController();
beforeAll(async () => {
  box = await makeBox();
  jobs = runJobs(box.deps, stopping.signal);
}, 60_000);
afterAll(async () => {
  stopping.abort();
  await jobs;
  await box.close();
}, 60_000);

async function draft(): Promise<string> {
  const lise = box.user('lise');
  const bytes = new Uint8Array(readFileSync(join(import.meta.dir, '../../samples/optagelsesbreve.pdf')));
  const id = await uploadDispatch(box.deps, lise, { filename: 'brev.pdf', content: (async function* () { yield bytes; })() });
  await until(() => { const found = getDispatch(box.deps.db, lise, id); return found.state === 'draft' && found.lookedUpAt !== null; }, 'reading and look-up');
  return id;
}
const lettersOf = (id: string) => box.deps.db.statement('SELECT ordinal, pages, recipient_number AS number, certainty, state FROM letters WHERE dispatch_id = ? ORDER BY ordinal').all(id) as { ordinal: number; pages: string; number: string | null; certainty: string; state: string }[];
const registered = (count: number) => box.deps.db.statement(`SELECT p.id, p.cpr FROM people p JOIN mailboxes m ON m.number = p.cpr WHERE m.status = 'registered' LIMIT ${count}`).all() as { id: string; cpr: string }[];
const reasonOf = (work: () => void) => { try { work(); return 'done'; } catch (error) { return (error as { reason: string }).reason; } };

test('a whole document goes to each recipient once, all of it, and to nobody it merely names', async () => {
  const { deps } = box;
  const lise = box.user('lise');
  const id = await draft();
  const inParts = lettersOf(id);
  expect(inParts.length).toBeGreaterThan(3);
  shareDocument(deps, lise, id);
  expect(lettersOf(id)).toEqual([]);
  expect(openQuestions(deps.db, lise, id).ownerless).toEqual([]);
  expect(validate(deps, lise, id).blockers.map(({ kind }) => kind)).toContain('no_letters');
  const [first, second] = registered(2);
  addRecipient(deps, lise, id, { ref: `person:${first!.id}` });
  addRecipient(deps, lise, id, { number: `${second!.cpr.slice(0, 6)}-${second!.cpr.slice(6)}` });
  const all = JSON.stringify(Array.from({ length: getDispatch(deps.db, lise, id).pages! }, (_, n) => n + 1));
  expect(lettersOf(id).map(({ pages, number, certainty }) => [pages, number, certainty])).toEqual([[all, first!.cpr, 'confirmed'], [all, second!.cpr, 'confirmed']]);
  expect(reasonOf(() => addRecipient(deps, lise, id, { number: second!.cpr }))).toBe('recipient.there_already');
  expect(reasonOf(() => addRecipient(deps, lise, id, { number: '123' }))).toBe('number.shape');
  expect(reasonOf(() => splitLetter(deps, lise, id, 2))).toBe('boundaries.whole_document');
  expect(reasonOf(() => shareDocument(deps, lise, id))).toBe('boundaries.whole_already');
  expect(namedInDocument(deps.db, lise, id).length).toBeGreaterThan(3);
  expect(namedInDocument(deps.db, lise, id).every(({ masked }) => /^\d{6}-x{4}$/.test(masked))).toBe(true);

  leaveOutPage(deps, lise, id, 2);
  expect(lettersOf(id).map(({ pages }) => JSON.parse(pages).includes(2))).toEqual([false, false]);
  expect(lettersOf(id).map(({ number }) => number)).toEqual([first!.cpr, second!.cpr]);
  restorePage(deps, lise, id, 2);
  expect(lettersOf(id).map(({ pages }) => pages)).toEqual([all, all]);

  splitAgain(deps, lise, id);
  expect(lettersOf(id).map(({ pages, number, certainty }) => ({ pages, number, certainty }))).toEqual(inParts.map(({ pages, number, certainty }) => ({ pages, number, certainty })));
  expect(reasonOf(() => addRecipient(deps, lise, id, { number: second!.cpr }))).toBe('boundaries.not_whole');

  shareDocument(deps, lise, id);
  for (const { cpr } of [first!, second!]) addRecipient(deps, lise, id, { number: cpr });
  await until(() => getDispatch(deps.db, lise, id).lookedUpAt !== null, 'look-up');
  for (const page of openQuestions(deps.db, lise, id).unreadable.map((each) => each.page)) leaveOutPage(deps, lise, id, page);
  setOptions(deps, lise, id, { title: 'Til jer begge', documentTypeId: listDocumentTypes(deps.db)[0]!.id, replyAllowed: false, removeCpr: true, deliverOn: null });
  const report = validate(deps, lise, id);
  expect(report.blockers).toEqual([]);
  expect(report.sendable).toBe(2);
  submit(deps, lise, id, report);
  await until(() => getDispatch(deps.db, lise, id).state === 'settled', 'delivery');
  const { rows } = listLetters(deps.db, lise, id, { filter: 'delivered', query: '', page: 1 });
  expect(rows.length).toBe(2);
  const counts = await box.counts();
  expect(counts.totals.twice).toBe(0);
}, 180_000);

test('a name finds people and companies, masked; somebody who may not send finds nobody', async () => {
  const { deps } = box;
  const lise = box.user('lise');
  const id = await draft();
  const { name, cpr, class_name: className } = deps.db.statement("SELECT name, cpr, class_name FROM people WHERE kind = 'student' AND class_name IS NOT NULL LIMIT 1").get() as { name: string; cpr: string; class_name: string };
  const hits = searchRecipients(deps.db, lise, id, name.toUpperCase());
  expect(hits[0]).toMatchObject({ name, role: 'student', kind: 'cpr' });
  expect(JSON.stringify(hits)).not.toContain(cpr);
  expect(hits[0]!.masked).toBe(`${cpr.slice(0, 6)}-xxxx`);
  expect(searchRecipients(deps.db, lise, id, className).length).toBeGreaterThan(0);
  expect(searchRecipients(deps.db, lise, id, '%%')).toEqual([]);
  expect(searchRecipients(deps.db, lise, id, 'a')).toEqual([]);
  const reader = { id: 'x', username: 'x', name: 'x', roles: ['reader' as const] };
  expect(reasonOf(() => searchRecipients(deps.db, reader, id, name))).toBe('not_found');
}, 60_000);
