import { afterAll, beforeAll, expect, test } from 'bun:test';
import fc from 'fast-check';
import type { Actor } from '../../src/access/index.ts';
import { rememberMailboxes } from '../../src/people/index.ts';
import { contentKey } from '../../src/sending/duplicates.ts';
import { addCopy, approve, listLetters, removeDuplicates, removeLetter, requestApproval, submit, validate } from '../../src/sending/index.ts';
import { changeSettings } from '../../src/settings/index.ts';
import { cprOf } from '../support/cpr.ts';
import { actorIn, draftIn, openSchool, statesOf, type School } from '../support/draft.ts';

let school: School;
let lise: Actor;
let peter: Actor;
beforeAll(async () => {
  school = openSchool();
  changeSettings(school.deps, null, { 'sending.duplicateDays': 30 });
  lise = await actorIn(school, 'lise', 'secretary');
  peter = await actorIn(school, 'peter', 'case_officer');
});
afterAll(() => school.close());

const letter = 'Kære elev. Du er optaget på skolen fra næste skoleår. Hilsen kontoret';

test('spaces, case and dates do not make another letter; a word does, and so little text says nothing', () => {
  const key = contentKey(`${letter} 24. november 2026`)!;
  for (const same of [`${letter} 3. december 2026`, `${letter}24-11-2026`, `  ${letter.toUpperCase()}\n\n1/2 2027 `.replace('1/2 2027', '01/02/2027'), `${letter} 2. feb. 2027`]) expect(contentKey(same)).toBe(key);
  expect(contentKey(letter.replace('optaget', 'ikke optaget'))).not.toBe(key);
  expect(contentKey('24. november 2026')).toBeNull();
  fc.assert(fc.property(fc.array(fc.constantFrom(' ', '\n', '\t', '\u00a0'), { maxLength: 5 }), fc.nat(letter.length), (spaces, at) => {
    expect(contentKey(letter.slice(0, at) + spaces.join('') + letter.slice(at))).toBe(contentKey(letter));
  }));
  fc.assert(fc.property(fc.constantFrom(...'abcdxyzæøå7'), fc.nat(letter.length), (sign, at) => {
    expect(contentKey(letter.slice(0, at) + sign + letter.slice(at))).not.toBe(contentKey(letter));
  }));
});

test('the same to the same again must be ticked off, is told with whom and when, and can go off the list', async () => {
  const { deps } = school;
  const first = await draftIn(school, lise);
  removeLetter(deps, lise, listLetters(deps.db, lise, first, { filter: 'all', query: '', page: 1 }).rows[0]!.id);
  const report = validate(deps, lise, first);
  expect([report.duplicates, report.sentBefore]).toEqual([[], null]);
  submit(deps, lise, first, report);

  const again = await draftIn(school, peter);
  const seen = validate(deps, peter, again);
  // The one that was taken off the list got nothing.
  expect(seen.duplicates.map(({ ordinal, by, title }) => [ordinal, by, title])).toEqual(Array.from({ length: 11 }, (_, n) => [n + 2, 'Lise', 'Optagelse']));
  expect(seen.sentBefore).toMatchObject({ by: 'Lise' });
  expect(() => submit(deps, peter, again, seen)).toThrow('dispatch.sent_before');
  const page = await (await school.get(`/afsendelser/${again}/kontrol`, 'peter')).text();
  expect(page).toContain('11 modtagere har fået det samme brev for nylig');
  // Another's dispatch is named, not opened.
  expect(page).not.toContain(`href="/afsendelser/${first}"`);
  expect((await school.post(`/afsendelser/${again}/indsendelse`, { revision: String(seen.revision), kontrol: seen.fingerprint }, 'peter')).status).toBe(409);
  expect(statesOf(school, again)).toEqual({ draft: 12 });
  await school.post(`/afsendelser/${again}/dubletter`, {}, 'peter');
  expect(statesOf(school, again)).toEqual({ draft: 1, removed: 11 });
  submit(deps, peter, again, { ...validate(deps, peter, again), acknowledged: true });
  expect(school.events('dispatch.sent_before_seen')).toBe(1);
});

test('what somebody else sends while one reads the report is told before it goes', async () => {
  const { deps, clock } = school;
  clock.advance(31 * 86_400_000);
  const [mine, theirs] = [await draftIn(school, lise), await draftIn(school, peter)];
  const seen = validate(deps, lise, mine);
  expect(seen.duplicates).toEqual([]);
  submit(deps, peter, theirs, { ...validate(deps, peter, theirs), acknowledged: true });
  expect(() => submit(deps, lise, mine, { ...seen, acknowledged: true })).toThrow('dispatch.changed');
  expect(validate(deps, lise, mine).duplicates.length).toBe(12);
});

test('a failed or recalled letter reached nobody; an approver need not tick again', async () => {
  const { deps, clock } = school;
  clock.advance(31 * 86_400_000);
  const first = await draftIn(school, lise, { mailboxes: ['exempt', 'closed'] });
  submit(deps, lise, first, { ...validate(deps, lise, first), acknowledged: true });
  const birgit = await actorIn(school, 'birgit', 'leader');
  const again = await draftIn(school, lise);
  expect(validate(deps, lise, again).duplicates.map(({ ordinal }) => ordinal)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  changeSettings(deps, null, { 'approval.fromRecipients': 1 });
  expect(() => requestApproval(deps, lise, again, validate(deps, lise, again))).toThrow('dispatch.sent_before');
  requestApproval(deps, lise, again, { ...validate(deps, lise, again), acknowledged: true });
  approve(deps, birgit, again, validate(deps, birgit, again));
  expect(statesOf(school, again)).toEqual({ preparing: 12 });
});

test('copies that were sent before go with their letter or on their own; one about another child was not sent before', async () => {
  const { deps, clock } = school;
  changeSettings(deps, null, { 'approval.fromRecipients': 0 });
  clock.advance(31 * 86_400_000);
  const mother = cprOf('1980-03-04', 7);
  deps.db.write((tx) => rememberMailboxes(tx, [{ recipient: { kind: 'cpr', number: mother }, status: 'registered' }], clock.now()));
  const copyOf = (id: string, n: number, number: string) => addCopy(deps, lise, listLetters(deps.db, lise, id, { filter: 'all', query: '', page: 1 }).rows[n]!.id, { number });
  const first = await draftIn(school, lise);
  copyOf(first, 0, mother);
  copyOf(first, 1, cprOf('1981-03-04', 8));
  submit(deps, lise, first, { ...validate(deps, lise, first), acknowledged: true });

  const again = await draftIn(school, lise);
  copyOf(again, 0, mother);
  copyOf(again, 2, mother);
  const sentTo = validate(deps, lise, again).duplicates.map(({ ordinal }) => ordinal);
  expect(sentTo.length).toBe(13);
  removeDuplicates(deps, lise, again);
  expect(statesOf(school, again).draft ?? 0).toBe(0);

  // The letter has other words this time; its copy is still the one she had.
  const other = await draftIn(school, lise);
  const rows = listLetters(deps.db, lise, other, { filter: 'all', query: '', page: 1 }).rows;
  copyOf(other, 0, mother);
  deps.db.write((tx) => void tx.statement("UPDATE letters SET content_key = 'other' WHERE dispatch_id = ? AND ordinal = ?").run(first, rows[0]!.ordinal));
  expect(validate(deps, lise, other).duplicates.filter(({ ordinal }) => ordinal === rows[0]!.ordinal)).toEqual([]);
  removeDuplicates(deps, lise, other);
  expect(statesOf(school, other)).toEqual({ draft: 1, removed: 11 });
});
