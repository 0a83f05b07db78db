import type { Reader } from '../db/index.ts';
import { getStatus } from '../queue/index.ts';

/** How old mail that was asked for comes in. `arrived`: fetched since; `waiting`: still outside at the last fetch, null where there has been none since; `known`: was here already. */
export type OldMailProgress = { askedAt: string; since: string; total: number; arrived: number; waiting: number | null; known: number; /** When was fetched last. */ fetchedAt: string | null };

/** Undefined where old mail has never been asked for. */
export function oldMailProgress(reader: Reader): OldMailProgress | undefined {
  const asked = getStatus(reader, 'old-mail');
  if (!asked) return undefined;
  const total = Number(asked.value['total']) || 0;
  const mail = getStatus(reader, 'mail');
  const fetched = mail && mail.at > asked.at ? mail : undefined;
  const { n } = reader.statement('SELECT count(*) AS n FROM fetched_memos WHERE stored_at >= ?').get(asked.at) as { n: number };
  const waiting = fetched ? Math.max(0, (Number(fetched.value['listed']) || 0) - (Number(fetched.value['cleared']) || 0)) : null;
  const arrived = Math.min(n, total);
  return { askedAt: asked.at, since: String(asked.value['since'] ?? ''), total, arrived, waiting, known: waiting === 0 ? total - arrived : 0, fetchedAt: fetched?.at ?? null };
}
