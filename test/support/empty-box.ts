import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '../../src/sandbox/index.ts';
import { layCertificates } from './first-start.ts';
import { until } from './box.ts';
import { freePort } from './free-port.ts';

const root = join(import.meta.dir, '../..');

/** A box that nobody has set up, as `serve --all` runs it, beside a sandbox whose school is `holder`. */
export type EmptyBox = {
  base: string;
  folder: string;
  sandbox: Sandbox;
  /** The one-time code as the log last said it. */
  code(): string;
  /** Kills the whole box with SIGKILL and starts it again on the same data. */
  killAndStart(): Promise<void>;
  stop(): Promise<void>;
};

export async function startEmptyBox(holder: { cvr: string; name: string }, contactsFile?: string): Promise<EmptyBox> {
  const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-empty-'));
  const port = await freePort();
  const base = `http://localhost:${port}`;
  const settings = join(folder, 'elevarkiv.toml');
  writeFileSync(settings, `data = "box"\n[web]\nport = ${port}\n`);
  await layCertificates(join(folder, 'sandbox'), holder);
  const sandbox = await startSandbox({ folder: join(folder, 'sandbox'), port: 0, controlPort: 0, holder, ...(contactsFile ? { contactsFile } : {}), settings: { receiptDelayMs: 20 } });
  let said = '';
  let child: Bun.Subprocess<'ignore', 'pipe', 'ignore'>;
  const start = async () => {
    said = '';
    child = Bun.spawn([process.execPath, join(root, 'src/main.ts'), 'serve', '--all', '--config', settings], { stdin: 'ignore', stdout: 'pipe', stderr: 'ignore', cwd: root });
    void (async () => {
      for await (const chunk of child.stdout) said += new TextDecoder().decode(chunk);
    })();
    await until(async () => (await fetch(`${base}/opsaetning`).catch(() => null)) !== null, 'the portal', 60);
  };
  await start();
  return {
    base, folder, sandbox,
    code: () => /[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(said)?.[0] ?? '',
    async killAndStart() {
      child.kill('SIGKILL');
      await child.exited;
      await start();
    },
    async stop() {
      child.kill('SIGTERM');
      await Promise.race([child.exited, Bun.sleep(15_000)]);
      await sandbox.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
