import type { Deps } from '../../deps.ts';
import { getStatus, queueHealth, type QueueHealth } from '../../queue/index.ts';
import { readSettings } from '../../settings/index.ts';

/** How the box is doing, for an administrator: counts, times and reason keys, nothing about anybody. */
export type Health = {
  sender: { name: string; cvr: string; complete: boolean };
  /** Null = never tried. */
  connection: { ok: boolean; reason: string | null; at: string } | null;
  receipts: { ok: boolean; at: string } | null;
  queue: QueueHealth;
};

export function healthOf({ db, clock }: Pick<Deps, 'db' | 'clock'>): Health {
  const settings = readSettings(db);
  const connection = getStatus(db, 'digital-post');
  const receipts = getStatus(db, 'receipts');
  return {
    sender: {
      name: settings['sender.label'] || settings['school.name'],
      cvr: settings['sender.cvr'],
      complete: settings['sender.cvr'] !== '' && settings['digitalPost.baseUrl'] !== '',
    },
    connection: connection ? { ok: connection.value['ok'] === true, reason: (connection.value['reason'] as string | undefined) ?? null, at: connection.at } : null,
    receipts: receipts ? { ok: receipts.value['error'] === undefined, at: receipts.at } : null,
    queue: queueHealth(db, clock.now()),
  };
}
