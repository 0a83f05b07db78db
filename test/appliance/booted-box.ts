import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const checkout = join(import.meta.dir, '../..');

/** A Debian 12 that was booted by its own systemd in a container, with this checkout at /srv/elevarkiv, read-only. */
export type BootedBox = {
  /** Runs a shell script inside as root; answers what it printed (both streams) and its exit code. */
  run(script: string): Promise<{ code: number; text: string }>;
  write(path: string, content: string | Uint8Array): void;
  /** Boots anew and waits until systemd says so. */
  reboot(): Promise<void>;
  stop(): Promise<void>;
};

async function output(command: string[]): Promise<{ code: number; text: string }> {
  const child = Bun.spawn(command, { stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' });
  const [out, error] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { code: await child.exited, text: out + error };
}

/** The first process inside: the child of the container's own. */
const firstInside = (pid: number) => Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim().split(' ')[0] || 0);

/**
 * Makes a fresh Debian 12 and boots it, or answers why this machine cannot: that is the machine's affair and no
 * fault of ours, so the tests are skipped then. Needs root, systemd-nspawn, mmdebstrap and a mirror.
 */
export async function bootBox(): Promise<BootedBox | string> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'not root on Linux';
  for (const tool of ['systemd-nspawn', 'mmdebstrap', 'nsenter', 'tar']) if (!Bun.which(tool)) return `${tool} is not installed`;
  const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-debian-'));
  const root = join(folder, 'root');
  mkdirSync(root);
  const giveUp = (why: string) => {
    rmSync(folder, { recursive: true, force: true });
    return why;
  };
  const made = await output(['sh', '-c', `nice mmdebstrap --variant=minbase --include=systemd-sysv,dbus,ca-certificates bookworm ${folder}/root.tar && tar -C ${root} --exclude='./dev/*' -xf ${folder}/root.tar && rm ${folder}/root.tar`]);
  if (made.code !== 0) return giveUp(`no Debian could be made: ${made.text.trim().split('\n').at(-1)}`);
  mkdirSync(join(root, 'srv/elevarkiv'), { recursive: true });
  // What Debian's installer writes and the bare system lacks.
  writeFileSync(join(root, 'etc/hosts'), '127.0.0.1 localhost\n::1 localhost\n');
  // Packages may lie elsewhere behind a link, which must lead somewhere inside too.
  const packages = realpathSync(join(checkout, 'node_modules'));
  const bound = [`${checkout}:/srv/elevarkiv`, `${realpathSync(process.execPath)}:/usr/local/bin/bun`, ...(packages === join(checkout, 'node_modules') ? [] : [`${packages}:${packages}`])];
  let container: Bun.Subprocess | null = null;
  const inside = (script: string) => output(['nsenter', '-t', String(firstInside(container!.pid)), '-a', 'sh', '-c', script]);
  const start = async () => {
    // The machine's own network: the mirror is reached, and the test reaches the portal.
    container = Bun.spawn(['systemd-nspawn', '--quiet', '--register=no', '--keep-unit', '--machine=elevarkiv-test', '-D', root, ...bound.map((each) => `--bind-ro=${each}`), '-b'], { stdin: 'ignore', stdout: 'ignore', stderr: 'ignore' });
    for (let tries = 0; tries < 120 && container.exitCode === null; tries++) {
      await Bun.sleep(250);
      if (firstInside(container.pid) && /running|degraded/.test((await inside('systemctl is-system-running')).text)) return true;
    }
    return false;
  };
  const end = async () => {
    if (firstInside(container!.pid)) await inside('systemctl poweroff');
    await Promise.race([container!.exited, Bun.sleep(30_000)]);
    container!.kill('SIGKILL');
    await container!.exited;
  };
  if (!(await start())) {
    await end().catch(() => {});
    return giveUp('no systemd booted in a container');
  }
  return {
    run: inside,
    write: (path, content) => {
      mkdirSync(join(root, path, '..'), { recursive: true });
      writeFileSync(join(root, path), content);
    },
    async reboot() {
      await end();
      if (!(await start())) throw new Error('the box did not boot again');
    },
    async stop() {
      await end();
      if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
    },
  };
}
