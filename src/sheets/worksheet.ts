import { invalid } from '../core/errors.ts';
import type { Budget } from './archive.ts';
import { columnLetters, columnOf } from './cells.ts';
import { shownNumber } from './number-formats.ts';
import type { SheetLimits, SheetProblem, SheetRow } from './types.ts';
import type { Entries, Workbook } from './workbook.ts';
import { readXml } from './xml.ts';

type Cell = { column: number; type: string; style: number; value: string; formula: boolean; hasValue: boolean };

/** The rows of one sheet that hold anything. Given up with sheet.too_many_rows as soon as there are more than `limits.rows` and their headings. */
export async function readRows(entry: ReturnType<Entries['get']>, budget: Budget, book: Workbook, limits: SheetLimits): Promise<{ rows: SheetRow[]; problems: SheetProblem[] }> {
  const rows: SheetRow[] = [];
  const problems: SheetProblem[] = [];
  let row: SheetRow = { row: 0, cells: [] };
  let cell: Cell | null = null;
  let reading = false;
  const finish = (done: Cell) => {
    const at = { row: row.row, column: columnLetters(done.column) };
    if (done.type === 'e') problems.push({ row: row.row, reason: 'sheet.cell_error', values: at });
    else if (done.formula && !done.hasValue) problems.push({ row: row.row, reason: 'sheet.formula_without_value', values: at });
    else row.cells[done.column] = textOf(done, book);
  };
  await readXml(entry, budget, {
    open: (name, attributes) => {
      if (name === 'row') row = { row: Number(attributes['r']) || row.row + 1, cells: [] };
      else if (name === 'c') {
        const column = attributes['r'] ? columnOf(attributes['r']) : row.cells.length;
        if (column < 0 || column > 16_383) throw invalid('sheet.damaged');
        cell = { column, type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0), value: '', formula: false, hasValue: false };
      } else if (name === 'f' && cell) cell.formula = true;
      reading = cell !== null && (name === 'v' || name === 't');
    },
    text: (text) => {
      if (!reading || !cell) return;
      cell.value = (cell.value + text).slice(0, limits.cell + 1);
      cell.hasValue = true;
    },
    close: (name) => {
      reading = false;
      if (name === 'c' && cell) {
        // Beyond the limit a cell only counts: the sheet is refused by its width where it holds something.
        if (cell.column <= limits.columns) finish(cell);
        cell = null;
      }
      if (name !== 'row' || !row.cells.some(Boolean)) return;
      rows.push({ row: row.row, cells: Array.from(row.cells, (each) => each ?? '') });
      if (rows.length > limits.rows + 1) throw invalid('sheet.too_many_rows', { most: limits.rows, row: row.row });
    },
  });
  return { rows, problems };
}

function textOf(cell: Cell, book: Workbook): string {
  if (cell.type === 's') return book.strings[Number(cell.value)] ?? '';
  if (cell.type === 'b') return cell.value === '1' ? 'SAND' : 'FALSK';
  if (cell.type === 'd') return cell.value.slice(0, 10);
  if (cell.type !== 'n') return cell.value;
  return cell.value === '' ? '' : shownNumber(Number(cell.value), book.formats[cell.style] ?? 'General', book.since1904);
}
