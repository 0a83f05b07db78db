import { readFileSync } from 'node:fs';

/** What a piece of work took: time on the wall and time of the processor, in milliseconds. */
export type Cost = { wall: number; cpu: number };

/** The kernel counts processor time in hundredths of a second (USER_HZ is 100 on every Linux). */
const tick = 10;

/** User and system time of a process and of all its children that have ended (milliseconds). */
function processorTime(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // utime, stime, cutime and cstime (proc(5), fields 14 to 17), counted behind the name in brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ').slice(11, 15);
  return fields.reduce((sum, field) => sum + Number(field), 0) * tick;
}

/** Does the work and answers what it cost this process, the children it started and ended, and the processes `others`. */
export async function costOf(work: () => Promise<unknown>, others: number[] = []): Promise<Cost> {
  const spent = () => [process.pid, ...others].reduce((sum, pid) => sum + processorTime(pid), 0);
  const before = spent();
  const began = performance.now();
  await work();
  const wall = performance.now() - began;
  // A child that has answered is counted only when it has ended and been waited for.
  await Bun.sleep(300);
  return { wall, cpu: spent() - before };
}

export const median = (values: number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1]!, sorted[sorted.length >> 1]!];
  return (low + high) / 2;
};

/**
 * Rounds of ours beside rounds of the baseline, done in turns: the ratio is the median of the rounds' own
 * ratios, so that what disturbs the machine for a while disturbs both sides of a pair. Prints one line;
 * answers whether the wall clock ratio is within `limit`.
 */
export function compared(what: string, ours: Cost[], theirs: Cost[], base: string, limit: number): boolean {
  const ratios = (kind: keyof Cost) => ours.map((cost, round) => cost[kind] / theirs[round]![kind]);
  const [wall, cpu] = [ratios('wall'), ratios('cpu')];
  const seconds = (costs: Cost[]) => `${(median(costs.map((cost) => cost.wall)) / 1000).toFixed(2)} s`;
  const ok = median(wall) <= limit;
  if (process.env.SHOW) console.log(JSON.stringify({ ours: ours.map((c) => [Math.round(c.wall), c.cpu]), theirs: theirs.map((c) => [Math.round(c.wall), c.cpu]) }));
  console.log(`${what.padEnd(40)} ${seconds(ours)}   ${base} ${seconds(theirs)}   ${median(wall).toFixed(2)}x (${wall.map((ratio) => ratio.toFixed(2)).join(' ')}) of at most ${limit}x; processor time ${median(cpu).toFixed(2)}x   ${ok ? 'ok' : 'TOO SLOW'}`);
  return ok;
}
