import { createHash } from 'node:crypto';
import { record } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { invalid, tooMany } from '../core/errors.ts';
import type { Ids } from '../core/ids.ts';
import type { Database } from '../db/index.ts';
import { passwordMatches } from './passwords.ts';
import type { Actor } from './roles.ts';
import { blockedSeconds, countFailure, forgetFailures, throttleKey } from './throttle.ts';
import { actorOf, findUser, findUserByName } from './users.ts';

type Deps = { db: Database; clock: Clock; ids: Ids };
const idleMs = 60 * 60_000;
const wholeMs = 10 * 60 * 60_000;
const freeTries = 5;

const hashOfToken = (token: string) => createHash('sha256').update(token).digest('hex');

/**
 * Checks name and password and opens a session; answers the secret for the cookie.
 * Errors: login.failed (invalid; the same for a wrong name, a wrong password and a locked account);
 * login.throttled (too_many, `seconds`), after five failures for the name or twenty for the address,
 * doubling from 30 seconds to 15 minutes.
 */
export async function logIn(deps: Deps, input: { username: string; password: string; address: string }): Promise<{ token: string; actor: Actor }> {
  const keys: [string, number][] = [[throttleKey('name', input.username), freeTries], [throttleKey('address', input.address), freeTries * 4]];
  const blocked = keys.map(([key]) => blockedSeconds(deps.db, deps.clock, key)).find((seconds) => seconds > 0);
  if (blocked) throw tooMany('login.throttled', { seconds: blocked });

  const user = findUserByName(deps.db, input.username.trim());
  const matches = await passwordMatches(input.password, user?.passwordHash);
  const at = deps.clock.now();
  if (!user || !matches || user.lockedAt) {
    deps.db.write((tx) => {
      for (const [key, free] of keys) countFailure(tx, key, free, at);
      record(tx, { at, actorId: null, event: 'login.failed', subject: { kind: 'user', id: user?.id ?? 'unknown' } });
    });
    throw invalid('login.failed');
  }
  const token = deps.ids.token();
  deps.db.write((tx) => {
    forgetFailures(tx, keys[0]![0]);
    tx.statement('DELETE FROM sessions WHERE expires_at < ?').run(at.toISOString());
    tx.statement('INSERT INTO sessions (token_hash, user_id, created_at, seen_at, expires_at) VALUES (?, ?, ?, ?, ?)')
      .run(hashOfToken(token), user.id, at.toISOString(), at.toISOString(), new Date(at.getTime() + wholeMs).toISOString());
    record(tx, { at, actorId: user.id, event: 'login.succeeded', subject: { kind: 'user', id: user.id } });
  });
  return { token, actor: { id: user.id, username: user.username, name: user.name, roles: user.roles } };
}

/** The actor behind a session's secret, or undefined: unknown, an hour idle, ten hours old, or a locked account. */
export function actorOfSession(deps: Pick<Deps, 'db' | 'clock'>, token: string): Actor | undefined {
  const key = hashOfToken(token);
  const row = deps.db.statement('SELECT user_id AS userId, seen_at AS seenAt, expires_at AS expiresAt FROM sessions WHERE token_hash = ?').get(key) as
    { userId: string; seenAt: string; expiresAt: string } | undefined;
  if (!row) return undefined;
  const now = deps.clock.now().getTime();
  const idle = now - new Date(row.seenAt).getTime();
  if (idle > idleMs || now > new Date(row.expiresAt).getTime()) return undefined;
  const user = findUser(deps.db, row.userId);
  if (!user || user.lockedAt) return undefined;
  // Once a minute is enough to know that a session is alive; a write for every page is not.
  if (idle > 60_000) deps.db.write((tx) => tx.statement('UPDATE sessions SET seen_at = ? WHERE token_hash = ?').run(new Date(now).toISOString(), key));
  return actorOf(deps, user);
}

export function logOut(deps: Pick<Deps, 'db' | 'clock'>, actor: Actor, token: string): void {
  deps.db.write((tx) => {
    tx.statement('DELETE FROM sessions WHERE token_hash = ?').run(hashOfToken(token));
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'logout', subject: { kind: 'user', id: actor.id } });
  });
}
