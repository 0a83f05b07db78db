import { openSigningClient } from '../connectors/signing/index.ts';
import { Problem, unavailable } from '../core/errors.ts';
import type { Deps } from '../deps.ts';
import { pause } from './delivery-loop.ts';
import { setStatus, type Job } from '../queue/index.ts';
import { takeInSigned } from '../receiving/index.ts';
import { lettersThatWait } from '../sending/index.ts';
import { readSettings, type Settings } from '../settings/index.ts';
import { askForSignature, collectSigned, pollSignatures, tellCancelled, type SigningService } from '../signatures/index.ts';

const timeoutMs = 60_000;

/** The signing service as the settings stand; null where none is set up. */
export function signingService(settings: Settings): SigningService | null {
  if (settings['signing.baseUrl'] === '') return null;
  return openSigningClient({ baseUrl: settings['signing.baseUrl'], apiToken: settings['signing.apiToken'], authorities: settings['signing.authorities'], timeoutMs });
}

const service = (deps: Deps) => deps.signing(readSettings(deps.db));
function needed(deps: Deps): SigningService {
  const found = service(deps);
  if (!found) throw unavailable('signing.not_configured');
  return found;
}

const requestOf = (job: Job) => String(job.payload['requestId']);

/** What is done at the signing service, outside every transaction; each can be repeated after a crash. */
export const signingErrands: Record<string, (deps: Deps, job: Job) => Promise<null>> = {
  'request-signature': async (deps, job) => {
    await noting(deps, () => askForSignature(deps, service(deps), requestOf(job), lettersThatWait(deps)));
    return null;
  },
  'fetch-signed': async (deps, job) => {
    await collectSigned(deps, needed(deps), requestOf(job), (tx, signed) => takeInSigned(tx, deps, signed));
    return null;
  },
  'cancel-signature': async (deps, job) => {
    await tellCancelled(deps, needed(deps), requestOf(job));
    return null;
  },
};

/** Asks after what is open; null where there is no service. Throws as the service does. */
export async function pollSigning(deps: Deps): Promise<number | null> {
  const found = service(deps);
  if (!found) return null;
  return noting(deps, () => pollSignatures(deps, found));
}

/** How the service is doing, for the administrator. */
async function noting<T>(deps: Deps, work: () => Promise<T>): Promise<T> {
  const note = (value: Record<string, unknown>) => deps.db.write((tx) => setStatus(tx, 'signing', value, deps.clock.now()));
  try {
    const done = await work();
    note({ ok: true });
    return done;
  } catch (error) {
    if (error instanceof Problem) note({ ok: false, reason: error.reason });
    throw error;
  }
}

/** Asks the service at its own interval until `stopping`; a service that is away is asked again. */
export async function signingLoop(deps: Deps, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    try {
      await pollSigning(deps);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
    const asked = deps.clock.now().getTime();
    const due = () => deps.clock.now().getTime() - asked >= readSettings(deps.db)['signing.pollSeconds'] * 1000;
    do await pause(1000, stopping); while (!stopping.aborted && !due());
  }
}
