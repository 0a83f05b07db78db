import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDigitalPost, readPkcs12, writeMemo, type DigitalPostSettings, type MemoLetter } from '../../src/connectors/digital-post/index.ts';
import { systemClock, type Clock } from '../../src/core/clock.ts';
import { silentLog, type Log } from '../../src/core/log.ts';
import { readAuthority, startSandbox, type Sandbox, type SandboxSettings } from '../../src/sandbox/index.ts';
import { letter } from './letters.ts';

export type Counts = { accepted: Record<string, number>; attempts: Record<string, number>; totals: { accepted: number } };

/** A sandbox peer in a folder of its own, with the school's connection to it as the settings page would make it. */
export async function startPeer() {
  const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-connector-'));
  const sandbox: Sandbox = await startSandbox({ folder, port: 0, controlPort: 0 });
  const certificate = (name: string) => readFileSync(join(folder, 'certificates', name));
  const caPem = certificate('ca.pem').toString();
  const own = await readPkcs12(certificate('client.p12'), certificate('client.password').toString());
  const settings: DigitalPostSettings = {
    baseUrl: sandbox.url, apiToken: '', certificatePem: own.certificatePem, keyPem: own.keyPem, caPem, timeoutMs: 1500, lookUpBatch: 50, maxCallsPerSecond: 1000,
  };
  const control = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await fetch(`${sandbox.controlUrl}/control${path}`, { method, ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) });
    if (!answer.ok) throw new Error(`control ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  return {
    folder, settings, own, authority: () => readAuthority(folder), controlUrl: sandbox.controlUrl,
    connect: (wish: Partial<DigitalPostSettings> = {}, with_: { clock?: Clock; log?: Log } = {}) =>
      openDigitalPost({ ...settings, ...wish }, { clock: with_.clock ?? systemClock, log: with_.log ?? silentLog }),
    set: (wish: Partial<SandboxSettings>) => control('PUT', '/settings', wish),
    reset: () => control('POST', '/reset', {}),
    contact: (kind: 'cpr' | 'cvr', number: string, status: string) => control('POST', '/contacts', { kind, number, name: 'Prøve', status }),
    counts: () => control<Counts>('GET', '/counts'),
    /** How often the peer took this letter. */
    stored: async (messageUuid: string) => (await control<Counts>('GET', '/counts')).accepted[messageUuid] ?? 0,
    async stop() {
      await sandbox.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type Peer = Awaited<ReturnType<typeof startPeer>>;

/** A letter ready to be posted. */
export function posted(wish: Partial<MemoLetter> = {}): [string, Uint8Array] {
  const made = letter(wish);
  return [made.messageUuid, writeMemo(made)];
}
