import type { Actor } from '../access/index.ts';
import type { Reader } from '../db/index.ts';
import { findToRead } from './find.ts';

/** A container (tar.lzma) that letters of a dispatch went in. Times ISO; `outcome` null while it is on its way. */
export type ContainerView = { id: string; letters: number; postedAt: string | null; outcome: 'accepted' | 'unknown' | 'rejected' | 'not_sent' | 'already_there' | null; receiptId: string | null };

/** The containers of a dispatch, in the order they were posted; those that never left are not among them. */
export function containersOf(reader: Reader, actor: Actor, dispatchId: string): ContainerView[] {
  findToRead(reader, actor, dispatchId);
  return reader.statement(`SELECT t.id, t.letters, t.posted_at AS postedAt, t.outcome, t.peer_transmission_id AS receiptId FROM transmissions t
    WHERE t.kind = 'mass' AND t.posted_at IS NOT NULL AND t.id IN (SELECT a.transmission_id FROM attempts a JOIN letters l ON l.id = a.letter_id WHERE l.dispatch_id = ?)
    ORDER BY t.posted_at, t.rowid`).all(dispatchId) as ContainerView[];
}
