import { afterAll, beforeAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import type { Actor } from '../../src/access/index.ts';
import { applyRule, proposeDisposal, proposeRule, recount, rulesOfType, runningRecounts } from '../../src/retention/index.ts';
import { openArchive, type Archive } from './box.ts';

let archive: Archive;
let admin: Actor;
let lise: Actor;
let ids: string[];
beforeAll(async () => {
  archive = await openArchive();
  [admin, lise] = [await archive.user('rune', 'administrator'), await archive.user('lise', 'secretary')];
  const caseId = archive.case();
  ids = Array.from({ length: 230 }, () => archive.document(caseId, { createdAt: '2020-01-01T10:00:00Z' }));
});
afterAll(() => archive.close());

const days = () => Object.fromEntries([...Map.groupBy(ids.map((id) => archive.day(id) ?? 'none'), (day) => day)].map(([day, all]) => [day, all.length]));

/** Days are counted by a process of its own that dies at that step. */
async function die(step: number, where: 'inside' | 'after') {
  const child = Bun.spawn([process.execPath, join(import.meta.dir, '../support/dying-recount.ts'), archive.deps.db.path, 'warning', String(step), where], { stdout: 'ignore', stderr: 'ignore' });
  await child.exited;
  expect(child.signalCode).toBe('SIGKILL');
}

for (const [step, where] of [[1, 'inside'], [1, 'after'], [3, 'inside'], [3, 'after'], [5, 'after'], [6, 'after']] as const) {
  test(`killed ${where} step ${step}: what was counted stays, nothing else is touched, and the next one goes on to the end`, async () => {
    const years = step * 2 + (where === 'inside' ? 1 : 0);
    const before = days();
    proposeRule(archive.deps, admin, 'warning', { outcome: 'dispose', years: String(years), countedFrom: 'filed', yearEnd: false, reason: 'Lov' });
    applyRule(archive.deps, admin, 'warning', rulesOfType(archive.deps.db, 'warning').proposed!.id);
    await die(step, where);
    const whole = where === 'inside' ? step - 1 : step;
    const counted = Math.min(230, whole * 50);
    const wanted = `${2020 + years}-01-01`;
    expect(days()[wanted] ?? 0).toBe(counted);
    expect(Object.keys(days()).filter((day) => day !== wanted && !(day in before))).toEqual([]);
    expect(runningRecounts(archive.deps.db).has('warning')).toBe(whole < 6);
    // A day that is still the old rule's is not believed by whoever acts on it.
    const old = ids.find((id) => archive.day(id) !== wanted && archive.day(id) !== null);
    if (old && wanted >= '2026-11-24') expect(() => proposeDisposal(archive.deps, lise, { ids: [old] })).toThrow('disposal.changed');
    await recount(archive.deps, 'warning');
    expect(days()).toEqual({ [wanted]: 230 });
    expect(runningRecounts(archive.deps.db).size).toBe(0);
  }, 60_000);
}

test('each rule asks for its own work in the queue, so that none is lost to one that is about to be done', () => {
  const jobs = archive.deps.db.statement("SELECT count(*) AS n, count(DISTINCT key) AS keys FROM jobs WHERE kind = 'recount-disposal' AND state = 'waiting'").get();
  expect(jobs).toEqual({ n: 6, keys: 6 });
});
