import { expect, test } from 'bun:test';
import fc from 'fast-check';
import Papa from 'papaparse';
import { readSheet, usualLimits, writeCsv } from '../../src/sheets/index.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const latin1 = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const utf16 = (text: string, big: boolean, mark: boolean) => {
  const bytes = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le');
  return new Uint8Array(big ? bytes.swap16() : bytes);
};
const reasonOf = (bytes: Uint8Array, limits = usualLimits) => readSheet(bytes, limits).then((): unknown => 'read', (error: { reason: string; values: object }) => ({ reason: error.reason, ...error.values }));
const list = 'elev_cpr;elev_navn;klasse\r\n0101071234;Søren Æbelø;1.å\r\n';

test('the same list in every encoding, with every separator, keeps its letters and its leading zeros', async () => {
  const forms: [string, Uint8Array, string][] = [
    ['utf-8', utf8(list), 'utf-8'], ['utf-8', utf8(`\ufeff${list}`), 'utf-8'], ['utf-16le', utf16(list, false, true), 'utf-16le'], ['utf-16be', utf16(list, true, true), 'utf-16be'],
    ['utf-16le', utf16(list, false, false), 'utf-16le'], ['utf-16be', utf16(list, true, false), 'utf-16be'], ['windows-1252', latin1(list), 'windows-1252'],
  ];
  for (const [encoding, bytes] of forms) {
    for (const [separator, change] of [[';', (b: Uint8Array) => b]] as const) {
      const sheet = await readSheet(change(bytes));
      expect(sheet).toMatchObject({ headers: ['elev_cpr', 'elev_navn', 'klasse'], headerRow: 1, rows: [{ row: 2, cells: ['0101071234', 'Søren Æbelø', '1.å'] }], problems: [], text: { encoding, separator } });
    }
  }
  for (const separator of [',', '\t']) expect((await readSheet(utf8(list.replaceAll(';', separator)))).rows).toEqual([{ row: 2, cells: ['0101071234', 'Søren Æbelø', '1.å'] }]);
  expect((await readSheet(utf8(`sep=,\r\n${list.replaceAll(';', ',')}`))).rows[0]).toEqual({ row: 3, cells: ['0101071234', 'Søren Æbelø', '1.å'] });
});

const cell = fc.oneof(fc.string({ unit: fc.constantFrom(...'aæøåÆØÅ 0123456789;,\t"\'=+-@\n\rÂ€é'), maxLength: 12 }), fc.constantFrom('=1+1', '+45', '-1', '@x', "'=x", "''+1", '0101071234', '"', '""', ';', '\n', '\r\n'));
/** As a reader sees a cell: nothing around it. */
const seen = (text: string) => text.normalize('NFC').replace(/\r\n?/g, '\n').trim();

test('what is written is read again, each row with the number it has in the file', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 20 }), async (rows) => {
    const sheet = await readSheet(writeCsv([['first', 'second', 'third'], ...rows]));
    const wanted = rows.map((cells, index) => ({ row: index + 2, cells: cells.map(seen) })).filter(({ cells }) => cells.some(Boolean));
    expect(sheet.rows.map(({ row, cells }) => ({ row, cells: cells.map(seen) }))).toEqual(wanted);
    expect(sheet.problems).toEqual([]);
  }), { numRuns: 300 });
});

test('no cell of a file we write is a formula in a spreadsheet', () => {
  fc.assert(fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), (cells) => {
    const { data } = Papa.parse<string[]>(new TextDecoder().decode(writeCsv([cells])), { delimiter: ';' });
    expect(data.flat().filter((value) => /^[=+\-@\t\r]/.test(value))).toEqual([]);
  }), { numRuns: 300 });
});

test('the encoding is found whatever Danish text the list holds', async () => {
  const word = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzæøåÆØÅéöü -.'), minLength: 3, maxLength: 15 }).filter((text) => text.trim().length > 1 && !/^[-=+@']/.test(text.trim()));
  await fc.assert(fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 8 }), fc.constantFrom('utf8', 'bom', 'latin1', 'le', 'be', 'le-bare', 'be-bare'), async (names, how) => {
    const text = `navn;nr\r\n${names.map((name, n) => `${name.trim()};${n}`).join('\r\n')}\r\n`;
    const bytes = how === 'utf8' ? utf8(text) : how === 'bom' ? utf8(`\ufeff${text}`) : how === 'latin1' ? latin1(text) : utf16(text, how.startsWith('be'), !how.endsWith('bare'));
    expect((await readSheet(bytes)).rows.map(({ cells }) => cells[0])).toEqual(names.map((name) => name.trim().normalize('NFC')));
  }), { numRuns: 300 });
});

test('rows are counted as a spreadsheet shows them: empty ones and cells of several lines too', async () => {
  const { rows } = await readSheet(utf8('a;b\r\n\r\n"to\nlinjer";1\r\n;\r\nny;2'));
  expect(rows).toEqual([{ row: 3, cells: ['to\nlinjer', '1'] }, { row: 5, cells: ['ny', '2'] }]);
});

test('formulas are never run: a kept zero is read, the rest is named by its row', async () => {
  const { rows, problems } = await readSheet(utf8('cpr;navn\n="0101071234";Ida\n=HYPERLINK("http://x");Bo\n=1+1;"=cmd|\'/c calc\'!A1"\n'));
  expect(rows.map(({ cells }) => cells)).toEqual([['0101071234', 'Ida'], ['', 'Bo']]);
  expect(problems.map(({ row, reason, values }) => [row, reason, values['column']])).toEqual([[3, 'sheet.formula', 'A'], [4, 'sheet.formula', 'A'], [4, 'sheet.formula', 'B']]);
});

test('a list without headings, of one column, is one', async () => {
  expect(await readSheet(utf8('010107-1234\n0202071235\n'))).toMatchObject({ headers: ['A'], headerRow: null, rows: [{ row: 1, cells: ['010107-1234'] }, { row: 2, cells: ['0202071235'] }] });
  expect((await readSheet(utf8('navn;;navn\nIda;1;2\n'))).headers).toEqual(['navn', 'B', 'navn (2)']);
});

test('rows that are not whole are named, and what cannot be a list is refused', async () => {
  expect((await readSheet(utf8('a;b\n1;2;3\n'))).problems).toEqual([{ row: 2, reason: 'sheet.cells_beside_headings', values: { row: 2, column: 'C' } }]);
  expect((await readSheet(utf8('navn;b\nIda;1\nSÃ¸ren;2\n'))).problems[0]).toMatchObject({ row: 3, reason: 'sheet.garbled' });
  expect(await reasonOf(utf8('a;b\n1;"2\n3;4\n'))).toMatchObject({ reason: 'sheet.open_quote', row: 2 });
  expect(await reasonOf(new Uint8Array())).toEqual({ reason: 'sheet.empty' });
  expect(await reasonOf(utf8(' \r\n;;\r\n'))).toEqual({ reason: 'sheet.empty' });
  expect(await reasonOf(utf8('<html><body>'))).toEqual({ reason: 'sheet.unknown_format' });
  expect(await reasonOf(utf8('%PDF-1.7'))).toEqual({ reason: 'sheet.pdf' });
  expect(await reasonOf(Uint8Array.from([0x4d, 0x5a, 0, 1, 2, 0, 0, 0, 7]))).toEqual({ reason: 'sheet.unknown_format' });
  // Søren in the code page of DOS.
  expect(await reasonOf(Uint8Array.from([...latin1('navn;b\nS'), 0x9b, ...latin1('ren;1\n')]))).toEqual({ reason: 'sheet.unknown_letters' });
});

test('50,000 rows: refused naming the first row too many, or read whole where that many are allowed', async () => {
  const many = utf8(`cpr;navn\n${Array.from({ length: 50_000 }, (_, n) => `${String(n).padStart(10, '0')};Elev ${n}`).join('\n')}\n`);
  expect(await reasonOf(many)).toEqual({ reason: 'sheet.too_many_rows', most: 20_000, row: 20_002 });
  const { rows } = await readSheet(many, { ...usualLimits, rows: 50_000 });
  expect([rows.length, rows.at(-1)!.row]).toEqual([50_000, 50_001]);
});
