import { expect, test } from 'bun:test';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyAudit } from '../../src/audit/index.ts';
import { makeConfig } from '../../src/config.ts';
import { manualClock } from '../../src/core/clock.ts';
import { openDeps } from '../../src/deps.ts';
import { runDisposal } from '../../src/jobs/disposal.ts';
import { approveDisposal, openBatch, placeHold, proposeDisposal } from '../../src/retention/index.ts';
import { dump, onDisk, workDisposal } from './destroying.ts';
import { idOf, openWorld, secretOf, type Wish } from './world.ts';

const at = '2026-12-10T10:00:00Z';
const wishes: Wish[] = (['letter', 'message', 'filed', 'letter'] as const).map((kind, n) => ({ kind, caseNumber: n === 3 ? 1 : 0, dispatch: 0, files: 2, versions: 1, signed: kind === 'letter', paper: false, sharedAttachment: true }));

/** A batch of three whose time has come, one of them held since; a fourth document stands outside. */
async function lay(folder: string): Promise<void> {
  const world = await openWorld(folder);
  await world.begin([{ closed: true }, { closed: false }], 1);
  const common = await world.common();
  for (const [n, wish] of wishes.entries()) await world.lay(n, wish, common);
  const { deps, users } = world;
  const batch = proposeDisposal(deps, users['lise']!, { ids: [0, 1, 2].map((n) => idOf('document', n)) });
  approveDisposal(deps, users['lena']!, batch, openBatch(deps, users['lena']!, batch, 1).batch.contentHash);
  placeHold(deps, users['lise']!, { kind: 'document', id: idOf('document', 2) }, 'Klage');
  deps.close();
}

test('killed at any step it goes on to the same end: three files, rows and certificates never half gone, no file left without its row', async () => {
  const original = mkdtempSync(join(tmpdir(), 'elevarkiv-disposal-'));
  await lay(original);
  let lived = false;
  let step = 1;
  for (; !lived; step++) {
    const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-disposal-'));
    cpSync(original, folder, { recursive: true });
    const child = Bun.spawn([process.execPath, join(import.meta.dir, '../support/dying-disposal.ts'), folder, at, String(step)], { stdout: 'ignore', stderr: 'pipe' });
    await child.exited;
    lived = child.exitCode === 0;
    expect([step, lived || child.signalCode === 'SIGKILL', lived ? '' : await new Response(child.stderr).text()]).toEqual([step, true, '']);

    const clock = manualClock(at);
    const deps = openDeps(makeConfig({ logLevel: 'silent' }, folder), 'test', { clock });
    try {
      // Whatever stands in the archive at that moment has its files, and a document that is begun is not half a document.
      const files = onDisk(deps);
      for (const { id } of deps.db.statement('SELECT id FROM blobs WHERE shredded_at IS NULL').all() as { id: string }[]) expect([step, id, files.has(id)]).toEqual([step, id, true]);
      const rows = [...dump(deps)].filter(([table]) => table !== 'blobs').flatMap(([, all]) => all);
      for (const n of [0, 1, 2]) {
        const there = rows.filter((row) => row.includes(secretOf(n))).length;
        const settled = (deps.db.statement('SELECT outcome FROM disposal_batch_documents WHERE document_id = ?').get(idOf('document', n)) as { outcome: string | null }).outcome;
        expect([step, n, settled === 'destroyed' ? there : there > 10]).toEqual([step, n, settled === 'destroyed' ? 0 : true]);
      }
      // The next one goes on, an hour later, when the dead process has lost its work.
      clock.advance(3_600_000);
      await runDisposal(deps);
      await workDisposal(deps);
      const ended = onDisk(deps);
      const blobs = (deps.db.statement('SELECT id FROM blobs WHERE shredded_at IS NULL').all() as { id: string }[]).map(({ id }) => id);
      const orphans = [...ended.keys()].filter((id) => !blobs.includes(id));
      // A certificate that was written when the process died has no row: it names nobody, and the sweep takes it after a week.
      expect([step, orphans.filter((id) => !ended.get(id)!.startsWith('%PDF'))]).toEqual([step, []]);
      expect(blobs.filter((id) => !ended.has(id))).toEqual([]);
      expect(deps.db.statement('SELECT outcome, why FROM disposal_batch_documents ORDER BY document_id').all()).toEqual([{ outcome: 'destroyed', why: null }, { outcome: 'destroyed', why: null }, { outcome: 'left', why: 'held' }]);
      expect(deps.db.statement("SELECT count(*) AS n FROM audit_entries WHERE event IN ('document.disposed', 'document.left_alone', 'disposal.destroyed')").get()).toEqual({ n: 4 });
      expect([...ended.values()].filter((content) => content.includes(secretOf(2)) || content.includes(secretOf(3))).length).toBeGreaterThan(5);
      expect(verifyAudit(deps.db).faults).toEqual([]);
    } finally {
      deps.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }
  rmSync(original, { recursive: true, force: true });
  console.log(`killed at ${step - 2} steps`);
  expect(step).toBeGreaterThan(15);
}, 300_000);
