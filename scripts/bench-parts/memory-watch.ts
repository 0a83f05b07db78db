import { readdirSync, readFileSync } from 'node:fs';

/** Memory of this process and all it started, as the kernel shares it out (PSS). `stop` answers the largest sum seen, in bytes; `without` does work that is not looked at (a baseline's). */
export function watchMemory(): { stop(): number; without<T>(work: () => Promise<T>): Promise<T> } {
  let most = 0;
  let looking = true;
  const timer = setInterval(() => {
    if (!looking) return;
    most = Math.max(most, familyOf(process.pid).reduce((sum, pid) => sum + proportional(pid), 0));
  }, 500);
  return {
    stop() {
      clearInterval(timer);
      return most;
    },
    async without(work) {
      looking = false;
      try {
        return await work();
      } finally {
        looking = true;
      }
    },
  };
}

function familyOf(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const parent = Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'latin1'))?.[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch {
      // It ended while we looked.
    }
  }
  const family = [root];
  for (const pid of family) family.push(...(children.get(pid) ?? []));
  return family;
}

function proportional(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
