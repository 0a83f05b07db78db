import { record } from '../../audit/index.ts';
import { localDay } from '../../core/dates.ts';
import type { Tx } from '../../db/index.ts';
import { enqueue } from '../../queue/index.ts';
import { faultOn } from '../copies/checks.ts';
import type { LetterRecord } from '../find.ts';
import { isDead } from '../gone.ts';
import type { SendingDeps } from '../ports.ts';
import { envelopeAddress } from './addresses.ts';
import { mayGoOnPaper } from './candidates.ts';
import type { EnvelopeAddress } from './types.ts';

export type Wanted = { letterId: string; typed: string | null; showProtected: boolean };
type New = { kind: 'print' | 'remote'; duplex: boolean; actorId: string; at: Date };

/** Why a letter cannot be in it; null = it can. */
function refusal(tx: Tx, letter: LetterRecord, address: EnvelopeAddress, { kind, at }: New): string | null {
  if (tx.statement(`SELECT 1 FROM letters l WHERE l.id = ? AND ${mayGoOnPaper}`).get(letter.id) === undefined) return 'letter.not_waiting';
  // A copy that may not be sent may not be printed either.
  if (letter.role !== 'main' && letter.follows_letter_id && faultOn(tx, letter, localDay(at))) return 'paper.copy_stopped';
  return kind === 'remote' && (address.kind === 'missing' || address.kind === 'protected') ? 'paper.needs_address' : null;
}

/**
 * Puts letters into a new batch, in the caller's transaction: from now on none of them can be sent. Answers its id, or
 * null where no letter could be in it, and how many could not, by why.
 */
export function openBatch(tx: Tx, deps: Pick<SendingDeps, 'ids'>, wanted: Wanted[], batch: New): { id: string | null; left: Map<string, number> } {
  const left = new Map<string, number>();
  const id = deps.ids.uuid();
  const now = batch.at.toISOString();
  tx.statement("INSERT INTO paper_batches (id, kind, state, duplex, created_by, created_at) VALUES (?, ?, 'making', ?, ?, ?)").run(id, batch.kind, batch.duplex ? 1 : 0, batch.actorId, now);
  let taken = 0;
  for (const each of wanted) {
    const letter = tx.statement('SELECT * FROM letters WHERE id = ?').get(each.letterId) as LetterRecord;
    const address = envelopeAddress(tx, letter, each);
    const why = refusal(tx, letter, address, batch);
    if (why) left.set(why, (left.get(why) ?? 0) + 1);
    else {
      take(tx, id, letter, address, { ...batch, decided: each.showProtected });
      taken += 1;
    }
  }
  if (taken === 0) {
    tx.statement('DELETE FROM paper_batches WHERE id = ?').run(id);
    return { id: null, left };
  }
  enqueue(tx, { kind: 'make-paper', key: `make-paper:${id}`, payload: { batchId: id }, runAt: batch.at, now: batch.at });
  record(tx, { at: batch.at, actorId: batch.actorId, event: 'paper.made', subject: { kind: 'paper', id }, payload: { kind: batch.kind, letters: taken } });
  return { id, left };
}

function take(tx: Tx, batchId: string, letter: LetterRecord, address: EnvelopeAddress, { actorId, at, decided }: New & { decided: boolean }) {
  const lines = 'lines' in address ? address : null;
  tx.statement('INSERT INTO paper_letters (batch_id, letter_id, address, postal_code, without, reason_before, estate) VALUES (?, ?, ?, ?, ?, ?, ?)')
    .run(batchId, letter.id, lines && JSON.stringify(lines.lines), lines?.postalCode ?? null, lines ? null : address.kind, letter.reason, Number(isDead(tx, letter)));
  tx.statement('UPDATE letters SET reason = ? WHERE id = ?').run(JSON.stringify({ key: 'paper.in_batch', values: {} }), letter.id);
  tx.statement('DELETE FROM letter_paths WHERE letter_id = ?').run(letter.id);
  const isProtected = letter.recipient_kind === 'cpr' && tx.statement('SELECT 1 FROM people WHERE cpr = ? AND protected = 1').get(letter.recipient_number) !== undefined;
  // Also one that was typed by hand: the person knew whose it is.
  if (isProtected && lines) record(tx, { at, actorId, event: 'paper.protected_address', subject: { kind: 'letter', id: letter.id }, parent: { kind: 'dispatch', id: letter.dispatch_id }, payload: { decided } });
}
