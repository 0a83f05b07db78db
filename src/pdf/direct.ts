import { defaultLimits, type Limits } from './limits.ts';
import { portOver } from './port.ts';
import { jobRunner } from './run-jobs.ts';
import type { DocumentWorker } from './types.ts';

/** A DocumentWorker without a server: starts its own children, with the same limits. For the command line and for tests. */
export function directDocumentWorker(limits: Partial<Limits> = {}): DocumentWorker {
  const runner = jobRunner({ ...defaultLimits, ...limits }, false);
  return portOver((...values) => runner.run(undefined, ...values));
}
