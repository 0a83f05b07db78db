import { afterAll, beforeAll, expect, test } from 'bun:test';
import { verifyAudit } from '../../src/audit/index.ts';
import { makeMailBox, type MailBox } from './box.ts';

// Every step of fetching and reading, each with a process that dies exactly there the third time, and one that takes over.
const points = [
  'mail: listed, not fetched', 'mail: file without row', 'mail: fetched, not stored', 'mail: stored, no receipt', 'mail: receipt given, not marked',
  'mail: receipt marked, not deleted', 'mail: deleted, not marked', 'mail: marked, not read', 'after a transaction',
];

let box: MailBox;
beforeAll(async () => { box = await makeMailBox(); }, 60_000);
afterAll(() => box.close());

for (const point of points) {
  test(`kill -9, ${point}: nothing lost, nothing twice`, async () => {
    for (let n = 0; n < 4; n++) await box.play('noInformation');
    await box.play('manyTypes');
    await box.play('repeated');
    const dying = box.spawnDying(point);
    await Promise.race([dying.exited, Bun.sleep(20_000)]);
    expect(dying.signalCode).toBe('SIGKILL');
    await box.poll();
    const post = await box.post();
    expect(post.filter((each) => each.deleted_at === null || each.receipt === null || each.negative > 0)).toEqual([]);
    const seen = box.rows<{ uuid: string; n: number }>('SELECT message_uuid AS uuid, count(*) AS n FROM messages GROUP BY 1');
    expect(seen.every(({ n }) => n === 1)).toBe(true);
    expect(seen.map(({ uuid }) => uuid).sort()).toEqual([...new Set(post.map(({ uuid }) => uuid))].sort());
    expect(box.rows("SELECT 1 FROM fetched_memos WHERE state = 'stored' OR acknowledged_at IS NULL OR deleted_at IS NULL")).toEqual([]);
    expect(verifyAudit(box.deps.db).faults).toEqual([]);
  }, 60_000);
}
