import { invalid } from '../core/errors.ts';
import { parseCpr } from './cpr.ts';
import type { Register } from './types.ts';

/**
 * Reads the people file of the command line (issue 2): `elev_cpr;elev_navn;klasse`, UTF-8 with or
 * without a byte order mark, the first line naming the columns in any order; a hyphen in the
 * number is allowed, empty lines are skipped. Comma and tab are taken as separators too.
 * Errors: `people.no_cpr_column`; `people.bad_number` with the line's number (never the CPR itself).
 */
export function parsePeopleRegister(csv: string): Register {
  const lines = csv.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  const heading = lines[0] ?? '';
  const separator = [';', '\t', ','].find((mark) => heading.includes(mark)) ?? ';';
  const columns = fields(heading, separator).map((name) => name.toLowerCase());
  const [cprAt, nameAt, classAt] = ['elev_cpr', 'elev_navn', 'klasse'].map((name) => columns.indexOf(name)) as [number, number, number];
  if (cprAt < 0) throw invalid('people.no_cpr_column');
  const people = new Map<string, { name: string; className: string | null }>();
  lines.slice(1).forEach((line, index) => {
    if (line.trim() === '') return;
    const values = fields(line, separator);
    // A spreadsheet drops the leading zero of a number without hyphen.
    const written = values[cprAt] ?? '';
    const cpr = parseCpr(/^\d{9}$/.test(written) ? `0${written}` : written);
    if (cpr === null) throw invalid('people.bad_number', { line: index + 2 });
    people.set(cpr.number, { name: values[nameAt] ?? '', className: values[classAt] || null });
  });
  return { person: (cpr) => people.get(cpr), company: () => undefined, productionUnit: () => false };
}

/** Splits one line; a value in double quotes may hold the separator, and "" stands for a quote. */
function fields(line: string, separator: string): string[] {
  const values: string[] = [];
  let value = '';
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const mark = line[i]!;
    if (quoted && mark === '"' && line[i + 1] === '"') value += line[i++ + 1];
    else if (mark === '"') quoted = !quoted;
    else if (mark === separator && !quoted) {
      values.push(value.trim());
      value = '';
    } else value += mark;
  }
  return [...values, value.trim()];
}
