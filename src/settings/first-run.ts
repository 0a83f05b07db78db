import { createHash, randomInt } from 'node:crypto';
import { blockedSeconds, countFailure, forgetFailures, hasNoUsers, prepareUser, throttleKey, type Actor, type User } from '../access/index.ts';
import { record } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { conflict, invalid, tooMany } from '../core/errors.ts';
import type { Ids } from '../core/ids.ts';
import type { Database, Reader } from '../db/index.ts';
import { parseCvr } from '../numbers/index.ts';
import { getStatus, setStatus } from '../queue/index.ts';
import { changeSettings, prepareSettings, readSettings } from './settings.ts';

type Deps = { db: Database; clock: Clock; ids: Ids };

/** No letters or digits that are taken for another; twelve of them are 58 bits. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ3456789';
const validMs = 24 * 60 * 60_000;
const freeTries = 5;
const throttle = throttleKey('set-up', 'code');

const plain = (code: string) => code.toUpperCase().replace(/[^A-Z0-9]/g, '');
const hashOf = (code: string) => createHash('sha256').update(plain(code)).digest('hex');

/**
 * A new code for the first run, good for a day and one use; the one before is void. Only its hash is kept. Null where
 * the box has users: then there is nothing to open with a code.
 */
export function newSetUpCode(deps: Pick<Deps, 'db' | 'clock'>): string | null {
  const code = Array.from({ length: 12 }, () => alphabet[randomInt(alphabet.length)]).join('').replace(/(.{4})(?=.)/g, '$1-');
  return deps.db.write((tx) => {
    if (!hasNoUsers(tx)) return null;
    setStatus(tx, 'set-up-code', { hash: hashOf(code) }, deps.clock.now());
    return code;
  });
}

export type FirstRun = { code: string; schoolName: string; cvr: string; username: string; name: string; password: string; again: string };

/**
 * Opens a box: the school and its administrator, in one transaction with the code's end. Sending stays closed
 * (`setUpPending`) until settleSetUp. Errors: set_up.done (conflict) where the box has users; set_up.wrong_code,
 * set_up.no_school, set_up.bad_cvr, set_up.passwords_differ and those of a new user (invalid); login.throttled
 * (too_many, `seconds`) after five wrong codes.
 */
export async function firstRun(deps: Deps, input: FirstRun): Promise<User> {
  if (!hasNoUsers(deps.db)) throw conflict('set_up.done');
  const seconds = blockedSeconds(deps.db, deps.clock, throttle);
  if (seconds > 0) throw tooMany('login.throttled', { seconds });
  if (!codeFits(deps, input.code)) {
    deps.db.write((tx) => {
      countFailure(tx, throttle, freeTries, deps.clock.now());
      record(tx, { at: deps.clock.now(), actorId: null, event: 'set_up.refused', subject: { kind: 'system', id: 'set-up' } });
    });
    throw invalid('set_up.wrong_code');
  }
  const { name: schoolName, cvr } = checkSchool({ name: input.schoolName, cvr: input.cvr });
  if (input.password !== input.again) throw invalid('set_up.passwords_differ');
  const school = prepareSettings(deps, null, { 'school.name': schoolName, 'sender.label': schoolName, 'sender.cvr': cvr });
  const insert = await prepareUser(deps, null, { username: input.username, name: input.name, password: input.password, roles: ['administrator'] });
  return deps.db.write((tx) => {
    // Once more inside: two forms with the same code must not both open the box.
    if (!hasNoUsers(tx) || !codeFits({ ...deps, db: tx }, input.code)) throw conflict('set_up.done');
    const at = deps.clock.now();
    const user = insert(tx);
    school(tx);
    setStatus(tx, 'set-up-code', { hash: '' }, at);
    setStatus(tx, 'set-up', { complete: false }, at);
    forgetFailures(tx, throttle);
    record(tx, { at, actorId: user.id, event: 'set_up.begun', subject: { kind: 'system', id: 'set-up' } });
    return user;
  });
}

/** Errors: set_up.no_school, set_up.bad_cvr (invalid; modulus 11, facts: domain 1.2). */
function checkSchool(input: { name: string; cvr: string }): { name: string; cvr: string } {
  const name = input.name.trim();
  const cvr = parseCvr(input.cvr);
  if (!name) throw invalid('set_up.no_school');
  if (!cvr) throw invalid('set_up.bad_cvr');
  return { name, cvr };
}

/** The school's name and number, written again after the first run. Errors as checkSchool's. */
export function changeSchool(deps: Pick<Deps, 'db' | 'clock'>, actor: Actor, input: { name: string; cvr: string }): void {
  const { name, cvr } = checkSchool(input);
  changeSettings(deps, actor, { 'school.name': name, 'sender.cvr': cvr });
}

function codeFits({ db, clock }: { db: Reader; clock: Clock }, code: string): boolean {
  const kept = getStatus(db, 'set-up-code');
  return kept !== undefined && kept.value['hash'] === hashOf(code) && clock.now().getTime() - Date.parse(kept.at) < validMs;
}

/** True from the first run until somebody has taken the box into use. A box made by the command line is never pending. */
export const setUpPending = (reader: Reader): boolean => getStatus(reader, 'set-up')?.value['complete'] === false;

/**
 * Takes the box into use. `certificateTried`: Digital Post has answered a call with the certificate that is in place.
 * Errors: set_up.incomplete (conflict).
 */
export function settleSetUp(deps: Deps, actor: Actor, certificateTried: boolean): void {
  deps.db.write((tx) => {
    const settings = readSettings(tx);
    if (!certificateTried || !settings['sender.cvr'] || !settings['sender.label'] || !settings['digitalPost.baseUrl']) throw conflict('set_up.incomplete');
    if (!setUpPending(tx)) return;
    setStatus(tx, 'set-up', { complete: true }, deps.clock.now());
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'set_up.completed', subject: { kind: 'system', id: 'set-up' } });
  });
}
