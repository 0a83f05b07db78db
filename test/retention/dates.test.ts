import { afterAll, beforeAll, expect, test } from 'bun:test';
import fc from 'fast-check';
import type { Actor } from '../../src/access/index.ts';
import { mergeCases, setCaseStatus } from '../../src/archive/index.ts';
import { localDay } from '../../src/core/dates.ts';
import { applyRule, previewRule, proposeRule, recount, recountStep, rulesOfType, runningRecounts, type CountedFrom, type TypedRule } from '../../src/retention/index.ts';
import { openArchive, type Archive } from './box.ts';

let archive: Archive;
let admin: Actor;
let lise: Actor;
beforeAll(async () => {
  archive = await openArchive();
  admin = await archive.user('rune', 'administrator');
  lise = await archive.user('lise', 'secretary');
});
afterAll(() => archive.close());

const typed = (wish: Partial<TypedRule>): TypedRule => ({ outcome: 'dispose', years: '5', countedFrom: 'filed', yearEnd: false, reason: 'Bogføringsloven', ...wish });
let wanted = 0;
async function rule(wish: Partial<TypedRule>, type = 'warning') {
  // Each with a reason of its own: the same rule again is refused.
  proposeRule(archive.deps, admin, type, typed({ reason: `Hjemmel ${++wanted}`, ...wish }));
  applyRule(archive.deps, admin, type, rulesOfType(archive.deps.db, type).proposed!.id);
  await recount(archive.deps, type);
}

/** The day by arithmetic of our own: never before so many whole years have gone. */
function expected(day: string, years: number, yearEnd: boolean): string {
  const year = Number(day.slice(0, 4)) + years;
  if (yearEnd) return `${year}-12-31`;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day.endsWith('02-29') && !leap ? `${year}-03-01` : `${year}${day.slice(4)}`;
}

test('a day is so many whole years after what they are counted from, in Danish days, for any day, rule and way in', async () => {
  const moment = fc.date({ min: new Date('1996-01-01T00:00:00Z'), max: new Date('2040-12-31T23:59:59Z'), noInvalidDate: true })
    .chain((at) => fc.constantFrom(at, new Date(`${at.getUTCFullYear()}-12-31T23:30:00Z`), new Date(`${at.getUTCFullYear() - (at.getUTCFullYear() % 4)}-02-29T12:00:00Z`)));
  let leaps = 0;
  let turns = 0;
  await fc.assert(fc.asyncProperty(moment, moment, fc.integer({ min: 0, max: 40 }), fc.boolean(), fc.constantFrom<CountedFrom>('filed', 'sent', 'case_closed', 'student_left'), fc.boolean(), async (made, other, years, yearEnd, from, ruleFirst) => {
    const cpr = String(1_000_000_000 + Math.floor(Math.random() * 8_999_999_999));
    if (ruleFirst) await rule({ years: String(years), yearEnd, countedFrom: from });
    const caseId = archive.case({ cpr });
    archive.person(cpr);
    const id = archive.document(caseId, { direction: 'sent', createdAt: made.toISOString() });
    if (!ruleFirst) await rule({ years: String(years), yearEnd, countedFrom: from });
    const otherDay = localDay(other);
    if (from === 'filed') expect(archive.day(id)).toBe(expected(localDay(made), years, yearEnd));
    if (from === 'sent') {
      expect(archive.day(id)).toBe(expected(localDay(made), years, yearEnd));
      archive.run('UPDATE documents SET sent_at = ? WHERE id = ?', other.toISOString(), id);
      expect(archive.day(id)).toBe(expected(otherDay, years, yearEnd));
    }
    if (from === 'case_closed') {
      expect(archive.day(id)).toBeNull();
      archive.setClock(other);
      setCaseStatus(archive.deps, lise, caseId, 'closed');
      expect(archive.day(id)).toBe(expected(otherDay, years, yearEnd));
      setCaseStatus(archive.deps, lise, caseId, 'open');
      expect(archive.day(id)).toBeNull();
    }
    if (from === 'student_left') {
      expect(archive.day(id)).toBeNull();
      archive.run('UPDATE people SET left_on = ? WHERE cpr = ?', otherDay, cpr);
      expect(archive.day(id)).toBe(expected(otherDay, years, yearEnd));
      archive.run('UPDATE people SET left_on = NULL WHERE cpr = ?', cpr);
      expect(archive.day(id)).toBeNull();
    }
    if ([localDay(made), otherDay].some((day) => day.endsWith('02-29'))) leaps += 1;
    if (made.toISOString().slice(0, 4) !== localDay(made).slice(0, 4)) turns += 1;
  }), { numRuns: 300 });
  // Of 300 about half have one; that fewer than 20 do is out of all chance.
  expect(leaps).toBeGreaterThan(20);
  expect(turns).toBeGreaterThan(20);
}, 120_000);

test('the Danish day of a moment is the calendar\'s, the short way and the long', () => {
  const calendar = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Copenhagen', year: 'numeric', month: '2-digit', day: '2-digit' });
  // Every half hour of two years, and the years when summer time was new, ended otherwise, or lasted through a war.
  for (const year of [1940, 1942, 1947, 1980, 1995, 2024, 2026]) {
    for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 1_800_000) {
      const moment = new Date(at);
      if (localDay(moment) !== calendar.format(moment)) throw new Error(moment.toISOString());
    }
  }
});

test('29 February, the last minute of a year and a leap year that is none', async () => {
  await rule({ years: '1', countedFrom: 'filed' });
  const caseId = archive.case();
  const day = (createdAt: string) => archive.day(archive.document(caseId, { createdAt }));
  expect(day('2024-02-29T10:00:00Z')).toBe('2025-03-01');
  expect(day('2024-12-31T22:59:00Z')).toBe('2025-12-31');
  expect(day('2024-12-31T23:00:00Z')).toBe('2026-01-01');
  await rule({ years: '4', countedFrom: 'filed' });
  expect(day('2096-02-29T10:00:00Z')).toBe('2100-03-01');
});

test('another type, another number and a case taken up into another change the day in the same breath', async () => {
  await rule({ years: '3', countedFrom: 'student_left' });
  await rule({ years: '5', countedFrom: 'sent', yearEnd: true, reason: 'Bogføringsloven' }, 'invoice');
  archive.person('0101011234', '2021-06-30');
  const [one, two] = [archive.case({ cpr: '0101011234' }), archive.case()];
  const id = archive.document(two, { createdAt: '2020-05-05T10:00:00Z' });
  expect(archive.day(id)).toBeNull();
  archive.run("UPDATE documents SET document_type_id = 'invoice' WHERE id = ?", id);
  expect(archive.day(id)).toBe('2025-12-31');
  archive.run("UPDATE documents SET document_type_id = NULL WHERE id = ?", id);
  expect(archive.day(id)).toBeNull();
  archive.run("UPDATE documents SET document_type_id = 'warning' WHERE id = ?", id);
  mergeCases(archive.deps, lise, two, one);
  expect(archive.day(id)).toBe('2024-06-30');
  // A second number of somebody who has not left: the case goes on.
  archive.person('0101021234');
  archive.run("INSERT INTO case_identifiers (kind, number, case_id, position) VALUES ('cpr', '0101021234', ?, 1)", one);
  expect(archive.day(id)).toBeNull();
  archive.run("DELETE FROM people WHERE cpr = '0101021234'");
  expect(archive.day(id)).toBe('2024-06-30');
});

test('a letter template\'s years stand in place of the type\'s, also without a rule; what is to be preserved stays all the same', async () => {
  const caseId = archive.case();
  await rule({ years: '5', countedFrom: 'filed' });
  const id = archive.document(caseId, { years: 2 });
  expect(archive.day(id)).toBe('2022-03-01');
  await rule({ outcome: 'none' });
  expect(archive.day(id)).toBe('2022-03-01');
  expect(archive.day(archive.document(caseId, { type: null, years: 2 }))).toBe('2022-03-01');
  expect(archive.day(archive.document(caseId, { type: null }))).toBeNull();
  await rule({ outcome: 'keep' });
  expect(archive.day(id)).toBeNull();
});

test('a rule is looked at before it applies, and what the look said is what it does', async () => {
  await rule({ outcome: 'none' });
  archive.setClock(new Date('2026-11-24T10:00:00Z'));
  const caseId = archive.case();
  archive.run("UPDATE documents SET document_type_id = NULL");
  const old = Array.from({ length: 30 }, () => archive.document(caseId, { createdAt: '2019-01-01T10:00:00Z' }));
  const young = Array.from({ length: 12 }, () => archive.document(caseId, { createdAt: '2026-01-01T10:00:00Z' }));
  proposeRule(archive.deps, admin, 'warning', typed({ years: '5' }));
  const { proposed } = rulesOfType(archive.deps.db, 'warning');
  expect(await previewRule(archive.deps, 'warning', proposed!.id)).toEqual({ documents: 42, changed: 42, overdue: 30, undated: 0 });
  expect(archive.day(old[0]!)).toBeNull();
  applyRule(archive.deps, admin, 'warning', proposed!.id);
  expect(() => applyRule(archive.deps, admin, 'warning', proposed!.id)).toThrow('retention.not_proposed');
  await recount(archive.deps, 'warning');
  expect([archive.day(old[0]!), archive.day(young[0]!)]).toEqual(['2024-01-01', '2031-01-01']);
  expect(() => proposeRule(archive.deps, admin, 'warning', typed({ years: '5' }))).toThrow('retention.same_rule');
  for (const [wish, why] of [[{ years: '5,5' }, 'retention.bad_years'], [{ years: '' }, 'retention.bad_years'], [{ reason: ' ' }, 'retention.no_reason'], [{ outcome: 'x' }, 'retention.no_choice'], [{ countedFrom: 'x' }, 'retention.bad_day'], [{ outcome: 'keep', reason: '' }, 'retention.no_reason']] as const) {
    expect(() => proposeRule(archive.deps, admin, 'warning', typed(wish))).toThrow(why);
  }
  expect(() => proposeRule(archive.deps, lise, 'warning', typed({ years: '6' }))).toThrow('not_found');
});

test('days are counted anew in small steps, and a count that was broken off goes on where it came to', async () => {
  await rule({ outcome: 'none' });
  const caseId = archive.case();
  const ids = Array.from({ length: 450 }, () => archive.document(caseId, { createdAt: '2020-01-01T10:00:00Z' }));
  proposeRule(archive.deps, admin, 'warning', typed({ years: '1' }));
  const { id } = rulesOfType(archive.deps.db, 'warning').proposed!;
  expect(await previewRule(archive.deps, 'warning', id)).toMatchObject({ changed: 492, documents: 492 });
  applyRule(archive.deps, admin, 'warning', id);
  expect(recountStep(archive.deps, 'warning')).toBe(true);
  const dated = () => ids.filter((id) => archive.day(id) === '2021-01-01').length;
  expect(dated()).toBeLessThan(450);
  expect(runningRecounts(archive.deps.db).get('warning')!.done).toBe(50);
  // One filed meanwhile has its day from the first.
  expect(archive.day(archive.document(caseId, { createdAt: '2020-01-01T10:00:00Z' }))).toBe('2021-01-01');
  await recount(archive.deps, 'warning');
  expect(dated()).toBe(450);
  expect(runningRecounts(archive.deps.db).size).toBe(0);
});
