import { afterAll, beforeAll, expect, test } from 'bun:test';
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addUser, type Actor } from '../../src/access/index.ts';
import { makeConfig } from '../../src/config.ts';
import { manualClock } from '../../src/core/clock.ts';
import { Problem } from '../../src/core/errors.ts';
import { openDeps } from '../../src/deps.ts';
import { matches } from '../../src/numbers/index.ts';
import { importPeople } from '../../src/people/index.ts';
import { addCopy, leaveOutPage, listCopies, movePages, removeLetter, restoreLetter, saveCopies, setOptions, setRecipient, shareDocument, splitAgain, undoStep, lastStep, validate } from '../../src/sending/index.ts';
import { redactionOf } from '../../src/sending/redaction-of.ts';
import type { LetterRecord } from '../../src/sending/find.ts';
import { cprOf } from '../support/cpr.ts';

const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-copies-'));
const clock = manualClock('2026-11-24T10:00:00Z');
const deps = openDeps(makeConfig({ logLevel: 'silent' }, folder), 'test', { clock });
let actor: Actor;
beforeAll(async () => { actor = await addUser(deps, null, { username: 'sek', name: 'Sekretær', password: 'lang nok kode', roles: ['secretary'] }); });
afterAll(() => {
  deps.close();
  rmSync(folder, { recursive: true, force: true });
});

type Family = { born: string; replacement: boolean; guardians: { custody: boolean }[] };
const family = fc.record<Family>({
  born: fc.date({ min: new Date('2006-01-01T12:00:00Z'), max: new Date('2014-12-31T12:00:00Z'), noInvalidDate: true }).map((at) => at.toISOString().slice(0, 10)),
  replacement: fc.boolean(),
  guardians: fc.array(fc.record({ custody: fc.boolean() }), { maxLength: 3 }),
});
let run = 0;
let person = 0;

/** A draft with one page and one letter a family; the people are in the register. Answers the dispatch and the students' numbers. */
function draftOf(families: Family[]): { id: string; students: string[]; custody: Map<string, Set<string>> } {
  run += 1;
  const id = deps.ids.uuid();
  const custody = new Map<string, Set<string>>();
  const students = families.map(({ born, replacement }, n) => cprOf(born, (n * 7 + run) % 100, { replacement, sex: n % 2 ? 'male' : 'female' }));
  const guardians = families.map((each) => each.guardians.map(() => cprOf('1975-03-04', (person += 1) % 100, { sex: Math.floor(person / 100) % 2 ? 'male' : 'female' })));
  deps.db.write((tx) => tx.statement('DELETE FROM guardianships').run());
  importPeople(deps, null, {
    people: [...students.map((cpr, n) => ({ cpr, name: `Elev ${n}`, kind: 'student' as const })), ...guardians.flat().map((cpr, n) => ({ cpr, name: `Forælder ${n}`, kind: 'guardian' as const }))],
    guardianships: families.flatMap((each, n) => each.guardians.map(({ custody: has }, m) => ({ studentCpr: students[n]!, guardianCpr: guardians[n]![m]!, relation: 'mor', custody: has }))), companies: [],
  });
  families.forEach((each, n) => custody.set(students[n]!, new Set(each.guardians.flatMap(({ custody: has }, m) => (has ? [guardians[n]![m]!] : [])))));
  const blob = deps.ids.uuid();
  deps.db.write((tx) => {
    tx.statement("INSERT INTO blobs (id, sha256, size, created_at) VALUES (?, 'x', 1, 'now')").run(blob);
    tx.statement(`INSERT INTO dispatches (id, state, title, source_blob_id, source_filename, source_size, pages, created_by, created_at, updated_at)
      VALUES (?, 'draft', 'Brev', ?, 'brev.pdf', 1, ?, ?, ?, ?)`).run(id, blob, families.length + 1, actor.id, clock.now().toISOString(), clock.now().toISOString());
    for (let page = 1; page <= families.length + 1; page++) tx.statement("INSERT INTO dispatch_pages (dispatch_id, page, width, height, rotation, candidates) VALUES (?, ?, 595, 842, 0, '[]')").run(id, page);
    students.forEach((cpr, n) => tx.statement(`INSERT INTO letters (id, dispatch_id, ordinal, pages, recipient_kind, recipient_number, recipient_name, certainty, evidence, found, alternatives, state, message_uuid, updated_at)
      VALUES (?, ?, ?, ?, 'cpr', ?, ?, 'confirmed', '[]', '[]', '[]', 'draft', ?, ?)`).run(deps.ids.uuid(), id, n + 1, JSON.stringify([n + 1]), cpr, `Elev ${n}`, deps.ids.uuid(), clock.now().toISOString()));
  });
  return { id, students, custody };
}

const lettersOf = (id: string) => deps.db.statement('SELECT * FROM letters WHERE dispatch_id = ? ORDER BY ordinal').all(id) as LetterRecord[];
const ageOn = (cpr: string, day: string) => {
  const born = `20${cpr.slice(4, 6)}-${cpr.slice(2, 4)}-${cpr.slice(0, 2)}`;
  const year = Number(day.slice(0, 4)) - Number(born.slice(0, 4));
  const birthday = born.endsWith('02-29') && Number(day.slice(0, 4)) % 4 !== 0 ? '02-28' : born.slice(5);
  return year - (day.slice(5) < birthday ? 1 : 0);
};

/** What must hold of every copy that the report would let leave on `day`. */
function requireLawful(id: string, custody: Map<string, Set<string>>, day: string, byHand: Set<string>) {
  const all = lettersOf(id);
  const blocked = new Set(validate(deps, actor, id).blockers.flatMap((each) => (each.kind === 'copy' ? [each.letterId] : [])));
  const going = all.filter((each) => each.role !== 'main' && each.state === 'draft');
  expect(new Set(going.map((each) => `${each.follows_letter_id} ${each.recipient_number}`)).size).toBe(going.length);
  expect(new Set(all.map(({ ordinal }) => ordinal)).size).toBe(all.length);
  expect(new Set(all.map((each) => each.message_uuid)).size).toBe(all.length);
  for (const copy of going) {
    const followed = all.find((each) => each.id === copy.follows_letter_id)!;
    expect([copy.pages, copy.about_number, followed.state]).toEqual([followed.pages, followed.recipient_number, 'draft']);
    // Its own text never holds the student's number, whether numbers are removed for the dispatch or not.
    for (const remove_cpr of [0, 1]) {
      const cut = redactionOf({ remove_cpr }, copy);
      expect(cut.redact).not.toBe('none');
      expect(cut.numbers.some((each) => matches(followed.recipient_number!, each))).toBe(true);
    }
    if (blocked.has(copy.id) || byHand.has(copy.recipient_number!)) continue;
    const age = ageOn(copy.about_number!, day);
    expect([copy.role, age < 18, custody.get(copy.about_number!)?.has(copy.recipient_number!) ?? false]).toEqual([age < 15 ? 'instead_of_child' : 'guardian_copy', true, true]);
  }
}

test('every proposal taken: one copy for each custody holder of everybody under 18 on the day, and nobody else', () => {
  fc.assert(fc.property(fc.array(family, { minLength: 1, maxLength: 4 }), (families) => {
    const { id, students, custody } = draftOf(families);
    saveCopies(deps, actor, id, { shown: [], chosen: [], decisions: new Map(), all: true });
    const expected = families.flatMap(({ replacement }, n) => (replacement || ageOn(students[n]!, '2026-11-24') >= 18 ? [] : [...custody.get(students[n]!)!].map((guardian) => `${students[n]} ${guardian}`)));
    expect(lettersOf(id).filter(({ role }) => role !== 'main').map((each) => `${each.about_number} ${each.recipient_number}`).sort()).toEqual(expected.sort());
    requireLawful(id, custody, '2026-11-24', new Set());
  }), { numRuns: 25, includeErrorInReport: true });
}, 60_000);

type Act = { kind: number; which: number; other: number };
const act = fc.record<Act>({ kind: fc.integer({ min: 0, max: 10 }), which: fc.nat(3), other: fc.nat(3) });

/** One thing a person may do to a draft with copies; what is refused changes nothing. */
function perform({ kind, which, other }: Act, id: string, students: string[], byHand: Set<string>, day: { value: string }) {
  const mains = lettersOf(id).filter(({ role }) => role === 'main');
  const main = mains[which % mains.length];
  const next = mains[other % mains.length];
  if (!main && kind !== 6) return;
  if (kind === 0) saveCopies(deps, actor, id, { shown: [], chosen: [], decisions: new Map(), all: true });
  if (kind === 1) removeLetter(deps, actor, main!.id);
  if (kind === 2) restoreLetter(deps, actor, main!.id);
  if (kind === 3) setRecipient(deps, actor, main!.id, students[other % students.length]!);
  if (kind === 4) movePages(deps, actor, id, { pages: [which + 1], to: next!.id });
  if (kind === 5) leaveOutPage(deps, actor, id, which + 1);
  if (kind === 6) { const step = lastStep(deps.db, actor, id); if (step) undoStep(deps, actor, id, step.id); }
  if (kind === 7) {
    const stranger = cprOf('1960-07-08', 50 + other);
    byHand.add(stranger);
    addCopy(deps, actor, main!.id, { number: stranger });
  }
  if (kind === 8) {
    const wanted = other % 2 ? '2027-10-01' : null;
    setOptions(deps, actor, id, { title: 'Brev', documentTypeId: null, replyAllowed: false, removeCpr: other % 2 === 0, deliverOn: wanted });
    day.value = wanted ?? '2026-11-24';
  }
  if (kind === 9) shareDocument(deps, actor, id);
  if (kind === 10) splitAgain(deps, actor, id);
}

test('whatever is done to the letters, copies follow them, and none that is against the rules may leave', () => {
  fc.assert(fc.property(fc.array(family, { minLength: 2, maxLength: 4 }), fc.array(act, { minLength: 1, maxLength: 10 }), (families, acts) => {
    const { id, students, custody } = draftOf(families);
    const byHand = new Set<string>();
    const day = { value: '2026-11-24' };
    perform({ kind: 0, which: 0, other: 0 }, id, students, byHand, day);
    for (const each of acts) {
      try {
        perform(each, id, students, byHand, day);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
      }
      requireLawful(id, custody, day.value, byHand);
    }
    expect(listCopies(deps, actor, id, 1).day).toBe(day.value);
  }), { numRuns: 60 });
}, 120_000);
