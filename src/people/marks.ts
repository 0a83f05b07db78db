import type { Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { localDay } from '../core/dates.ts';
import { conflict, invalid, notFound } from '../core/errors.ts';
import type { Database, Reader } from '../db/index.ts';
import { requirePeople } from './find-import.ts';
import { readDay } from './read-values.ts';
import { readPerson, turn } from './register-rows.ts';
import type { Marked, PersonMark } from './types.ts';

/** All numbers, present and former, of people marked so: for `recipient_number IN (...)`. There are few, and an index has only them. */
export const numbersMarked = (mark: PersonMark) => `(SELECT cpr FROM people WHERE mark = '${mark}' UNION ALL SELECT f.cpr FROM people p JOIN former_numbers f ON f.person_id = p.id WHERE p.mark = '${mark}')`;

/** Whether the register has somebody as dead or gone abroad; null where it does not, or does not know the number. */
export function markOf(reader: Reader, cpr: string): Marked | null {
  const row = reader.statement(`SELECT mark, mark_on AS "on" FROM people WHERE mark IS NOT NULL AND (cpr = @cpr OR id = (SELECT person_id FROM former_numbers WHERE cpr = @cpr))`).get({ cpr }) as Marked | undefined;
  return row ?? null;
}

/** Everybody whom the register has as dead or gone abroad, by every number they have or had: there are few. */
export function allMarked(reader: Reader): Map<string, Marked> {
  const rows = reader.statement(`SELECT cpr, mark, mark_on AS "on" FROM people WHERE mark IS NOT NULL
    UNION ALL SELECT f.cpr, p.mark, p.mark_on FROM people p JOIN former_numbers f ON f.person_id = p.id WHERE p.mark IS NOT NULL`).all() as (Marked & { cpr: string })[];
  return new Map(rows.map(({ cpr, ...marked }) => [cpr, marked]));
}

/**
 * Marks a person as dead or gone abroad from a day as people write one (empty where it is not known), or takes the mark away
 * (`mark` null). Errors: people.mark_bad_day, people.mark_day_ahead, people.changed_meanwhile.
 */
export function markPerson(deps: { db: Database; clock: Clock }, actor: Actor, id: string, { mark, on }: { mark: PersonMark | null; on: string }): void {
  requirePeople(actor);
  const at = deps.clock.now();
  const day = mark === null || on.trim() === '' ? null : readDay(on.trim());
  if (mark !== null && on.trim() !== '' && day === null) throw invalid('people.mark_bad_day');
  if (day !== null && day > localDay(at)) throw invalid('people.mark_day_ahead');
  deps.db.write((tx) => {
    const before = readPerson(tx, id);
    if (!before) throw notFound();
    if (before.mark === mark && before.markOn === day) return;
    if (!turn(tx, 'person', before, { ...before, mark, markOn: day }, at)) throw conflict('people.changed_meanwhile');
    const event = mark === 'dead' ? 'person.marked_dead' : mark === 'abroad' ? 'person.marked_abroad' : 'person.mark_removed';
    record(tx, { at, actorId: actor.id, event, subject: { kind: 'person', id }, payload: { before: before.mark, beforeOn: before.markOn, on: day } });
  });
}
