/** One row below the headings. `row`: its number as the reader's own program shows it (an empty row and the heading count). */
export type SheetRow = { row: number; cells: string[] };

/** What is wrong with one row; `reason` is a key of the table of sentences and `values` always name the row. */
export type SheetProblem = { row: number; reason: string; values: Record<string, string | number> };

/** A table as somebody made it: every cell as text, as it is shown there. `cells.length === headers.length` in every row. */
export type Sheet = {
  format: 'csv' | 'xlsx';
  /** Unique and never empty: a column without a heading, or of a sheet without any, is named by its letter. */
  headers: string[];
  /** Row of the headings; null where the first row holds values already. */
  headerRow: number | null;
  rows: SheetRow[];
  problems: SheetProblem[];
  /** How a text file was understood. */
  text?: { encoding: Encoding; separator: string };
  /** Which sheet of a workbook was read, and those that were not. */
  sheet?: { name: string; others: string[] };
};

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** How much is read: rows below the headings, columns, characters of one cell, bytes of a workbook after unpacking. */
export type SheetLimits = { rows: number; columns: number; cell: number; unpacked: number };

/** A list of recipients; a register is larger. */
export const usualLimits: SheetLimits = { rows: 20_000, columns: 200, cell: 2_000, unpacked: 100 * 1024 * 1024 };
