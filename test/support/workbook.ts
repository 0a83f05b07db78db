import { strToU8, zipSync, type Zippable } from 'fflate';

export type Cell = string | number | boolean | null | { formula: string; value?: string | number } | { number: number; format: string } | { error: string } | { inline: string };
const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const letters = (index: number): string => (index < 26 ? '' : letters(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26));
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

/** A workbook as Excel writes one, by hand: `sheets` by name, the rows from 1, `null` an empty cell. */
export function workbook(sheets: Record<string, { rows: (Cell[] | null)[]; hidden?: boolean }>, also: { extra?: Zippable; since1904?: boolean; doctype?: string } = {}): Uint8Array {
  const strings: string[] = [];
  const formats: string[] = ['General'];
  const styleOf = (format: string) => (formats.includes(format) ? formats.indexOf(format) : formats.push(format) - 1);
  const cell = (value: Cell, at: string): string => {
    if (value === null) return '';
    if (typeof value === 'number') return `<c r="${at}"><v>${value}</v></c>`;
    if (typeof value === 'boolean') return `<c r="${at}" t="b"><v>${value ? 1 : 0}</v></c>`;
    if (typeof value === 'string') return `<c r="${at}" t="s"><v>${strings.push(value) - 1}</v></c>`;
    if ('inline' in value) return `<c r="${at}" t="inlineStr"><is><t>${escape(value.inline)}</t></is></c>`;
    if ('error' in value) return `<c r="${at}" t="e"><v>${value.error}</v></c>`;
    if ('format' in value) return `<c r="${at}" s="${styleOf(value.format)}"><v>${value.number}</v></c>`;
    return `<c r="${at}"${typeof value.value === 'string' ? ' t="str"' : ''}><f>${escape(value.formula)}</f>${value.value === undefined ? '' : `<v>${escape(String(value.value))}</v>`}</c>`;
  };
  const names = Object.keys(sheets);
  const files: Record<string, string> = {};
  names.forEach((name, n) => {
    const rows = sheets[name]!.rows.map((row, r) => (row === null ? '' : `<row r="${r + 1}">${row.map((value, c) => cell(value, `${letters(c)}${r + 1}`)).join('')}</row>`));
    files[`xl/worksheets/sheet${n + 1}.xml`] = `${head}${also.doctype ?? ''}<worksheet ${main}><sheetData>${rows.join('')}</sheetData></worksheet>`;
  });
  const codes = formats.map((code, n) => `<numFmt numFmtId="${n + 164}" formatCode="${escape(code)}"/>`).join('');
  Object.assign(files, {
    '[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    'xl/workbook.xml': `${head}<workbook ${main} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr${also.since1904 ? ' date1904="1"' : ''}/><sheets>${names.map((name, n) => `<sheet name="${escape(name)}" sheetId="${n + 1}" r:id="rId${n + 1}"${sheets[name]!.hidden ? ' state="hidden"' : ''}/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${names.map((_, n) => `<Relationship Id="rId${n + 1}" Type="x" Target="worksheets/sheet${n + 1}.xml"/>`).join('')}</Relationships>`,
    'xl/sharedStrings.xml': `${head}<sst ${main}>${strings.map((text) => `<si><t xml:space="preserve">${escape(text)}</t></si>`).join('')}</sst>`,
    'xl/styles.xml': `${head}<styleSheet ${main}><numFmts>${codes}</numFmts><cellXfs>${formats.map((_, n) => `<xf numFmtId="${n + 164}"/>`).join('')}</cellXfs></styleSheet>`,
  });
  return zipSync({ ...Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])), ...also.extra });
}
