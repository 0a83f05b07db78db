import { localDay } from '../../core/dates.ts';
import type { Tx } from '../../db/index.ts';

/** The next case number of the year, `2026-000123`: counted in the transaction that makes the case, so none is given twice. */
export function nextCaseNumber(tx: Tx, at: Date): string {
  const year = Number(localDay(at).slice(0, 4));
  const { last } = tx.statement('INSERT INTO case_numbers (year, last) VALUES (?, 1) ON CONFLICT (year) DO UPDATE SET last = last + 1 RETURNING last').get(year) as { last: number };
  return `${year}-${String(last).padStart(6, '0')}`;
}
