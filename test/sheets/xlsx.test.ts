import { expect, test } from 'bun:test';
import { strToU8, zipSync } from 'fflate';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSheet, usualLimits } from '../../src/sheets/index.ts';
import { workbook } from '../support/workbook.ts';

const reasonOf = (bytes: Uint8Array, limits = usualLimits) => readSheet(bytes, limits).then((): unknown => 'read', (error: { reason: string; values: object }) => ({ reason: error.reason, ...error.values }));
const rowsOf = async (bytes: Uint8Array) => (await readSheet(bytes)).rows.map(({ cells }) => cells);

test('numbers are read as they are shown: a format gives the leading zero and the hyphen back', async () => {
  const bytes = workbook({ Elever: { rows: [
    ['cpr', 'navn', 'ud', 'tal'],
    [{ number: 101071234, format: '0000000000' }, 'Søren', { number: 46568, format: 'd/m/yyyy' }, { number: 1234.5, format: '#,##0.00' }],
    [{ number: 101071234, format: '000000\\-0000' }, { inline: 'Ida & Bo' }, '30-06-2027', 1010071234],
    null,
    [101071234, true, null, 5798000000001],
  ] } });
  const sheet = await readSheet(bytes);
  expect(sheet.rows).toEqual([
    { row: 2, cells: ['0101071234', 'Søren', '2027-06-30', '1.234,50'] },
    { row: 3, cells: ['010107-1234', 'Ida & Bo', '30-06-2027', '1010071234'] },
    { row: 5, cells: ['101071234', 'SAND', '', '5798000000001'] },
  ]);
  expect(sheet).toMatchObject({ format: 'xlsx', headers: ['cpr', 'navn', 'ud', 'tal'], sheet: { name: 'Elever', others: [] }, problems: [] });
  expect(await rowsOf(workbook({ A: { rows: [['d'], [{ number: 45106, format: 'yyyy-mm-dd' }]] } }, { since1904: true }))).toEqual([['2027-06-30']]);
});

test('a formula has the value it was saved with; without one its row is named, and an error value too', async () => {
  const sheet = await readSheet(workbook({ A: { rows: [['nr', 'navn'], [{ formula: 'A1&"x"', value: '0101071234' }, { formula: 'WEBSERVICE("http://x")', value: 'Ida' }], [{ formula: 'NOW()' }, 'Bo'], ['1', { error: '#REF!' }]] } }));
  expect(sheet.rows.map(({ cells }) => cells)).toEqual([['0101071234', 'Ida'], ['', 'Bo'], ['1', '']]);
  expect(sheet.problems.map(({ row, reason, values }) => [row, reason, values['column']])).toEqual([[3, 'sheet.formula_without_value', 'A'], [4, 'sheet.cell_error', 'B']]);
});

test('the first sheet that is shown and holds something is read, and says so', async () => {
  const book = workbook({ Skjult: { rows: [['x'], ['1']], hidden: true }, Tomt: { rows: [] }, Liste: { rows: [null, null, ['navn'], ['Ida']] }, Noter: { rows: [['n'], ['2']] } });
  expect(await readSheet(book)).toMatchObject({ headerRow: 3, rows: [{ row: 4, cells: ['Ida'] }], sheet: { name: 'Liste', others: ['Tomt', 'Noter'] } });
  expect(await reasonOf(workbook({ Tomt: { rows: [] } }))).toEqual({ reason: 'sheet.empty' });
});

test('what is no workbook is refused with its own sentence', async () => {
  const ole = (text: string) => Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, ...new Uint8Array(600), ...Buffer.from(text, 'utf16le')]);
  expect(await reasonOf(ole('Workbook'))).toEqual({ reason: 'sheet.old_excel' });
  expect(await reasonOf(ole('EncryptedPackage'))).toEqual({ reason: 'sheet.password' });
  expect(await reasonOf(zipSync({ 'word/document.xml': strToU8('<a/>') }))).toEqual({ reason: 'sheet.not_workbook' });
  expect(await reasonOf(zipSync({ 'xl/workbook.bin': strToU8('x') }))).toEqual({ reason: 'sheet.binary_workbook' });
  expect(await reasonOf(workbook({ A: { rows: [['a'], ['1']] } }).subarray(0, 300))).toEqual({ reason: 'sheet.damaged' });
  const broken = workbook({ A: { rows: [['a'], ['1']] } });
  broken.fill(0xff, 40, 120);
  expect(await reasonOf(broken)).toEqual({ reason: 'sheet.damaged' });
});

test('bombs cost their sender only: a swelling archive, entities, a million rows, a cell far to the right', async () => {
  const began = performance.now();
  const swelling = workbook({ A: { rows: [['a'], ['1']] } }, { extra: { 'xl/sharedStrings.xml': strToU8(`<sst><si><t>${'a'.repeat(120 * 1024 * 1024)}</t></si></sst>`) } });
  expect(swelling.length).toBeLessThan(300_000);
  expect(await reasonOf(swelling)).toEqual({ reason: 'sheet.swells' });
  const entities = '<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>';
  expect(await reasonOf(workbook({ A: { rows: [['a'], [{ inline: 'x' }]] } }, { doctype: entities }))).toEqual({ reason: 'sheet.xml_with_dtd' });
  const million = workbook({ A: { rows: [] } }, { extra: { 'xl/worksheets/sheet1.xml': strToU8(`<worksheet><sheetData>${'<row><c><v>1</v></c></row>'.repeat(1_000_000)}</sheetData></worksheet>`) } });
  expect(await reasonOf(million)).toMatchObject({ reason: 'sheet.too_many_rows', most: 20_000, row: 20_002 });
  const wide = workbook({ A: { rows: [] } }, { extra: { 'xl/worksheets/sheet1.xml': strToU8('<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="ZZZZ1"><v>1</v></c></row></sheetData></worksheet>') } });
  expect(await reasonOf(wide)).toEqual({ reason: 'sheet.damaged' });
  expect(performance.now() - began).toBeLessThan(20_000);
}, 30_000);

const office = existsSync('/usr/bin/soffice') && existsSync('/usr/lib/libreoffice/program/libsclo.so');
if (!office) console.log('1 skipped: a workbook from LibreOffice needs LibreOffice Calc');
test.skipIf(!office)('a workbook that LibreOffice wrote', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-sheet-'));
  const cellOf = (type: string, value: string, text: string, style = '') => `<table:table-cell ${style} office:value-type="${type}" ${value}><text:p>${text}</text:p></table:table-cell>`;
  writeFileSync(join(folder, 'list.fods'), `<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:automatic-styles><number:number-style style:name="N1"><number:number number:decimal-places="0" number:min-integer-digits="10"/></number:number-style><style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/></office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Elever"><table:table-row>${cellOf('string', '', 'cpr')}${cellOf('string', '', 'navn')}${cellOf('string', '', 'sum')}</table:table-row><table:table-row>${cellOf('float', 'office:value="101071234"', '0101071234', 'table:style-name="ce1"')}${cellOf('string', '', 'Søren Æbelø')}${cellOf('float', 'table:formula="of:=1+1" office:value="2"', '2')}</table:table-row></table:table></office:spreadsheet></office:body></office:document>`);
  const { exitCode } = Bun.spawnSync(['soffice', `-env:UserInstallation=file://${join(folder, 'profile')}`, '--headless', '--convert-to', 'xlsx', '--outdir', folder, join(folder, 'list.fods')]);
  expect(exitCode).toBe(0);
  expect(await rowsOf(new Uint8Array(readFileSync(join(folder, 'list.xlsx'))))).toEqual([['0101071234', 'Søren Æbelø', '2']]);
  rmSync(folder, { recursive: true, force: true });
}, 60_000);
