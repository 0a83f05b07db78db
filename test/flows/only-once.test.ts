import { afterAll, beforeAll, expect, test } from 'bun:test';
import { createServer, type AddressInfo } from 'node:net';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPortal, type Portal } from '../support/portal.ts';

const root = join(import.meta.dir, '../..');
let portal: Portal;
beforeAll(async () => { portal = await startPortal(); }, 120_000);
afterAll(() => portal?.stop(), 30_000);

async function run(...command: string[]): Promise<{ code: number; text: string }> {
  const child = Bun.spawn(command, { stdout: 'pipe', stderr: 'pipe', cwd: root, timeout: 60_000 });
  const [out, error] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { code: await child.exited, text: out + error };
}

test('a second start in the same folder says where the first answers, and leaves it alone, also where it would begin afresh', async () => {
  const settings = readFileSync(join(portal.folder, 'elevarkiv.toml'), 'utf8');
  const again = await run(join(root, 'scripts/start'), '--folder', portal.folder, '--port', '18999');
  expect(again.text).toContain('kører allerede på disse data');
  expect(again.text).toContain(portal.base);
  expect(again.code).not.toBe(0);
  const served = await run(process.execPath, join(root, 'src/main.ts'), 'serve', '--port', '18998', '--config', join(portal.folder, 'elevarkiv.toml'));
  expect(served.text).toContain('kører allerede på disse data');
  expect(served.code).not.toBe(0);
  const fresh = await run(join(root, 'scripts/start'), '--fresh', '--folder', portal.folder, '--port', '18999');
  expect(fresh.text).toContain('kører allerede på disse data');
  expect(fresh.code).not.toBe(0);
  expect(existsSync(join(portal.folder, 'box', 'portal.lock')) && existsSync(join(portal.folder, 'sandbox')) && existsSync(join(portal.folder, 'contacts.json'))).toBe(true);
  expect(readFileSync(join(portal.folder, 'elevarkiv.toml'), 'utf8')).toBe(settings);
  expect((await fetch(`${portal.base}/log-ind`)).status).toBe(200);
}, 120_000);

test('a port that another program has is named', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as AddressInfo;
  const refused = await run(join(root, 'scripts/start'), '--folder', join(portal.folder, 'another'), '--port', String(port));
  other.close();
  expect(refused.text).toContain(`Port ${port} er optaget`);
  expect(refused.code).not.toBe(0);
}, 60_000);
