import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { joinList } from '../../src/sending/lists/join.ts';
import { keyFinder } from '../../src/sending/lists/tokens.ts';
import type { ListChoice, ListedDocument, ListRow } from '../../src/sending/lists/types.ts';

const row = (n: number, also: Partial<ListRow> = {}): ListRow => ({ row: n + 2, recipient: { kind: 'cpr', number: String(6_101_090_000 + n) }, name: `Elev Nummer${n}`, className: null, key: `S-${1000 + n}`, ...also });
const document = (texts: string[], also: Partial<ListedDocument> = {}): ListedDocument => ({ total: texts.length, leftOut: new Set(), letters: [], texts: new Map(texts.map((text, n) => [n + 1, text])), numbers: new Map(), parts: [], others: [], ...also });
const choice = (join: ListChoice['join'], pagesPerLetter: number | null = null): ListChoice => ({ join, pagesPerLetter, columns: {} });
const said = (found: ReturnType<typeof joinList>) => found.problems.map(({ row: at, level, reason }) => `${at ?? '-'} ${level} ${reason}`);

test('by order: letter n is for row n; a count that does not fit stops the list and names the row', () => {
  const rows = [row(0), row(1, { recipient: null }), row(2)];
  const found = joinList(rows, document(['', '', '', '', '', '']), choice('order', 2));
  expect(found.joined.map(({ row: of, pages }) => [of?.row ?? null, pages])).toEqual([[2, [1, 2]], [null, [3, 4]], [4, [5, 6]]]);
  expect(said(joinList(rows, document(['', '', '', '']), choice('order', 2)))).toEqual(['4 stop list.more_rows']);
  expect(said(joinList(rows.slice(0, 2), document(['', '', '', '', '']), choice('order', 2)))).toEqual(['- stop list.pages_do_not_divide', '- stop list.more_letters']);
  expect(said(joinList(rows, document(['']), choice('order')))).toEqual(['- stop list.no_letters']);
});

test('a list that is one row off is caught by the names, and a letter with another number is not joined', () => {
  const texts = [0, 1, 2, 3].map((n) => `Kære Elev Nummer${n}. Hermed brev.`);
  const right = joinList([0, 1, 2, 3].map((n) => row(n)), document(texts), choice('order', 1));
  expect([right.named, said(right)]).toEqual([{ found: 4, of: 4 }, []]);
  const shifted = joinList([1, 2, 3, 0].map((n) => row(n)), document(texts), choice('order', 1));
  expect(shifted.joined.every((each) => each.row === null)).toBe(true);
  expect(said(shifted)).toEqual(['3 error list.other_name', '4 error list.other_name', '5 error list.other_name', '2 error list.other_name']);
  const numbered = joinList([row(0), row(1)], document(['', ''], { numbers: new Map([[1, ['6101090000']], [2, ['0101011234']]]) }), choice('order', 1));
  expect(said(numbered)).toEqual(['3 error list.other_number']);
});

test('a page that names another student is not sent with the letter; whoever signs them all may be called as a student is', () => {
  const texts = [0, 1, 2, 3, 4].flatMap((n) => [`Kære Elev Nummer${n}`, n === 2 ? 'Elev Nummer9 bedes komme' : 'Venlig hilsen Anne Holm']);
  const found = joinList([0, 1, 2, 3, 4].map((n) => row(n)), document(texts, { others: ['Anne Holm', 'Elev Nummer9'] }), choice('order', 2));
  expect([found.joined.map((each) => each.row?.row ?? null), said(found)]).toEqual([[2, 3, null, 5, 6], ['4 error list.other_person']]);
});

test('by key: a letter goes on until the next key; doubled keys, two on a page and keys that are not there are named', () => {
  const rows = [row(0), row(1), row(2), row(3, { key: 'S-1000' }), row(4, { key: '' }), row(5)];
  const found = joinList(rows, document(['forside', 'Elevnr: S-1001', 'mere', 'Elevnr: S-1002 og S-1005', 'mere', 'Elevnr: s-1005', 'Elevnr: S-1001']), choice('key'));
  expect(found.joined.map(({ row: of, pages }) => [of?.key, pages])).toEqual([['S-1001', [2, 3]], ['S-1005', [6]]]);
  expect(said(found)).toEqual(['5 error list.key_twice', '6 error list.no_key', '- error list.two_keys', '3 error list.key_again', '4 error list.key_not_found']);
  expect(found.loose).toBe(4);
  // A letter that is on no row, or on two, is a letter without recipient: never the end of the one before.
  const strange = joinList([row(0), row(2), row(2)], document(['Elevnr: S-1000', 'mere', 'Elevnr: S-1001', 'mere', 'Elevnr: S-1002', 'Elevnr: S-1000']), choice('key'));
  expect(strange.joined.map(({ row: of, pages }) => [of?.key ?? null, pages])).toEqual([['S-1000', [1, 2]], [null, [3, 4]], [null, [5]]]);
  expect(said(joinList([row(0)], document(['S-10001 S-100']), choice('key')))).toEqual(['- error list.unknown_key', '2 error list.key_not_found', '- stop list.no_key_found']);
});

test('by file name, exact or as a word of it; one file for two rows is nobody’s', () => {
  const parts = ['S-1000.pdf', 'advarsel_S-1001_2026.pdf', 'ukendt.pdf', 'S-1002 S-1003.pdf'].map((filename, n) => ({ filename, pages: [n + 1] }));
  const found = joinList([0, 1, 2, 3].map((n) => row(n)), document(['', '', '', ''], { parts }), choice('file'));
  expect(found.joined.map(({ row: of }) => of?.row ?? null)).toEqual([2, 3, null, null]);
  expect(said(found)).toEqual(['- error list.file_without_row', '- error list.file_of_several', '4 error list.row_without_file', '5 error list.row_without_file']);
});

test('keys are whole words wherever they stand, and nothing else is', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abcæøå0123456789'), minLength: 1, maxLength: 6 });
  fc.assert(fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 20 }), fc.array(word, { maxLength: 30 }), fc.constantFrom(' ', '\n', ', ', '. ', ' - '), (keys, words, between) => {
    expect(keyFinder(keys.map((key) => [key, key] as const))(words.join(between)).sort()).toEqual(keys.filter((key) => words.includes(key)).sort());
  }));
  expect(keyFinder([['010107-1234', 1], ['Anne Marie', 2]])('Anne\nMarie har 010107-1234')).toEqual([2, 1]);
});

test('however many of the people are missing from the list or on it twice, nobody gets a page of somebody else', () => {
  const person = fc.record({ pages: fc.integer({ min: 1, max: 3 }), listed: fc.constantFrom(0, 1, 1, 1, 2) });
  fc.assert(fc.property(fc.array(person, { minLength: 1, maxLength: 12 }), fc.constantFrom((n: number) => `S-${1000 + n}`, (n: number) => `${20_260 + n}`, (n: number) => `E${n}x`), fc.constantFrom('Elevnummer: ', 'Kære elev '), fc.boolean(), (people, key, label, named) => {
    const texts = people.flatMap(({ pages }, n) => Array.from({ length: pages }, (_, page) => (page === 0 ? `${label}${key(n)}${named ? ` Elev Nummer${n}` : ''}` : 'Fortsat fra side 1 den 24. november 2026')));
    const owner = people.flatMap(({ pages }, n) => Array.from({ length: pages }, () => n));
    const rows = people.flatMap(({ listed }, n) => Array.from({ length: listed }, () => row(n, { key: key(n) }))).map((each, n) => ({ ...each, row: n + 2 }));
    if (rows.length === 0) return;
    for (const { row: of, pages } of joinList(rows, document(texts), choice('key')).joined) {
      if (of) expect(pages.map((page) => key(owner[page - 1]!))).toEqual(pages.map(() => of.key));
    }
  }), { numRuns: 500 });
});

test('whatever list meets whatever document, no page is in two letters and no row in two', () => {
  const key = fc.constantFrom('A1', 'B2', 'C3', 'D4', '');
  fc.assert(fc.property(
    fc.array(key, { minLength: 1, maxLength: 8 }), fc.array(fc.array(key, { maxLength: 2 }), { minLength: 1, maxLength: 12 }), fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 3 }), fc.constantFrom<[ListChoice['join'], number | null]>(['key', null], ['order', 1], ['order', 2], ['order', 3]),
    (keys, pages, out, [join, per]) => {
      const rows = keys.map((each, n) => row(n, { key: each, name: null }));
      const found = joinList(rows, document(pages.map((each) => each.join(' tekst ')), { leftOut: new Set(out) }), choice(join, per));
      const all = found.joined.flatMap((each) => each.pages);
      expect(new Set(all).size).toBe(all.length);
      expect(all.filter((page) => page < 1 || page > pages.length || out.includes(page))).toEqual([]);
      const used = found.joined.flatMap((each) => each.row ?? []);
      expect(new Set(used).size).toBe(used.length);
      expect(found.joined.every((each) => each.pages.length > 0)).toBe(true);
      // By key, a row's letter begins where its key stands.
      if (join === 'key') for (const { row: of, pages: own } of found.joined) if (of) expect((pages[own[0]! - 1] as string[]).includes(of.key)).toBe(true);
    },
  ), { numRuns: 500 });
});
