import { join } from 'node:path';

const root = join(import.meta.dir, '../..');

/**
 * Aborted when the process is told to stop, or when whoever started it has died: a supervised child
 * hangs on its parent's pipe, so a killed parent leaves nobody behind.
 */
export function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopping.abort());
  if (process.env.ELEVARKIV_SUPERVISED) {
    process.stdin.on('close', () => stopping.abort());
    process.stdin.on('end', () => stopping.abort());
    process.stdin.resume();
  }
  return stopping.signal;
}

/** Runs a command of this program as a child, and again when it ends by itself, until `stopping`. */
export function superviseChild(args: string[], stopping: AbortSignal): void {
  if (stopping.aborted) return;
  const child = Bun.spawn([process.execPath, `--tsconfig-override=${join(root, 'tsconfig.json')}`, join(root, 'src/main.ts'), ...args], {
    stdin: 'pipe', stdout: 'inherit', stderr: 'inherit', env: { ...process.env, ELEVARKIV_SUPERVISED: '1' },
  });
  const stop = () => {
    child.kill('SIGTERM');
    // An open pipe would keep the child alive for our sake, and the child keeps us.
    void child.stdin.end();
  };
  stopping.addEventListener('abort', stop);
  void child.exited.then(() => {
    stopping.removeEventListener('abort', stop);
    if (!stopping.aborted) setTimeout(() => superviseChild(args, stopping), 1000);
  });
}
