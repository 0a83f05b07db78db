import { nextToPreserve, preserveDocument } from '../archive/index.ts';
import type { Deps } from '../deps.ts';
import { setStatus } from '../queue/index.ts';
import { readSettings } from '../settings/index.ts';
import { pause } from './delivery-loop.ts';
import { addWords, lookAtEarlierScan } from './earlier-scans.ts';
import { errorWord } from './handlers.ts';

const idleMs = 3_000;
const restMs = 10 * 60_000;

/**
 * Makes a PDF/A of letters that have left, one at a time, whenever nobody waits for the document worker; and where none is
 * wanted, looks at what was read before scans got a searchable PDF.
 */
export async function preservationLoop(deps: Deps, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    if (isBusy(deps)) {
      await pause(idleMs, stopping);
      continue;
    }
    const next = readSettings(deps.db)['archive.pdfA'] ? nextToPreserve(deps.db) : null;
    try {
      if (next !== null) await preserveDocument(deps, (pdf) => deps.documents.preserve(pdf), next, addWords(deps, 'without_numbers'));
      else if (!(await lookAtEarlierScan(deps))) await pause(idleMs, stopping);
    } catch (error) {
      deps.db.write((tx) => setStatus(tx, 'preservation', { ok: false, reason: errorWord(error) }, deps.clock.now()));
      await pause(restMs, stopping);
    }
  }
}

/** Somebody's document is being read, converted or made ready, or is about to be. */
function isBusy(deps: Deps): boolean {
  return deps.db.statement("SELECT 1 FROM jobs WHERE kind IN ('read-dispatch', 'convert-dispatch', 'gather-files', 'prepare-dispatch', 'read-attachment', 'read-document', 'read-filed-attachment') AND (state = 'leased' OR (state = 'waiting' AND run_at <= ?)) LIMIT 1").get(deps.clock.now().toISOString()) !== undefined;
}
