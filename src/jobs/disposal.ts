import type { Deps } from '../deps.ts';
import { destroyDue, type DisposalRun } from '../retention/index.ts';
import { disposalWords } from '../../views/texts/certificate.ts';

/** Destroys what is due by approved batches; where anything was, bytes that nobody owns are looked for on the whole disk too. */
export async function runDisposal(deps: Deps): Promise<DisposalRun> {
  const run = await destroyDue(deps, disposalWords);
  if (run.batches.length > 0) {
    deps.log.info({ batches: run.batches.length, documents: run.batches.reduce((sum, { destroyed }) => sum + destroyed, 0), cases: run.cases }, 'destroyed by rule');
    await deps.files.sweep(deps.db);
  }
  return run;
}
