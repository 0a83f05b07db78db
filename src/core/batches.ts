/**
 * Does `work` on what comes one by one, `size` at a time. While a batch is being done the next is gathered, and the giver
 * waits only when that one is full too; two batches are never done at once. `give` hands each one to `take`. Whatever
 * happens, no work goes on any more when the answer comes; an error of `work` or of `give` is thrown.
 */
export async function inBatches<T>(size: number, work: (batch: T[]) => Promise<void>, give: (take: (one: T) => Promise<void>) => Promise<void>): Promise<void> {
  let batch: T[] = [];
  let running: Promise<void> = Promise.resolve();
  const start = async () => {
    const full = batch;
    batch = [];
    await running;
    running = work(full);
    // Told where it is waited for; until then nobody listens.
    running.catch(() => {});
  };
  try {
    await give(async (one) => {
      batch.push(one);
      if (batch.length >= size) await start();
    });
    if (batch.length > 0) await start();
    await running;
  } catch (error) {
    await running.catch(() => {});
    throw error;
  }
}
