import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { cautionOf } from '../../src/sending/copies/addresses.ts';
import { ageFrom, custodyHolders, faultOfCopy, roleByAge, sendingDay } from '../../src/sending/copies/rules.ts';
import { cprOf } from '../support/cpr.ts';

const leap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const days = (from: string, to: string) => fc.date({ min: new Date(`${from}T12:00:00Z`), max: new Date(`${to}T12:00:00Z`), noInvalidDate: true }).map((at) => at.toISOString().slice(0, 10));

/** The day somebody turns `years`, worked out on its own: 29 February is 28 February in other years. */
function birthday(born: string, years: number): string {
  const year = Number(born.slice(0, 4)) + years;
  return born.endsWith('-02-29') && !leap(year) ? `${year}-02-28` : `${year}${born.slice(4)}`;
}

test('under 15 the letter itself, under 18 a copy, then nothing: to the day, for every birthday', () => {
  fc.assert(fc.property(days('2000-01-01', '2014-12-31'), days('2015-01-01', '2034-12-31'), (born, day) => {
    const role = roleByAge(ageFrom(cprOf(born, 7), day));
    expect(role).toBe(day < birthday(born, 15) ? 'instead_of_child' : day < birthday(born, 18) ? 'guardian_copy' : null);
  }), { numRuns: 2000 });
});

test('29 February: of age on the 28th where there is no 29th', () => {
  const cpr = cprOf('2008-02-29', 1);
  expect(['2026-02-27', '2026-02-28', '2026-03-01'].map((day) => roleByAge(ageFrom(cpr, day)))).toEqual(['guardian_copy', null, null]);
  expect(['2023-02-27', '2023-02-28'].map((day) => roleByAge(ageFrom(cpr, day)))).toEqual(['instead_of_child', 'guardian_copy']);
  expect(['2028-02-28', '2028-02-29'].map((day) => ageFrom(cpr, day))).toEqual([{ kind: 'years', years: 19 }, { kind: 'years', years: 20 }]);
});

test('a replacement number says no age, whatever its digits look like, and what is no number neither', () => {
  fc.assert(fc.property(days('2008-01-01', '2014-12-31'), (born) => {
    const age = ageFrom(cprOf(born, 3, { replacement: true }), '2026-11-24');
    expect([age, roleByAge(age)]).toEqual([{ kind: 'replacement' }, null]);
  }));
  expect(roleByAge(ageFrom('010110ABC1', '2026-11-24'))).toBe(null);
  for (const nothing of ['', '12345678', '3102104002']) expect(ageFrom(nothing, '2026-11-24')).toEqual({ kind: 'none' });
  // Not born yet on that day: the century is misread, and nothing is proposed.
  expect(ageFrom(cprOf('2030-05-05', 1), '2026-11-24')).toEqual({ kind: 'none' });
});

const contact = fc.record({ cpr: fc.integer({ min: 0, max: 5 }).map((serial) => cprOf('1980-06-15', serial)), custody: fc.boolean(), leftOn: fc.option(days('2026-01-01', '2027-12-31'), { nil: null }) });

test('proposals: only custody holders of that day, each once, never the student', () => {
  fc.assert(fc.property(fc.array(contact, { maxLength: 8 }), days('2026-01-01', '2027-12-31'), (contacts, day) => {
    const student = cprOf('2010-01-15', 1);
    const holders = custodyHolders(student, [...contacts, { cpr: student, custody: true, leftOn: null }], day);
    const entitled = new Set(contacts.filter((each) => each.custody && (each.leftOn === null || each.leftOn > day)).map(({ cpr }) => cpr));
    expect(new Set(holders.map(({ cpr }) => cpr))).toEqual(entitled);
    expect(holders.length).toBe(entitled.size);
  }));
});

test('what was accepted is asked about again: it holds exactly while age and custody do; a copy chosen by hand always', () => {
  fc.assert(fc.property(days('2006-01-01', '2013-12-31'), days('2026-01-01', '2027-12-31'), fc.array(contact, { maxLength: 5 }), fc.constantFrom('guardian_copy' as const, 'instead_of_child' as const), (born, day, contacts, role) => {
    const student = cprOf(born, 1);
    const recipient = cprOf('1980-06-15', 0);
    const fault = faultOfCopy({ role, recipient }, student, contacts, day);
    const expected = day < birthday(born, 15) ? 'instead_of_child' : day < birthday(born, 18) ? 'guardian_copy' : null;
    const entitled = contacts.some((each) => each.cpr === recipient && each.custody && (each.leftOn === null || each.leftOn > day));
    expect(fault === null).toBe(expected === role && entitled);
    if (expected === null) expect(fault).toBe('copy.of_age');
    expect(faultOfCopy({ role: 'copy', recipient }, student, [], day)).toBe(null);
  }));
});

test('the day that counts is the one it is deferred to, until that has come', () => {
  expect([sendingDay('2026-12-01', '2026-11-24'), sendingDay(null, '2026-11-24'), sendingDay('2026-11-20', '2026-11-24')]).toEqual(['2026-12-01', '2026-11-24', '2026-11-24']);
});

const home = 'Åbyvej 12B, 2. th., 8230 Åbyhøj';
const mother = { name: 'Anne Skjult', address: home, protected: true, known: false };

test('a protected address is seen however it is broken up, and a secret only to those who do not live there', () => {
  const written = ['Åbyvej 12B', 'ÅBYVEJ 12 b', 'Aa\nÅby-\nvej 12B\n8230', 'hos åbyvej\n12b, 2. th'];
  for (const text of written) {
    expect([text, cautionOf({ address: 'Nygade 1, 8000 Aarhus C' }, [mother], [{ page: 3, text: 'Kære forælder' }, { page: 4, text }])]).toEqual([text, { kind: 'found', people: [{ name: 'Anne Skjult', what: 'address', pages: [4], unknown: false }] }]);
  }
  expect(cautionOf({ address: 'Åbyvej 12 B, 2. th, 8230 Åbyhøj' }, [mother], [{ page: 4, text: 'Åbyvej 12B' }])).toBe(null);
  expect(cautionOf({ address: null }, [{ ...mother, protected: false }], [{ page: 4, text: 'Åbyvej 12B' }])).toBe(null);
  // Not seen is no proof; nor is an address the register does not have.
  expect(cautionOf({ address: null }, [mother], [{ page: 4, text: 'Åbyvej 112, Byvej 12' }])).toMatchObject({ kind: 'not_found', people: [{ what: null, unknown: false }] });
  expect(cautionOf({ address: null }, [{ ...mother, address: null }], [{ page: 4, text: 'x' }])).toMatchObject({ kind: 'not_found', people: [{ unknown: true }] });
  // Two who are nobody's secret to each other because neither has an address: still careful.
  expect(cautionOf({ address: null }, [{ ...mother, address: null }], [])).not.toBe(null);
});

test('a protected name is looked for too, but the student is no secret to those who get the copy', () => {
  const seen = cautionOf({ address: null }, [mother, { name: 'Sofie Skjult', address: home, protected: true, known: true }], [{ page: 1, text: 'Samtale med Anne  Skjult om Sofie Skjult' }]);
  expect(seen).toEqual({ kind: 'found', people: [{ name: 'Anne Skjult', what: 'name', pages: [1], unknown: false }, { name: 'Sofie Skjult', what: null, pages: [], unknown: false }] });
});
