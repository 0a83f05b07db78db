import { afterAll, beforeAll, expect, test } from 'bun:test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { approveDisposal, openBatch, placeHold, proposeDisposal } from '../../src/retention/index.ts';
import { onDisk } from './destroying.ts';
import { idOf, openWorld, secretOf, type World } from './world.ts';

const main = join(import.meta.dir, '../../src/main.ts');
let world: World;
beforeAll(async () => {
  world = await openWorld();
  const { deps, users } = world;
  writeFileSync(join(world.folder, 'elevarkiv.toml'), `data = ${JSON.stringify(deps.config.data)}\n`);
  await world.begin([{ closed: true }], 1);
  const common = await world.common();
  for (const n of [0, 1, 2]) await world.lay(n, { kind: 'letter', caseNumber: 0, dispatch: 0, files: 2, versions: 1, signed: true, paper: true, sharedAttachment: false }, common);
  const batch = proposeDisposal(deps, users['lise']!, { ids: [0, 1].map((n) => idOf('document', n)) });
  approveDisposal(deps, users['lena']!, batch, openBatch(deps, users['lena']!, batch, 1).batch.contentHash);
  placeHold(deps, users['lise']!, { kind: 'document', id: idOf('document', 1) }, 'Klage');
  // The command has the clock of the machine.
  deps.db.write((tx) => tx.statement("UPDATE disposal_batches SET grace_until = '2026-01-01T00:00:00.000Z'").run());
}, 60_000);
afterAll(() => world.close());

async function command(...words: string[]): Promise<{ code: number; out: string }> {
  const child = Bun.spawn([process.execPath, main, ...words, '--config', join(world.folder, 'elevarkiv.toml')], { stdout: 'pipe', stderr: 'ignore' });
  return { out: await new Response(child.stdout).text(), code: await child.exited };
}

test('the command says what it would destroy and touches nothing; then what it has destroyed and left, and the box is whole afterwards', async () => {
  const files = onDisk(world.deps).size;
  const dry = await command('retention', '--dry-run', '--json');
  expect([dry.code, JSON.parse(dry.out)]).toMatchObject([0, { documents: { due: [{ batch: 1, documents: 2 }], batches: [] }, sweptFiles: 0 }]);
  expect((await command('retention', '--dry-run')).out).toContain('Bunke 1: 2 dokumenter skal destrueres.\n');
  expect(onDisk(world.deps).size).toBe(files);

  const run = await command('retention', '--json');
  expect([run.code, JSON.parse(run.out)]).toMatchObject([0, { documents: { due: [{ batch: 1, documents: 2 }], batches: [{ batch: 1, destroyed: 1, left: [{ documentId: idOf('document', 1), why: 'held' }] }], cases: 0 } }]);
  expect((JSON.parse(run.out) as { documents: { batches: { certificate: string }[] } }).documents.batches[0]!.certificate).toMatch(/^[0-9a-f]{64}$/);
  // The sweep takes the files at once: nobody does the queue's work here.
  expect([...onDisk(world.deps).values()].filter((content) => content.includes(secretOf(0)))).toEqual([]);
  const verify = await command('verify', '--json');
  expect([verify.code, JSON.parse(verify.out)]).toMatchObject([0, { audit: { faults: [] }, files: { faults: [] } }]);
  const again = await command('retention');
  expect(again.out).toContain('0 flettefiler destrueret.');
  expect(again.out).not.toContain('Bunke 1');
}, 120_000);
