import Papa from 'papaparse';
import { invalid } from '../core/errors.ts';
import { assemble } from './assemble.ts';
import { columnLetters, disarmed, plain, rearmed } from './cells.ts';
import { looksGarbled, readText } from './encoding.ts';
import type { Sheet, SheetLimits, SheetProblem, SheetRow } from './types.ts';

const separators = [';', '\t', ','];

/** The separator that Excel was told by a first line `sep=;`, else the one that makes most columns of the first line that holds anything: headings seldom hold one. */
function separatorOf(text: string): { separator: string; body: string; skipped: number } {
  const told = /^sep=(.)\r?\n/i.exec(text);
  if (told) return { separator: told[1]!, body: text.slice(told[0].length), skipped: 1 };
  const columns = (separator: string) => {
    const { data } = Papa.parse<string[]>(text, { delimiter: separator, preview: 1, skipEmptyLines: 'greedy' });
    return (data[0] ?? []).filter((cell) => cell.trim() !== '').length;
  };
  const best = separators.map((separator) => ({ separator, columns: columns(separator) })).sort((a, b) => b.columns - a.columns)[0]!;
  return { separator: best.columns > 1 ? best.separator : ';', body: text, skipped: 0 };
}

/** `="0101071234"` is how some programs keep a leading zero; anything else that begins like that is a formula, which is never run. */
const keptText = /^="([^"=]*)"$/;
const isFormula = (cell: string) => /^[=\uff1d]/.test(cell);

/**
 * Reads a text file of values: separated by ; , or tab, quoted or not, in the encodings of `readText`. Every cell stays
 * text, so a leading zero is kept. Errors: as `readText` and `assemble`; sheet.open_quote (`row`).
 */
export function readCsv(bytes: Uint8Array, limits: SheetLimits): Sheet {
  const { text, encoding } = readText(bytes);
  const { separator, body, skipped } = separatorOf(text);
  // Twice, because empty rows count for nothing; a file of more lines than that is refused and not quietly cut.
  const preview = limits.rows * 2 + 10;
  const { data, errors } = Papa.parse<string[]>(body, { delimiter: separator, preview });
  const open = errors.find(({ code }) => code === 'MissingQuotes');
  if (open) throw invalid('sheet.open_quote', { row: (open.row ?? 0) + 1 + skipped });
  const problems: SheetProblem[] = [];
  const rows: SheetRow[] = data.map((cells, index) => {
    const row = index + 1 + skipped;
    return { row, cells: cells.map((written, at) => cellOf(written, row, at, problems)) };
  });
  const garbled = rows.find(({ cells }) => cells.some(looksGarbled));
  if (garbled) problems.push({ row: garbled.row, reason: 'sheet.garbled', values: { row: garbled.row } });
  const sheet = assemble(rows, problems, limits, { format: 'csv', text: { encoding, separator } });
  if (data.length >= preview) throw invalid('sheet.too_many_rows', { most: limits.rows, row: preview });
  return sheet;
}

function cellOf(written: string, row: number, at: number, problems: SheetProblem[]): string {
  const cell = plain(written);
  const kept = keptText.exec(cell);
  if (kept) return plain(kept[1]!);
  if (!isFormula(cell)) return rearmed(cell);
  problems.push({ row, reason: 'sheet.formula', values: { row, column: columnLetters(at) } });
  return '';
}

/**
 * Values as a text file that Excel in Danish opens by a double click: UTF-8 with its mark, semicolons, CRLF. Nothing in it
 * is run as a formula there, and `readCsv` gives the same values back.
 */
export function writeCsv(rows: string[][]): Uint8Array {
  const text = Papa.unparse(rows.map((row) => row.map((cell) => disarmed(plain(cell)))), { delimiter: ';', newline: '\r\n' });
  return new TextEncoder().encode(`\ufeff${text}\r\n`);
}
