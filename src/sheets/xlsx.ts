import { invalid } from '../core/errors.ts';
import { entriesOf } from './archive.ts';
import { assemble } from './assemble.ts';
import { plain } from './cells.ts';
import type { Sheet, SheetLimits } from './types.ts';
import { readWorkbook } from './workbook.ts';
import { readRows } from './worksheet.ts';

/**
 * Reads the first sheet of a workbook that is shown and holds something. Cells as they are shown; a formula's cell has
 * the value it had when the file was saved, and nothing is ever worked out. Errors: sheet.damaged, sheet.swells,
 * sheet.xml_with_dtd, sheet.not_workbook, and those of `assemble`.
 */
export async function readXlsx(bytes: Uint8Array, limits: SheetLimits): Promise<Sheet> {
  const entries = entriesOf(bytes);
  if (entries.has('xl/workbook.bin')) throw invalid('sheet.binary_workbook');
  if (!entries.has('xl/workbook.xml')) throw invalid('sheet.not_workbook');
  const budget = { left: limits.unpacked };
  const book = await readWorkbook(entries, budget);
  const shown = book.sheets.filter(({ hidden }) => !hidden);
  for (const one of shown) {
    const { rows, problems } = await readRows(entries.get(one.path), budget, book, limits);
    if (rows.length === 0) continue;
    const cells = rows.map((row) => ({ row: row.row, cells: row.cells.map((cell) => plain(cell ?? '')) }));
    return assemble(cells, problems, limits, { format: 'xlsx', sheet: { name: one.name, others: shown.filter((each) => each !== one).map(({ name }) => name) } });
  }
  throw invalid('sheet.empty');
}

