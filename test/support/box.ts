import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findUserByName, type User } from '../../src/access/index.ts';
import { readConfig } from '../../src/config.ts';
import { installDemo } from '../../src/demo/install.ts';
import { demoSchool } from '../../src/demo/school.ts';
import { openDeps, type Deps } from '../../src/deps.ts';
import { directDocumentWorker } from '../../src/pdf/index.ts';
import { layCertificates, layDemo } from './first-start.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/index.ts';
import { changeSettings } from '../../src/settings/index.ts';

const main = join(import.meta.dir, '../../src/main.ts');

export type Box = {
  folder: string;
  deps: Deps;
  sandbox: Sandbox;
  user(name: string): User;
  /** A delivery process that is killed with SIGKILL the third time it comes to `point` (support/dying-delivery.ts). */
  spawnDying(point: string): Bun.Subprocess;
  /** Starts `elevarkiv deliver` or `documents` as a process of its own. */
  spawn(command: 'deliver' | 'documents'): Bun.Subprocess;
  control(settings: Record<string, unknown>): Promise<void>;
  counts(): Promise<{ accepted: Record<string, number>; totals: Record<string, number> }>;
  close(): Promise<void>;
};

/** A box with the demo school in a temporary folder and the sandbox over real mutual TLS beside it. */
export async function makeBox(): Promise<Box> {
  const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-box-'));
  const settings = join(folder, 'elevarkiv.toml');
  writeFileSync(settings, `data = "box"\nlogLevel = "silent"\n[digitalPost]\ncertificate = "sandbox/certificates/client.p12"\ncertificatePassword = "sandbox/certificates/client.password"\nauthorities = "sandbox/certificates/ca.pem"\n`);
  await layDemo(folder);
  const deps = openDeps(readConfig(settings), 'test', { documents: directDocumentWorker() });
  const school = demoSchool();
  await installDemo(deps, { folder, peer: 'https://localhost:1/apis/v1' });
  await layCertificates(join(folder, 'sandbox'), school);
  const sandbox = await startSandbox({ folder: join(folder, 'sandbox'), port: 0, controlPort: 0, contactsFile: join(folder, 'contacts.json'), companiesFile: join(folder, 'companies.json'), holder: { cvr: school.cvr, name: school.name }, settings: { receiptDelayMs: 20 } });
  changeSettings(deps, null, { 'cvr.adapter': 'permanent', 'cvr.url': sandbox.controlUrl, 'digitalPost.baseUrl': sandbox.url, 'digitalPost.receiptSeconds': 1,
    // The same sample is sent again and again here.
    'sending.duplicateDays': 0 });
  const children = new Set<Bun.Subprocess>();
  const start = (words: string[]) => {
    const child = Bun.spawn([process.execPath, ...words], { stdout: 'ignore', stderr: 'ignore', cwd: join(import.meta.dir, '../..') });
    children.add(child);
    return child;
  };
  return {
    folder, deps, sandbox,
    user: (name) => findUserByName(deps.db, name)!,
    spawn: (command) => start([main, command, '--config', settings]),
    spawnDying: (point) => start([join(import.meta.dir, 'dying-delivery.ts'), settings, point]),
    async control(wanted) {
      const answer = await fetch(`${sandbox.controlUrl}/control/settings`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(wanted) });
      if (!answer.ok) throw new Error(`sandbox settings: ${answer.status}`);
    },
    async counts() {
      return (await (await fetch(`${sandbox.controlUrl}/control/counts`)).json()) as Awaited<ReturnType<Box['counts']>>;
    },
    async close() {
      for (const child of children) {
        child.kill('SIGKILL');
        await child.exited;
      }
      await sandbox.stop();
      deps.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits at most `seconds` for something to become true. */
export async function until(condition: () => boolean | Promise<boolean>, what: string, seconds = 60): Promise<void> {
  for (let tries = 0; tries < seconds * 20; tries++) {
    if (await condition()) return;
    await Bun.sleep(50);
  }
  throw new Error(`waited in vain for ${what}`);
}
