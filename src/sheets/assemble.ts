import { invalid } from '../core/errors.ts';
import { columnLetters } from './cells.ts';
import { headingsOf, holdsValues } from './headings.ts';
import type { Sheet, SheetLimits, SheetProblem, SheetRow } from './types.ts';

/**
 * Makes a sheet of raw rows: finds the headings, evens the rows out, leaves empty ones out without renumbering the rest.
 * Errors: sheet.empty; sheet.too_many_rows, sheet.too_many_columns (`row`, `most`).
 */
export function assemble(raw: SheetRow[], found: SheetProblem[], limits: SheetLimits, about: Pick<Sheet, 'format' | 'text' | 'sheet'>): Sheet {
  const filled = raw.filter(({ cells }) => cells.some((cell) => cell !== ''));
  const first = filled[0];
  if (!first) throw invalid('sheet.empty');
  const headless = holdsValues(first.cells);
  const body = headless ? filled : filled.slice(1);
  const tooFar = body[limits.rows];
  if (tooFar) throw invalid('sheet.too_many_rows', { most: limits.rows, row: tooFar.row });
  const last = (cells: string[]) => cells.findLastIndex((cell) => cell !== '') + 1;
  const width = headless ? Math.max(...body.map(({ cells }) => last(cells))) : last(first.cells);
  if (width > limits.columns) throw invalid('sheet.too_many_columns', { most: limits.columns, row: first.row });
  const problems = [...found];
  const rows = body.map(({ row, cells }) => {
    if (last(cells) > width) problems.push({ row, reason: 'sheet.cells_beside_headings', values: { row, column: columnLetters(last(cells) - 1) } });
    const long = cells.findIndex((cell) => cell.length > limits.cell);
    if (long >= 0) problems.push({ row, reason: 'sheet.cell_too_long', values: { row, column: columnLetters(long), most: limits.cell } });
    return { row, cells: Array.from({ length: width }, (_, at) => (cells[at] ?? '').slice(0, limits.cell)) };
  });
  return { ...about, headers: headingsOf(headless ? null : first.cells, width), headerRow: headless ? null : first.row, rows, problems: problems.sort((a, b) => a.row - b.row) };
}
