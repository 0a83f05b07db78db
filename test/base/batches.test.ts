import { describe, expect, test } from 'bun:test';
import { inBatches } from '../../src/core/batches.ts';

describe('work in batches', () => {
  test('the next batch is gathered while one is done, never two are done at once, and the rest comes at last', async () => {
    const done: number[][] = [];
    let working = 0;
    let gathered = 0;
    const gatheredAtEnd: number[] = [];
    await inBatches<number>(3, async (batch) => {
      expect(++working).toBe(1);
      await Bun.sleep(5);
      working--;
      gatheredAtEnd.push(gathered);
      done.push(batch);
    }, async (take) => {
      for (let one = 1; one <= 8; one++) {
        gathered = one;
        await take(one);
      }
    });
    expect(done).toEqual([[1, 2, 3], [4, 5, 6], [7, 8]]);
    expect(gatheredAtEnd[0]).toBe(6);
  });

  test('nothing at all is no batch', async () => {
    await inBatches<number>(3, async () => {
      throw new Error('no work was asked for');
    }, async () => {});
  });

  test('an error of the work comes out, and nothing after it is begun', async () => {
    const begun: number[] = [];
    const failing = inBatches<number>(1, async ([one]) => {
      begun.push(one!);
      await Bun.sleep(1);
      throw new Error(`broken ${one}`);
    }, async (take) => {
      for (const one of [1, 2, 3]) await take(one);
    });
    expect(failing).rejects.toThrow('broken 1');
    await failing.catch(() => {});
    expect(begun).toEqual([1]);
  });

  test('when the giver breaks, what is being done is finished before anybody hears of it', async () => {
    let finished = false;
    const failing = inBatches<number>(1, async () => {
      await Bun.sleep(20);
      finished = true;
    }, async (take) => {
      await take(1);
      throw new Error('giver');
    });
    await failing.catch((error: Error) => expect(`${error.message} ${finished}`).toBe('giver true'));
    expect(finished).toBe(true);
  });
});
