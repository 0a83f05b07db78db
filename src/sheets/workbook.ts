import { invalid } from '../core/errors.ts';
import type { Budget, entriesOf } from './archive.ts';
import { builtInFormats } from './number-formats.ts';
import { readXml } from './xml.ts';

export type Entries = ReturnType<typeof entriesOf>;
export type Workbook = { sheets: { name: string; path: string; hidden: boolean }[]; since1904: boolean; strings: string[]; /** Number format of each cell style. */ formats: string[] };

/** No cell of a list is longer than what its limit can be. */
const longest = 32_767;

const resolve = (base: string, target: string) => (target.startsWith('/') ? target.slice(1) : new URL(target, `http://x/${base}`).pathname.slice(1));

/** Everything of a workbook but its rows. Error sheet.damaged where it names no sheet. */
export async function readWorkbook(entries: Entries, budget: Budget): Promise<Workbook> {
  const relations = new Map<string, string>();
  const folder = 'xl/workbook.xml';
  await readXml(entries.get('xl/_rels/workbook.xml.rels'), budget, { open: (name, { Id, Target }) => { if (name === 'Relationship' && Id && Target) relations.set(Id, resolve(folder, Target)); } });
  const sheets: Workbook['sheets'] = [];
  let since1904 = false;
  await readXml(entries.get(folder), budget, {
    open: (name, attributes) => {
      if (name === 'workbookPr') since1904 = attributes['date1904'] === '1' || attributes['date1904'] === 'true';
      if (name !== 'sheet') return;
      const path = relations.get(attributes['id'] ?? '');
      if (path) sheets.push({ name: attributes['name'] ?? '', path, hidden: (attributes['state'] ?? 'visible') !== 'visible' });
    },
  });
  if (sheets.length === 0) throw invalid('sheet.damaged');
  return { sheets, since1904, strings: await sharedStrings(entries, budget), formats: await cellFormats(entries, budget) };
}

/** Texts that cells point at. Phonetic guides (`rPh`) are not part of the text. */
async function sharedStrings(entries: Entries, budget: Budget): Promise<string[]> {
  const strings: string[] = [];
  let now = '';
  let inText = false;
  let phonetic = 0;
  await readXml(entries.get('xl/sharedStrings.xml'), budget, {
    open: (name) => {
      if (name === 'si') now = '';
      if (name === 'rPh') phonetic++;
      inText = name === 't';
    },
    close: (name) => {
      if (name === 'si') strings.push(now);
      if (name === 'rPh') phonetic--;
      inText = false;
    },
    text: (text) => { if (inText && phonetic === 0 && now.length < longest) now += text.slice(0, longest); },
  });
  return strings;
}

async function cellFormats(entries: Entries, budget: Budget): Promise<string[]> {
  const own = new Map<number, string>();
  const formats: string[] = [];
  let inCells = false;
  await readXml(entries.get('xl/styles.xml'), budget, {
    open: (name, attributes) => {
      if (name === 'numFmt') own.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? 'General');
      if (name === 'cellXfs') inCells = true;
      const id = Number(attributes['numFmtId'] ?? 0);
      if (inCells && name === 'xf') formats.push(own.get(id) ?? builtInFormats[id] ?? 'General');
    },
    close: (name) => { if (name === 'cellXfs') inCells = false; },
  });
  return formats;
}
