import type { Reader } from '../../db/index.ts';
import { columnOfNumbers, fitColumns, guessColumns, listMappings } from '../../people/index.ts';
import type { Sheet } from '../../sheets/index.ts';
import type { ListChoice, ListedDocument } from './types.ts';

/** How lists of recipients head their columns, bare of everything but letters and digits. */
const headings = {
  number: ['cpr', 'cprnr', 'cprnummer', 'personnummer', 'cvr', 'cvrnr', 'cvrnummer', 'modtager', 'modtagernummer', 'nummer', 'elevcpr'],
  studentNumber: ['elevnr', 'elevnummer', 'studienr', 'studienummer', 'elevid', 'studentnumber'],
  name: ['navn', 'elevnavn', 'elev', 'modtagernavn', 'fuldenavn', 'name'],
  key: ['noegle', 'reference', 'filnavn', 'fil', 'key'],
};
type Field = keyof typeof headings;

/** A saved choice whose headings are all in the list; the first by name. */
export function savedChoice(reader: Reader, found: string[]): { choice: ListChoice; name: string } | null {
  for (const { name, mapping } of listMappings<ListChoice>(reader, 'recipients')) {
    const columns = fitColumns(mapping.columns, found);
    if (columns) return { choice: { ...mapping, columns }, name };
  }
  return null;
}

/** What the headings, the values and the document suggest; a person looks at it before it is used. */
export function guessChoice(sheet: Sheet, document: ListedDocument, today: Date): ListChoice {
  const guessed = guessColumns<Field>(sheet.headers, ['number', 'studentNumber', 'name', 'key'], headings);
  const byValue = columnOfNumbers(sheet, today);
  const columns: ListChoice['columns'] = { ...guessed };
  if (!columns.number && byValue >= 0) columns.number = sheet.headers[byValue]!;
  const key = columns.key ?? columns.studentNumber;
  if (key) columns.key = key;
  const rows = sheet.rows.length;
  const pages = document.total - document.leftOut.size;
  if (document.parts.length > 1) return { join: 'file', pagesPerLetter: null, columns };
  if (key && holdsKeys(sheet, sheet.headers.indexOf(key), document)) return { join: 'key', pagesPerLetter: null, columns };
  if (document.letters.length === rows) return { join: 'order', pagesPerLetter: null, columns };
  if (rows > 0 && pages % rows === 0) return { join: 'order', pagesPerLetter: pages / rows, columns };
  return { join: key ? 'key' : 'order', pagesPerLetter: key ? null : 1, columns };
}

/** Whether most of the first rows' keys stand somewhere in the document. */
function holdsKeys(sheet: Sheet, column: number, document: ListedDocument): boolean {
  const keys = sheet.rows.slice(0, 20).map(({ cells }) => cells[column]?.trim().toLowerCase() ?? '').filter(Boolean);
  const text = [...document.texts.values()].join('\n').toLowerCase();
  return keys.filter((key) => text.includes(key)).length * 2 > keys.length;
}
