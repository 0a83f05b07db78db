import { invalid, Problem } from '../core/errors.ts';
import { localDay } from '../core/dates.ts';
import type { Reader } from '../db/index.ts';
import { readSheet, usualLimits, type Sheet } from '../sheets/index.ts';
import { fitColumns, guessPeopleColumns } from './fields.ts';
import { incomingOfSheet } from './incoming-sheet.ts';
import { incomingOfUnilogin, looksLikeUnilogin } from './incoming-unilogin.ts';
import { findMapping, listMappings } from './mappings.ts';
import { planImport } from './plan-import.ts';
import { readRegister } from './register-rows.ts';
import type { Heading } from './list-imports.ts';
import type { ImportPlan, Incoming, PeopleMapping } from './types.ts';

/** A register is larger than a list of recipients: every student on as many rows as there are contacts. */
export const peopleLimits = { ...usualLimits, rows: 50_000 };
/** Largest file, bytes. */
export const mostPeopleBytes = 50 * 1024 * 1024;

export type Understood =
  | { source: 'sheet' | 'unilogin'; mapping: PeopleMapping; mappingName: string | null; headings: Heading[]; incoming: Incoming; plan: ImportPlan }
  /** The columns must be chosen; `guess` is what the headings say. */
  | { source: 'sheet'; needsColumns: true; headings: Heading[]; guess: PeopleMapping };

/** What is known of the columns: chosen by a person, a saved name, or nothing (then a saved choice that fits, exactly, is taken). */
export type Wish = { mapping?: PeopleMapping | undefined; name?: string | undefined; /** Take what the headings say, where they name a number and a person. */ guess?: boolean | undefined };

/**
 * Reads a file of people and plans what it would change; nothing is written. Errors: those of sheets, people.not_unilogin,
 * people.no_such_mapping (`name`), people.mapping_misfits (`name`), people.no_cpr_column.
 */
export async function understandPeople(reader: Reader, bytes: Uint8Array, wish: Wish, deps: { now: Date; newId: () => string }): Promise<Understood> {
  const options = { today: localDay(deps.now), newId: deps.newId };
  if (looksLikeUnilogin(bytes)) {
    const incoming = await incomingOfUnilogin(bytes, deps.now);
    const mapping: PeopleMapping = { kind: 'students', columns: {}, complete: wish.mapping?.complete ?? true };
    const plan = planImport(readRegister(reader), incoming, { ...options, complete: mapping.complete ? ['student', 'staff'] : [] });
    return { source: 'unilogin', mapping, mappingName: null, headings: [], incoming, plan };
  }
  const sheet = await readSheet(bytes, peopleLimits);
  const chosen = chooseMapping(reader, sheet.headers, wish);
  if ('guess' in chosen) return { source: 'sheet', needsColumns: true, headings: headingsOf(sheet), guess: chosen.guess };
  const { mapping, name } = chosen;
  const incoming = incomingOfSheet(sheet, mapping, deps.now);
  const plan = planImport(readRegister(reader), incoming, { ...options, complete: mapping.complete ? [mapping.kind === 'students' ? 'student' : 'staff'] : [] });
  return { source: 'sheet', mapping, mappingName: name, headings: headingsOf(sheet), incoming, plan };
}

type Chosen = { mapping: PeopleMapping; name: string | null } | { guess: PeopleMapping };

function chooseMapping(reader: Reader, found: string[], wish: Wish): Chosen {
  if (wish.mapping) {
    requireNumber(wish.mapping);
    return { mapping: wish.mapping, name: wish.name ?? null };
  }
  if (wish.name) {
    const saved = findMapping<PeopleMapping>(reader, 'people', wish.name);
    if (!saved) throw new Problem('not_found', 'people.no_such_mapping', { name: wish.name });
    const columns = fitColumns(saved.mapping.columns, found);
    if (!columns) throw invalid('people.mapping_misfits', { name: saved.name });
    return { mapping: { ...saved.mapping, columns }, name: saved.name };
  }
  for (const { name, mapping } of listMappings<PeopleMapping>(reader, 'people')) {
    const columns = fitColumns(mapping.columns, found);
    if (columns) return { mapping: { ...mapping, columns }, name };
  }
  const guess = guessOf(found);
  if (wish.guess && guess.columns['cpr'] && (guess.columns['name'] || guess.columns['firstName'])) return { mapping: guess, name: null };
  return { guess };
}

function guessOf(found: string[]): PeopleMapping {
  const kind = found.some((heading) => /medarbejder|ansat|l\u00e6rer|initialer/i.test(heading)) ? 'staff' : 'students';
  return { kind, columns: guessPeopleColumns(found, kind) as Record<string, string>, complete: false };
}

/** The headings with what stands under each, so that a person sees what a column is; what could be a number is masked. */
export const headingsOf = (sheet: Sheet): Heading[] => sheet.headers.map((name, at) => {
  const value = sheet.rows.find(({ cells }) => cells[at])?.cells[at] ?? '';
  return { name, sample: value.replace(/^(\d{6})[- ]?(?:\d{4}|[A-Za-z]{3}\d)$/, '$1-xxxx').replace(/\d{4,}$|(?<=\d{6}[- ]?)[A-Za-z]{3}\d$/, 'xxxx').slice(0, 40) };
});

/** Without the column of numbers nobody can be told apart. */
export function requireNumber({ columns }: PeopleMapping): void {
  if (!columns['cpr']) throw invalid('people.no_cpr_column');
}
