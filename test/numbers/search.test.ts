import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { findCandidates, understand, type Box, type Candidate, type PageText } from '../../src/numbers/index.ts';
import { line, page } from './pages.ts';

const today = new Date('2026-11-24T12:00:00Z');
const find = (text: PageText) => findCandidates(text, { today });
const days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Ten digits of somebody born 1950 to 1999: with the seventh digit 0 to 3 the date tells the century by itself. */
const cpr = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.nat(1000), fc.integer({ min: 50, max: 99 }), fc.integer({ min: 0, max: 3 }), fc.nat(999))
  .map(([month, day, year, seventh, rest]) => [1 + (day % days[month - 1]!), month, year].map((part) => String(part).padStart(2, '0')).join('') + seventh + String(rest).padStart(3, '0'));
/** Everything the requirement names between the sixth and the seventh digit. */
const separator = fc.constantFrom('', '-', ' ', '\u00a0', '\u00ad', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', ' - ', '\u2009');
const label = fc.constantFrom('CPR-nr.: ', 'CPR-nummer: ', 'Personnummer: ', 'CPR: ');
const word = fc.constantFrom('Kære', 'elev', 'hermed', 'optagelse', 'skolen', 'æblegrød', 'Ålborg', 'møde', 'den');
const prose = fc.array(word, { minLength: 0, maxLength: 6 }).map((words) => words.join(' '));

const covers = (candidate: Candidate, boxes: Box[]) => boxes.every((box) => candidate.fragments.some(({ box: [x0, y0, x1, y1] }) =>
  x0 <= box[0] + 0.01 && y0 <= box[1] + 0.01 && x1 >= box[2] - 0.01 && y1 >= box[3] - 0.01));
const recipients = (found: Candidate[]) => found.filter((each) => each.kind === 'cpr' && each.ignored === null).map((each) => each.number);

describe('a labelled number is found however it is written', () => {
  test('on one line, in the middle of other words', () => {
    fc.assert(fc.property(cpr, separator, label, prose, (number, between, before, words) => {
      const written = `${number.slice(0, 6)}${between}${number.slice(6)}`;
      const start = `${before}`.length;
      const text = page(1, [words, [[70, `${before}${written}`]], words]);
      const found = find(text);
      expect(recipients(found)).toEqual([number]);
      const row = text.lines.find((each) => each.text.startsWith(before))!;
      expect(covers(found.find((each) => each.number === number)!, row.boxes.slice(start, start + written.length))).toBe(true);
    }), { numRuns: 400 });
  });

  test('in runs that the PDF sets one after another: any cut of the line is the same line', () => {
    fc.assert(fc.property(cpr, separator.filter((each) => !/[\u00a0\u2009 ]/.test(each)), label, fc.array(fc.nat(40), { maxLength: 4 }), (number, between, before, cuts) => {
      const whole = `${before}${number.slice(0, 6)}${between}${number.slice(6)}`;
      const at = [...new Set([0, ...cuts.map((cut) => cut % whole.length), whole.length])].sort((a, b) => a - b);
      const runs = at.slice(1).map((end, n) => line(whole.slice(at[n], end), 70 + 6 * at[n]!, 700)).filter((run) => run.text !== '');
      const text: PageText = { page: 1, width: 595, height: 842, lines: runs };
      expect(recipients(find(text))).toEqual([number]);
    }), { numRuns: 400 });
  });

  test('broken after the date by the end of a line', () => {
    fc.assert(fc.property(cpr, fc.constantFrom('-', '\u2010', '\u00ad'), (number, between) => {
      const found = find(page(1, [`CPR-nr.: ${number.slice(0, 6)}${between}`, number.slice(6)]));
      expect(recipients(found)).toEqual([number]);
      expect(found[0]!.fragments.length).toBe(2);
    }), { numRuns: 200 });
  });

  test('anywhere on the page, whatever its size', () => {
    fc.assert(fc.property(cpr, fc.integer({ min: 20, max: 300 }), fc.integer({ min: 30, max: 800 }), fc.integer({ min: 3, max: 16 }), (number, x, y, width) => {
      const text: PageText = { page: 3, width: 900, height: 842, lines: [line(`CPR-nr. ${number.slice(0, 6)}-${number.slice(6)}`, x, y, width)] };
      const found = find(text);
      expect(recipients(found)).toEqual([number]);
      expect(found[0]!.page).toBe(3);
    }), { numRuns: 200 });
  });
});

describe('what only looks like a recipient is never sure', () => {
  const sure = (rows: string[]) => {
    const text = page(1, rows);
    const evidence = [{ page: 1, unreadable: false, candidates: find(text), width: text.width, height: text.height, text: text.text }];
    return understand(evidence, null, { today }).letters.filter((letter) => letter.certainty === 'sure').map((letter) => letter.recipient?.number);
  };

  test('a number behind a word that says it is something else', () => {
    const words = fc.constantFrom('Faktura nr. ', 'Fakturanummer: ', 'Ordrenr. ', 'Kontonr.: ', 'Telefon: ', 'Tlf. ', 'P-nummer: ', 'EAN: ');
    fc.assert(fc.property(cpr, words, separator, (number, before, between) => {
      expect(sure([`${before}${number.slice(0, 6)}${between}${number.slice(6)}`])).toEqual([]);
    }), { numRuns: 300 });
  });

  test('a bare number in one letter alone, with and without modulus 11', () => {
    fc.assert(fc.property(cpr, prose, (number, words) => {
      expect(sure([words, number, words])).toEqual([]);
    }), { numRuns: 200 });
  });

  test('eight digits without a label are no company', () => {
    fc.assert(fc.property(fc.integer({ min: 10_000_000, max: 99_999_999 }), prose, (number, words) => {
      const found = find(page(1, [`${words} ${number}`]));
      expect(found.filter((each) => each.kind === 'cvr' && each.ignored === null)).toEqual([]);
    }), { numRuns: 300 });
  });

  test('ten digits within a longer run of digits', () => {
    fc.assert(fc.property(cpr, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 9 }), (number, before, after) => {
      expect(sure([`CPR-nr. ${before}${number}${after}`])).toEqual([]);
    }), { numRuns: 200 });
  });

  test('ten digits that begin with no date, whatever stands before them', () => {
    fc.assert(fc.property(fc.integer({ min: 13, max: 99 }), fc.nat(999_999), (month, rest) => {
      expect(sure([`CPR-nr. 01${month}${String(rest).padStart(6, '0')}`])).toEqual([]);
    }), { numRuns: 200 });
  });
});

test('the search answers for any text at all, and never with a place outside the page', () => {
  fc.assert(fc.property(fc.array(fc.string({ maxLength: 60, unit: 'binary' }), { maxLength: 12 }), (rows) => {
    for (const candidate of find(page(1, rows))) {
      for (const { box } of candidate.fragments) expect(box.every(Number.isFinite)).toBe(true);
      expect(candidate.number).toMatch(/^(\d{8}|\d{10}|\d{13}|\d{6}[A-Z]{3}\d)$/);
    }
  }), { numRuns: 300 });
});
