import { unavailable } from '../../core/errors.ts';
import { call, codeOf, type Answer } from './call.ts';
import type { MeilisearchSettings } from './types.ts';

const shortestPauseMs = 15;
const longestPauseMs = 1000;

/**
 * Waits for what a call queued: everything that writes is done later, and an order that was taken is no order carried out.
 * Asks seldomer the longer it takes. `allowed`: code of a failure that is as good as done.
 */
export async function done(settings: MeilisearchSettings, { body }: Answer, allowed?: string): Promise<void> {
  const uid = (body as { taskUid?: unknown } | null)?.taskUid;
  if (typeof uid !== 'number') throw unavailable('meilisearch.nonsense');
  const until = performance.now() + settings.taskTimeoutMs;
  for (let pause = shortestPauseMs; ; pause = Math.min(pause * 1.7, longestPauseMs)) {
    await Bun.sleep(pause);
    const task = (await call(settings, 'GET', `/tasks/${uid}`)).body as { status?: unknown; error?: unknown } | null;
    if (task?.status === 'succeeded') return;
    if (task?.status === 'canceled') throw unavailable('meilisearch.task_canceled');
    if (task?.status === 'failed') {
      const code = codeOf(task.error);
      if (code !== '' && code === allowed) return;
      if (code === 'index_not_found') throw unavailable('meilisearch.no_index');
      throw /no_space_left|database_size_limit/.test(code) ? unavailable('meilisearch.full') : unavailable('meilisearch.task_failed', { code });
    }
    if (task?.status !== 'enqueued' && task?.status !== 'processing') throw unavailable('meilisearch.nonsense');
    if (performance.now() > until) throw unavailable('meilisearch.slow');
  }
}
