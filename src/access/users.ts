import { asc, eq } from 'drizzle-orm';
import { record } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { localDay } from '../core/dates.ts';
import { conflict, invalid, notFound } from '../core/errors.ts';
import type { Ids } from '../core/ids.ts';
import type { Database, Reader, Tx } from '../db/index.ts';
import { hashPassword } from './passwords.ts';
import { may, roles, type Actor, type Role } from './roles.ts';
import { sessions, userRoles, users } from './tables.ts';

export type User = Actor & { lockedAt: string | null; createdAt: string };
type Deps = { db: Database; clock: Clock; ids: Ids };

function withRoles(reader: Reader, row: typeof users.$inferSelect): User {
  const held = reader.orm.select({ role: userRoles.role }).from(userRoles).where(eq(userRoles.userId, row.id)).all();
  return { id: row.id, username: row.username, name: row.name, roles: held.map((each) => each.role), lockedAt: row.lockedAt, createdAt: row.createdAt };
}

/** The user as an actor of this day: with their groups, and those whose deputy they are. */
export function actorOf(deps: Pick<Deps, 'db' | 'clock'>, user: User): Actor {
  const { id, username, name, roles: held } = user;
  const today = localDay(deps.clock.now());
  const groups = deps.db.statement('SELECT group_id AS id FROM group_members WHERE user_id = ?').all(id) as { id: string }[];
  const absent = deps.db.statement('SELECT user_id AS id FROM deputies WHERE deputy_id = ? AND ? BETWEEN from_day AND until_day').all(id, today) as { id: string }[];
  return { id, username, name, roles: held, groups: groups.map((each) => each.id), actsFor: absent.map((each) => each.id) };
}

export function findUser(reader: Reader, id: string): User | undefined {
  const row = reader.orm.select().from(users).where(eq(users.id, id)).get();
  return row && withRoles(reader, row);
}

export function findUserByName(reader: Reader, username: string): (User & { passwordHash: string }) | undefined {
  const row = reader.orm.select().from(users).where(eq(users.username, username)).get();
  return row && { ...withRoles(reader, row), passwordHash: row.passwordHash };
}

/** Everybody with an account, by name. Only an administrator, and whoever gives access to cases, sees the list. */
export function listUsers(reader: Reader, actor: Actor): User[] {
  if (!may(actor, 'administer') && !may(actor, 'grant_cases')) throw notFound();
  return listAllUsers(reader);
}

/** Whom one can ask to stand in: everybody else with an archive and an open account. Names are no secret between colleagues. */
export const colleagues = (reader: Reader, actor: Actor): { id: string; name: string }[] =>
  listAllUsers(reader).filter((user) => user.id !== actor.id && !user.lockedAt && may(user, 'read_cases')).map(({ id, name }) => ({ id, name }));

/** For code that asks on behalf of nobody, e.g. who sees a case. */
export function listAllUsers(reader: Reader): User[] {
  const held = Map.groupBy(reader.orm.select().from(userRoles).all(), (each) => each.userId);
  return reader.orm.select().from(users).orderBy(asc(users.name)).all()
    .map((row) => ({ id: row.id, username: row.username, name: row.name, roles: (held.get(row.id) ?? []).map((each) => each.role), lockedAt: row.lockedAt, createdAt: row.createdAt }));
}

function checkRoles(wanted: string[]): Role[] {
  if (wanted.length === 0) throw invalid('user.no_role');
  for (const role of wanted) if (!roles.includes(role as Role)) throw invalid('user.unknown_role', { role });
  return [...new Set(wanted)] as Role[];
}

export type NewUser = { username: string; name: string; password: string; roles: string[] };

/**
 * Checks what was typed for a new account and hashes its password, which takes time; the answer makes the account
 * inside a transaction. Errors: user.username_shape, user.no_name, user.no_role, user.unknown_role, password.too_short
 * (invalid); from the answer user.username_taken (conflict). `actorId` null = the command line or the first run.
 */
export async function prepareUser(deps: Deps, actorId: string | null, input: NewUser): Promise<(tx: Tx) => User> {
  const username = input.username.trim();
  const name = input.name.trim();
  if (!/^[\p{L}\p{N}._-]{2,40}$/u.test(username)) throw invalid('user.username_shape');
  if (!name) throw invalid('user.no_name');
  const wanted = checkRoles(input.roles);
  const passwordHash = await hashPassword(input.password);
  const id = deps.ids.uuid();
  return (tx) => {
    if (findUserByName(tx, username)) throw conflict('user.username_taken', { username });
    const at = deps.clock.now();
    tx.orm.insert(users).values({ id, username, name, passwordHash, createdAt: at.toISOString() }).run();
    tx.orm.insert(userRoles).values(wanted.map((role) => ({ userId: id, role }))).run();
    record(tx, { at, actorId, event: 'user.made', subject: { kind: 'user', id }, payload: { username, name, roles: wanted } });
    return findUser(tx, id)!;
  };
}

/** A new account; errors as prepareUser's. */
export async function addUser(deps: Deps, actorId: string | null, input: NewUser): Promise<User> {
  return deps.db.write(await prepareUser(deps, actorId, input));
}

/** True until the first account is made: a box that nobody has set up. */
export const hasNoUsers = (reader: Reader): boolean => reader.statement('SELECT 1 FROM users LIMIT 1').get() === undefined;

const existing = (tx: Tx, id: string) => findUser(tx, id) ?? (() => { throw notFound(); })();

/** The last unlocked administrator can neither be locked nor lose the role: nobody could undo it. */
function keepAnAdministrator(tx: Tx, withoutId: string) {
  const other = tx.statement(`SELECT 1 FROM users u JOIN user_roles r ON r.user_id = u.id
    WHERE r.role = 'administrator' AND u.locked_at IS NULL AND u.id <> ? LIMIT 1`).get(withoutId);
  if (!other) throw conflict('user.last_administrator');
}

export function setRoles(deps: Deps, actor: Actor, id: string, input: string[]): void {
  const wanted = checkRoles(input);
  deps.db.write((tx) => {
    const user = existing(tx, id);
    if (user.roles.includes('administrator') && !wanted.includes('administrator')) keepAnAdministrator(tx, id);
    tx.orm.delete(userRoles).where(eq(userRoles.userId, id)).run();
    tx.orm.insert(userRoles).values(wanted.map((role) => ({ userId: id, role }))).run();
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'user.roles_set', subject: { kind: 'user', id }, payload: { before: user.roles, after: wanted } });
  });
}

/** Locks or opens an account; locking ends its sessions at once. */
export function setLocked(deps: Deps, actor: Actor, id: string, locked: boolean): void {
  deps.db.write((tx) => {
    const user = existing(tx, id);
    if (locked && user.roles.includes('administrator')) keepAnAdministrator(tx, id);
    const at = deps.clock.now();
    tx.orm.update(users).set({ lockedAt: locked ? at.toISOString() : null }).where(eq(users.id, id)).run();
    if (locked) tx.orm.delete(sessions).where(eq(sessions.userId, id)).run();
    record(tx, { at, actorId: actor.id, event: locked ? 'user.locked' : 'user.unlocked', subject: { kind: 'user', id } });
  });
}

/** A new password, set by an administrator or the command line; every session of the user ends. */
export async function setPassword(deps: Deps, actorId: string | null, id: string, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  deps.db.write((tx) => {
    existing(tx, id);
    tx.orm.update(users).set({ passwordHash }).where(eq(users.id, id)).run();
    tx.orm.delete(sessions).where(eq(sessions.userId, id)).run();
    record(tx, { at: deps.clock.now(), actorId, event: 'user.password_set', subject: { kind: 'user', id } });
  });
}
