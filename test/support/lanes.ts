import { availableParallelism } from 'node:os';

/**
 * Work that several tests wait for, done side by side, as many at once as there are processors, from the first time one
 * of them asks: `inLanes(works)` answers what gives the result of number `at`.
 */
export function inLanes<T>(works: (() => Promise<T>)[], lanes = Math.min(4, availableParallelism())): (at: number) => Promise<T> {
  let results: Promise<T>[] | undefined;
  const begin = () => {
    const free: (() => void)[] = [];
    let left = lanes;
    const turn = async (work: () => Promise<T>) => {
      if (left > 0) left -= 1;
      else await new Promise<void>((go) => free.push(go));
      try {
        return await work();
      } finally {
        const next = free.shift();
        if (next) next();
        else left += 1;
      }
    };
    return works.map((work) => {
      const result = turn(work);
      // The test that waits for it tells; until then it is no stray error.
      result.catch(() => {});
      return result;
    });
  };
  return (at) => (results ??= begin())[at]!;
}
