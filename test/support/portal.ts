import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoSchool } from '../../src/demo/school.ts';
import { layCertificates, layDemo } from './first-start.ts';
import { freePort } from './free-port.ts';

const root = join(import.meta.dir, '../..');

export type Portal = { base: string; folder: string; stop(): Promise<void> };

/** What scripts/start runs (portal, worker, delivery and sandbox as real processes) in a temporary folder on a free port. */
export async function startPortal(): Promise<Portal> {
  const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-portal-'));
  await layDemo(folder);
  await layCertificates(join(folder, 'sandbox'), demoSchool());
  const port = await freePort([363, 364, 365]);
  const base = `http://localhost:${port}`;
  const box = Bun.spawn([join(root, 'scripts/start'), '--folder', folder, '--port', String(port)], { stdout: 'ignore', stderr: 'ignore' });
  for (let tries = 0; tries < 600; tries++) {
    const answer = await fetch(`${base}/log-ind`).catch(() => null);
    if (answer?.ok) break;
    await Bun.sleep(100);
  }
  const up = (await fetch(`${base}/log-ind`).catch(() => null))?.ok ?? false;
  if (!up) {
    box.kill('SIGTERM');
    throw new Error('the portal did not start');
  }
  await fetch(`http://127.0.0.1:${port + 364}/control/settings`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ receiptDelayMs: 100 }) });
  return {
    base, folder,
    async stop() {
      box.kill('SIGTERM');
      await Promise.race([box.exited, Bun.sleep(15_000)]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A page that was on its way somewhere when it was asked is asked again. */
function leaving(error: Error): false {
  if (/Not attached to an active page|interrupted by another navigation|net::ERR_ABORTED/.test(error.message)) return false;
  throw error;
}

/** Waits at most two minutes for something a page shows in its own time. */
export async function waitFor(condition: () => Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 480; tries++) {
    if (await condition().catch(leaving)) return;
    await Bun.sleep(250);
  }
  throw new Error(`waited in vain for ${what}`);
}
