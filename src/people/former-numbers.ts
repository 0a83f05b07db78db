import { notFound } from '../core/errors.ts';
import type { Reader } from '../db/index.ts';

/** Every number a person has or had, the present one first; only the number itself where the register does not know it. */
export function numbersOf(reader: Reader, cpr: string): string[] {
  const rows = reader.statement(`SELECT p.cpr AS now, f.cpr AS former FROM people p LEFT JOIN former_numbers f ON f.person_id = p.id
    WHERE p.cpr = @cpr OR p.id = (SELECT person_id FROM former_numbers WHERE cpr = @cpr) ORDER BY f.noted_at DESC`).all({ cpr }) as { now: string; former: string | null }[];
  return rows.length === 0 ? [cpr] : [...new Set([rows[0]!.now, ...rows.flatMap(({ former }) => former ?? []), cpr])];
}

/** The present number of somebody in the register. Error not_found. */
export function numberOfPerson(reader: Reader, personId: string): string {
  const row = reader.statement('SELECT cpr FROM people WHERE id = ?').get(personId) as { cpr: string } | undefined;
  if (!row) throw notFound();
  return row.cpr;
}
