import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { takeLock } from '../jobs/index.ts';

/** One portal for a data folder: a second would end the first one's document worker and answer on another port. Throws where it runs already. */
export function lockPortal({ data, origin }: Pick<Config, 'data' | 'origin'>): { release(): void } {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const lock = takeLock(join(data, 'portal.lock'));
  if (!lock) throw new Error(`Elevarkiv kører allerede på disse data (${data}): se ${origin}. Stop den først, eller brug en anden mappe og en anden port.`);
  return lock;
}

/** Throws where another program listens at `port`; 0 = any free one. */
export async function requireFree(hostname: string, port: number): Promise<void> {
  if (port === 0) return;
  const taken = await new Promise<boolean>((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(true));
    probe.listen(port, hostname, () => probe.close(() => resolve(false)));
  });
  if (taken) throw new Error(`Port ${port} er optaget af et andet program. Vælg en anden med --port, eller stop det andet.`);
}
