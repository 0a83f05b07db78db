import { spawn, spawnSync, type ChildProcess } from 'node:child_process';

/** Address space of a tool (kilobytes). */
const memory = 3 * 1024 * 1024;

/**
 * Without network where the machine lets us take it away (on a box the whole worker has none), without core dump, within
 * `memory`, and dead as soon as we are.
 */
const walled = `ulimit -c 0; ulimit -v ${memory}; alone=; die=
if unshare -n true 2>/dev/null; then alone='unshare -n'; elif unshare -rn true 2>/dev/null; then alone='unshare -rn'; fi
setpriv --pdeathsig KILL true 2>/dev/null && die='setpriv --pdeathsig KILL'
exec $alone $die "$@"`;

/** Starts a tool behind walls. `home`: the only folder it is told of. Its words come on `stdout`; what it complains of is dropped. */
export function startTool(command: string, values: string[], home: string): ChildProcess {
  const child = spawn('/bin/sh', ['-c', walled, 'sh', command, ...values], {
    cwd: home,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin', HOME: home, TMPDIR: home, LC_ALL: 'C.UTF-8', SAL_USE_VCLPLUGIN: 'svp' },
  });
  child.on('error', () => {});
  return child;
}

/** Runs a tool to its end, at most `milliseconds`. Answers whether it went well. */
export function runTool(command: string, values: string[], home: string, milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const child = startTool(command, values, home);
    const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
    child.stdout!.resume();
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve(code === 0);
    });
  });
}

/** Whether a command is there. */
export const hasCommand = (command: string): boolean => spawnSync('/bin/sh', ['-c', `command -v "$0" >/dev/null`, command], { timeout: 5_000 }).status === 0;

/** Whether a process can be cut off from the network on this machine. */
export const canCutNetwork = (): boolean => spawnSync('/bin/sh', ['-c', 'unshare -n true 2>/dev/null || unshare -rn true 2>/dev/null'], { timeout: 5_000 }).status === 0;
