import { countEarlierScans, type EarlierScanCount } from '../../archive/index.ts';
import type { Reader } from '../../db/index.ts';
import type { Deps } from '../../deps.ts';
import { getStatus, queueHealth, type QueueHealth } from '../../queue/index.ts';
import { certificateStatus } from '../../jobs/index.ts';
import { searchHealth, type IndexHealth } from '../../search/index.ts';
import { setUpBlockers, type SetUpBlocker } from '../../sending/index.ts';
import { readSettings } from '../../settings/index.ts';
import { certificateLevel, type CertificateLevel } from './certificate-level.ts';

/** How the box is doing, for an administrator: counts, times and reason keys, nothing about anybody. */
export type Health = {
  sender: { name: string; cvr: string; complete: boolean };
  /** Null = never tried. */
  connection: { ok: boolean; reason: string | null; at: string } | null;
  receipts: { ok: boolean; at: string } | null;
  queue: QueueHealth;
  /** The certificate in use as last seen; null = not opened yet. Days until it ends, negative = over. */
  certificate: { notAfter: string; days: number; level: CertificateLevel } | null;
  /** The signing service and the mail server; null where none is set up, or it has not been asked. */
  signing: Party | null;
  mail: Party | null;
  /** The search's indexes: the newest of each engine, the embedded one first. */
  searches: IndexHealth[];
  /** What was read before scans got a searchable PDF, while there is more of it to look at or some could not be read. */
  earlierScans: EarlierScanCount | null;
  /** Why nothing can be sent at all; empty = it can. */
  notReady: SetUpBlocker[];
};

/** An outside party beside Digital Post: how the last call went. */
export type Party = { ok: boolean; reason: string | null; at: string };

function partyOf(db: Reader, status: 'signing' | 'smtp', setUp: boolean): Party | null {
  const last = setUp ? getStatus(db, status) : undefined;
  return last ? { ok: last.value['ok'] === true, reason: (last.value['reason'] as string | undefined) ?? null, at: last.at } : null;
}

/** The latest word on the connection: of the letters, or of a call that an administrator made. */
function latestWord(db: Reader) {
  const heard = [getStatus(db, 'digital-post'), getStatus(db, 'test-call')].filter((each) => each !== undefined);
  return heard.sort((a, b) => b.at.localeCompare(a.at))[0];
}

const newestOfEach = (all: IndexHealth[]): IndexHealth[] => (['fts5', 'meilisearch'] as const).flatMap((engine) => all.findLast((each) => each.engine === engine) ?? []);

const unfinished = (count: EarlierScanCount | null) => (count && (count.looked < count.all || count.failed > 0) ? count : null);

export function healthOf({ db, clock, hasCertificate }: Pick<Deps, 'db' | 'clock' | 'hasCertificate'>): Health {
  const settings = readSettings(db);
  const connection = latestWord(db);
  const receipts = getStatus(db, 'receipts');
  const certificate = hasCertificate() ? certificateStatus(db) : null;
  const days = certificate ? Math.floor((Date.parse(certificate.notAfter) - clock.now().getTime()) / 86_400_000) : 0;
  return {
    sender: {
      name: settings['sender.label'] || settings['school.name'],
      cvr: settings['sender.cvr'],
      complete: settings['sender.cvr'] !== '' && settings['digitalPost.baseUrl'] !== '',
    },
    connection: connection ? { ok: connection.value['ok'] === true, reason: (connection.value['reason'] as string | undefined) ?? null, at: connection.at } : null,
    receipts: receipts ? { ok: receipts.value['error'] === undefined, at: receipts.at } : null,
    queue: queueHealth(db, clock.now()),
    certificate: certificate && { notAfter: certificate.notAfter, days, level: certificateLevel(days) },
    signing: partyOf(db, 'signing', settings['signing.baseUrl'] !== ''),
    mail: partyOf(db, 'smtp', settings['mail.host'] !== ''),
    searches: newestOfEach(searchHealth(db)),
    earlierScans: unfinished(countEarlierScans(db)),
    notReady: setUpBlockers(db, { hasCertificate }),
  };
}
