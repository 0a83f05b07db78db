import { record } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { localDay } from '../core/dates.ts';
import { forbidden, invalid, notFound } from '../core/errors.ts';
import type { Database, Reader } from '../db/index.ts';
import { may, type Actor } from './roles.ts';
import { findUser } from './users.ts';

type Deps = { db: Database; clock: Clock };
/** Somebody stands in for somebody: sees what that person is named on, in those days (Copenhagen, both included). */
export type Deputy = { userId: string; userName: string; deputyId: string; deputyName: string; fromDay: string; untilDay: string };

const select = `SELECT d.user_id AS userId, u.name AS userName, d.deputy_id AS deputyId, v.name AS deputyName, d.from_day AS fromDay, d.until_day AS untilDay
  FROM deputies d JOIN users u ON u.id = d.user_id JOIN users v ON v.id = d.deputy_id`;

/** Deputies that are or will be: of one person, or all (administrators). */
export function listDeputies(reader: Reader, actor: Actor, today: string, userId?: string): Deputy[] {
  if (userId !== actor.id && !may(actor, 'administer')) throw notFound();
  return reader.statement(`${select} WHERE d.until_day >= ? AND (? IS NULL OR d.user_id = ?) ORDER BY d.from_day, fold(u.name)`).all(today, userId ?? null, userId ?? null) as Deputy[];
}

const isDay = (day: string) => /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day));

/**
 * Names who stands in for a person: oneself, or for anybody by an administrator. Naming the same deputy again moves the days.
 * Errors: deputy.bad_days (the last day lies before the first or in the past), deputy.oneself, not_found, forbidden.
 */
export function nameDeputy(deps: Deps, actor: Actor, input: { userId: string; deputyId: string; fromDay: string; untilDay: string }): void {
  if (input.userId !== actor.id && !may(actor, 'administer')) throw forbidden();
  if (input.userId === input.deputyId) throw invalid('deputy.oneself');
  const at = deps.clock.now();
  if (!isDay(input.fromDay) || !isDay(input.untilDay) || input.untilDay < input.fromDay || input.untilDay < localDay(at)) throw invalid('deputy.bad_days');
  deps.db.write((tx) => {
    if (!findUser(tx, input.userId) || !findUser(tx, input.deputyId)) throw notFound();
    tx.statement('INSERT INTO deputies (user_id, deputy_id, from_day, until_day) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET from_day = excluded.from_day, until_day = excluded.until_day')
      .run(input.userId, input.deputyId, input.fromDay, input.untilDay);
    record(tx, { at, actorId: actor.id, event: 'deputy.named', subject: { kind: 'user', id: input.userId }, payload: input });
  });
}

export function endDeputy(deps: Deps, actor: Actor, input: { userId: string; deputyId: string }): void {
  if (input.userId !== actor.id && !may(actor, 'administer')) throw forbidden();
  deps.db.write((tx) => {
    if (tx.statement('DELETE FROM deputies WHERE user_id = ? AND deputy_id = ?').run(input.userId, input.deputyId).changes === 0) throw notFound();
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'deputy.ended', subject: { kind: 'user', id: input.userId }, payload: input });
  });
}
