import { nextToPreserve, preserveDocument, searchableOf } from '../archive/index.ts';
import { Problem } from '../core/errors.ts';
import type { Deps } from '../deps.ts';
import { setStatus } from '../queue/index.ts';
import { readSettings } from '../settings/index.ts';
import { pause } from './delivery-loop.ts';
import { errorWord } from './handlers.ts';

const idleMs = 3_000;
const restMs = 10 * 60_000;

/** Makes a PDF/A of letters that have left, one at a time, whenever nobody waits for the document worker. */
export async function preservationLoop(deps: Deps, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    const next = readSettings(deps.db)['archive.pdfA'] && !isBusy(deps) ? nextToPreserve(deps.db) : null;
    if (next === null) {
      await pause(idleMs, stopping);
      continue;
    }
    try {
      await preserveDocument(deps, (pdf) => deps.documents.preserve(pdf), next, async (pdf) => addWords(deps, pdf));
    } catch (error) {
      deps.db.write((tx) => setStatus(tx, 'preservation', { ok: false, reason: errorWord(error) }, deps.clock.now()));
      await pause(restMs, stopping);
    }
  }
}

/** The words of what left, as OCR reads it there: numbers that were painted over are not in it, and none is taken up that was not. */
async function addWords({ documents }: Deps, pdf: Uint8Array): ReturnType<typeof searchableOf> {
  try {
    return await searchableOf(documents, pdf, await documents.read(pdf, { words: 'without_numbers' }));
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    return { pdf: null, reason: 'searchable.failed' };
  }
}

/** Somebody's document is being read, converted or made ready, or is about to be. */
function isBusy(deps: Deps): boolean {
  return deps.db.statement("SELECT 1 FROM jobs WHERE kind IN ('read-dispatch', 'convert-dispatch', 'gather-files', 'prepare-dispatch', 'read-attachment', 'read-document') AND (state = 'leased' OR (state = 'waiting' AND run_at <= ?)) LIMIT 1").get(deps.clock.now().toISOString()) !== undefined;
}
