import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { stdnum } from 'stdnum';
import { birthYear, cprChecksum, cvrChecksum, formatCpr, glnChecksum, isUnder, maskCpr, parseCpr, parseCvr, parseGln } from '../../src/numbers/index.ts';

const today = new Date('2026-11-24T12:00:00Z');
const digits = (length: number) => fc.array(fc.nat(9), { minLength: length, maxLength: length }).map((all) => all.join(''));

// The table of the CPR office, written out row by row: seventh digit, years from and to, century.
const centuries: [number[], number, number, number][] = [
  [[0, 1, 2, 3], 0, 99, 1900],
  [[4, 9], 0, 36, 2000], [[4, 9], 37, 99, 1900],
  [[5, 6, 7, 8], 0, 57, 2000], [[5, 6, 7, 8], 58, 99, 1800],
];

describe('CPR numbers', () => {
  test('the seventh digit gives the century, for every year and digit', () => {
    for (const [sevenths, from, to, century] of centuries) {
      for (const seventh of sevenths) for (let year = from; year <= to; year++) expect(birthYear(year, seventh)).toBe(century + year);
    }
  });

  test('agree with another library on which dates exist and when somebody was born', () => {
    // It refuses who is not born yet; here a number of the future is only implausible, by its age (facts: domain 1.1).
    fc.assert(fc.property(digits(10), (number) => {
      const theirs = stdnum.DK!.cpr!.validate(number);
      const ours = parseCpr(number, today);
      if (theirs.isValid) expect(ours?.number).toBe(number);
      else if (ours && !ours.replacement) expect(ours.birthDay > '2026').toBe(true);
    }), { numRuns: 5000 });
  });

  test('a day of 61 to 91 is a replacement number of the day 60 before', () => {
    fc.assert(fc.property(digits(10), (number) => {
      const plain = parseCpr(number, today);
      fc.pre(plain !== null && !plain.replacement);
      const moved = parseCpr(String(Number(number.slice(0, 2)) + 60) + number.slice(2), today);
      expect(moved).toMatchObject({ birthDay: plain!.birthDay, replacement: 'day' });
    }), { numRuns: 2000 });
  });

  test('three letters and a digit are a replacement number; the mask and the written form keep their shape', () => {
    fc.assert(fc.property(fc.stringMatching(/^0[1-9]0[1-9][0-9]{2}[A-Z]{3}[0-9]$/), (number) => {
      expect(parseCpr(`${number.slice(0, 6)}-${number.slice(6).toLowerCase()}`, today)).toMatchObject({ number, replacement: 'letters' });
      expect(formatCpr(number)).toBe(`${number.slice(0, 6)}-${number.slice(6)}`);
      expect(maskCpr(number)).toBe(`${number.slice(0, 6)}-xxxx`);
    }));
  });

  test('the mask never shows one of the last four, whatever is put in', () => {
    fc.assert(fc.property(fc.oneof(digits(10), fc.string()), (text) => {
      expect(maskCpr(text)).toMatch(/^(\d{6}|x{6})-xxxx$/);
    }));
  });

  test('eighteen on the birthday, not the day before', () => {
    expect(isUnder(18, '2411085000', new Date('2026-11-23T12:00:00Z'))).toBe(true);
    expect(isUnder(18, '2411085000', today)).toBe(false);
  });
});

describe('sums', () => {
  test('CVR agrees with another library', () => {
    // It knows nothing of the rule that none begins with 0 (facts: domain 1.2).
    fc.assert(fc.property(digits(8).filter((number) => number[0] !== '0'), (number) => {
      expect(parseCvr(number) !== null).toBe(stdnum.DK!.cvr!.validate(number).isValid);
    }), { numRuns: 5000 });
  });

  test('any one digit changed breaks every sum', () => {
    const cases: [(text: string) => boolean, number][] = [[cprChecksum, 10], [cvrChecksum, 8], [glnChecksum, 13]];
    for (const [holds, length] of cases) {
      fc.assert(fc.property(digits(length).filter(holds), fc.nat(length - 1), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
        const other = number.slice(0, at) + ((Number(number[at]) + by) % 10) + number.slice(at + 1);
        expect(holds(other)).toBe(false);
      }));
    }
  });

  test('a Danish public location number begins 5798 and has its check digit', () => {
    fc.assert(fc.property(digits(8), (rest) => {
      const right = Array.from({ length: 10 }, (_, check) => `5798${rest}${check}`).filter((number) => parseGln(number) !== null);
      expect(right.length).toBe(1);
    }));
    expect(parseGln('5798009811578')).toBe('5798009811578');
    expect(parseGln('4006381333931')).toBe(null);
  });
});
