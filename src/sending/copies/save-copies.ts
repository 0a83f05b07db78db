import type { Actor } from '../../access/index.ts';
import { record } from '../../audit/index.ts';
import { conflict, invalid, notFound } from '../../core/errors.ts';
import type { Tx } from '../../db/index.ts';
import { maskCpr, type RecipientNumber } from '../../numbers/index.ts';
import { recipientName } from '../../people/index.ts';
import { findDraft, findLetter, touch } from '../find.ts';
import type { SendingDeps } from '../ports.ts';
import { lookUpSoon } from '../settle-recipients.ts';
import type { LetterRole } from '../types.ts';
import { recipientOf } from '../whole-document.ts';
import type { Caution } from './addresses.ts';
import { copiesOfLetter } from './copy-views.ts';
import { cautionFor, familiesOf, familyOf, type Family } from './families.ts';
import { deleteCopies } from './follow.ts';
import { dayOf, keyOf, proposedFor } from './proposals.ts';

/** What somebody says who has read the letter: that nothing protected stands in it, or in words why it may go all the same. */
export type Decision = { read: boolean; note: string };

const mostNote = 500;

type NewCopy = { role: LetterRole; to: RecipientNumber & { name: string | null }; relation: string | null; caution: Caution | null; decision: Decision | undefined; key?: string };

/** Where a protected person may be given away, a person decides: what was found needs their words, what was not only that they have read it. */
function requireDecision({ caution, decision, to, key }: NewCopy): string | null {
  if (!caution) return null;
  const note = decision?.note.trim() ?? '';
  if (note.length > mostNote) throw invalid('copy.note_too_long', { most: mostNote });
  const values = { name: to.name ?? '', ...(key ? { key } : {}) };
  if (caution.kind === 'found' && note.length < 5) throw invalid('copy.say_why', values);
  if (caution.kind === 'not_found' && !decision?.read) throw invalid('copy.read_it', values);
  return note;
}

function writeDecision(tx: Tx, actor: Actor, copy: { id: string; pages: string }, note: string, at: Date): void {
  tx.statement('INSERT OR REPLACE INTO copy_decisions (letter_id, pages, note, decided_by, decided_at) VALUES (?, ?, ?, ?, ?)').run(copy.id, copy.pages, note, actor.id, at.toISOString());
}

/** A copy that is there already, about which somebody decides anew: its pages have changed, or somebody has become protected. */
function decideAnew(tx: Tx, deps: SendingDeps, actor: Actor, { letter }: Family, copyId: string, copy: NewCopy): void {
  const note = requireDecision(copy);
  if (note === null) return;
  const at = deps.clock.now();
  writeDecision(tx, actor, { id: copyId, pages: letter.pages }, note, at);
  record(tx, { at, actorId: actor.id, event: 'letter.copy_decided', subject: { kind: 'letter', id: copyId }, parent: { kind: 'dispatch', id: letter.dispatch_id }, payload: { ordinal: letter.ordinal, caution: copy.caution!.kind, note } });
}

function insertCopy(tx: Tx, deps: SendingDeps, actor: Actor, { letter }: Family, copy: NewCopy): void {
  const note = requireDecision(copy);
  const id = deps.ids.uuid();
  const at = deps.clock.now();
  const { kind: aboutKind } = tx.statement('SELECT recipient_kind AS kind FROM letters WHERE id = ?').get(letter.id) as { kind: 'cpr' | 'cvr' };
  const { last } = tx.statement('SELECT max(ordinal) AS last FROM letters WHERE dispatch_id = ?').get(letter.dispatch_id) as { last: number };
  tx.statement(`INSERT INTO letters (id, dispatch_id, ordinal, pages, recipient_kind, recipient_number, recipient_name, class_name, certainty, evidence, found, alternatives,
      role, follows_letter_id, about_kind, about_number, relation, state, message_uuid, updated_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, NULL, 'confirmed', '[]', '[]', '[]', ?, ?, ?, ?, ?, 'draft', ?, ?)`).run(
    id, letter.dispatch_id, last + 1, letter.pages, copy.to.kind, copy.to.number, copy.to.name,
    copy.role, letter.id, aboutKind, letter.recipient_number, copy.relation, deps.ids.uuid(), at.toISOString(),
  );
  if (note !== null) writeDecision(tx, actor, { id, pages: letter.pages }, note, at);
  record(tx, {
    at, actorId: actor.id, event: 'letter.copy_added', subject: { kind: 'letter', id }, parent: { kind: 'dispatch', id: letter.dispatch_id },
    payload: { ordinal: letter.ordinal, role: copy.role, relation: copy.relation, ...(note === null ? {} : { caution: copy.caution!.kind, note }) },
  });
}

function changeDraft(deps: SendingDeps, actor: Actor, dispatchId: string, work: (tx: Tx, day: string) => boolean): void {
  deps.db.write((tx) => {
    const dispatch = findDraft(tx, actor, dispatchId);
    if (!work(tx, dayOf(dispatch, deps.clock))) return;
    const at = deps.clock.now();
    touch(tx, dispatchId, at);
    lookUpSoon(tx, dispatchId, at);
  });
}

/** What a person chose of the proposals they were shown (`letter:person` keys). Those shown and not chosen are no copies any more. */
export type Choice = { shown: string[]; chosen: string[]; decisions: Map<string, Decision>; /** Also every proposal that was not shown and asks for no decision. */ all?: boolean };

/**
 * Takes and leaves proposals. All or nothing; a key that is no longer proposed is passed over.
 * Errors: copy.read_it, copy.say_why (`key`, `name`): a protected address or name needs a decision; copy.note_too_long; dispatch.not_draft.
 */
export function saveCopies(deps: SendingDeps, actor: Actor, dispatchId: string, choice: Choice): void {
  const [shown, chosen] = [new Set(choice.shown), new Set(choice.chosen)];
  changeDraft(deps, actor, dispatchId, (tx, day) => {
    let changed = false;
    for (const family of familiesOf(tx, dispatchId)) {
      const { role, holders } = proposedFor(family, day);
      if (role === null) continue;
      const copies = copiesOfLetter(tx, family.letter.id);
      for (const holder of holders) {
        const key = keyOf(family.letter.id, holder.personId);
        const before = copies.find((each) => each.number === holder.cpr);
        // Accepted for another age than the one on the day it now leaves: taken anew, or left.
        const other = before !== undefined && before.role !== role && before.role !== 'copy';
        const gone = before !== undefined && shown.has(key) && (other || (before.role === role && !chosen.has(key)));
        if (gone) changed = remove(tx, deps, actor, before.letterId) || changed;
        const there = gone ? undefined : before;
        if (there && there.decision === null && shown.has(key)) {
          const caution = cautionFor(tx, family, { kind: 'cpr', number: holder.cpr });
          if (caution) {
            decideAnew(tx, deps, actor, family, there.letterId, { role, to: { kind: 'cpr', number: holder.cpr, name: holder.name }, relation: holder.relation, caution, decision: choice.decisions.get(key), key });
            changed = true;
          }
        }
        if (there || !(chosen.has(key) || (choice.all && !shown.has(key)))) continue;
        const to = { kind: 'cpr' as const, number: holder.cpr };
        const caution = cautionFor(tx, family, to);
        if (caution && !chosen.has(key)) continue;
        insertCopy(tx, deps, actor, family, { role, to: { ...to, name: holder.name }, relation: holder.relation, caution, decision: choice.decisions.get(key), key });
        changed = true;
      }
    }
    return changed;
  });
}

/**
 * A copy to anybody, because a person names them by number or by a hit of `searchRecipients`. A custody holder who is proposed
 * becomes the copy that was proposed. Answers nothing; errors: as readRecipient, copy.not_yet (the letter's own recipient is
 * in doubt), copy.is_recipient, copy.there_already (`name`), copy.read_it, copy.say_why, letter.is_copy.
 */
export function addCopy(deps: SendingDeps, actor: Actor, letterId: string, who: { number: string } | { ref: string }, decision?: Decision): void {
  const { dispatch_id: dispatchId } = findLetter(deps.db, actor, letterId);
  const to = recipientOf(deps.db, who, deps.clock.now());
  changeDraft(deps, actor, dispatchId, (tx, day) => {
    const letter = findLetter(tx, actor, letterId);
    if (letter.role !== 'main') throw conflict('letter.is_copy');
    if (letter.state !== 'draft') throw conflict('letter.removed');
    if (!letter.recipient_number || letter.certainty === 'doubtful') throw conflict('copy.not_yet');
    if (letter.recipient_number === to.number) throw conflict('copy.is_recipient');
    const name = recipientName(tx, to)?.name ?? null;
    if (copiesOfLetter(tx, letterId).some((each) => each.number === to.number)) throw conflict('copy.there_already', { name: name ?? (to.kind === 'cpr' ? maskCpr(to.number) : to.number) });
    const family = familyOf(tx, letterId)!;
    const { role, holders } = proposedFor(family, day);
    const proposed = role !== null && holders.some((each) => each.cpr === to.number);
    const contact = family.contacts.find((each) => each.cpr === to.number);
    insertCopy(tx, deps, actor, family, { role: proposed ? role : 'copy', to: { ...to, name }, relation: contact?.relation ?? null, caution: cautionFor(tx, family, to), decision });
    return true;
  });
}

function remove(tx: Tx, deps: SendingDeps, actor: Actor, letterId: string): boolean {
  const { dispatch_id: dispatchId, ordinal } = tx.statement('SELECT dispatch_id, ordinal FROM letters WHERE id = ?').get(letterId) as { dispatch_id: string; ordinal: number };
  if (deleteCopies(tx, 'id = @letterId', { letterId }) === 0) return false;
  record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'letter.copy_removed', subject: { kind: 'letter', id: letterId }, parent: { kind: 'dispatch', id: dispatchId }, payload: { ordinal } });
  return true;
}

/** Takes a copy off a draft. not_found where it is none (any more); conflict dispatch.not_draft. */
export function removeCopy(deps: SendingDeps, actor: Actor, letterId: string): void {
  const { dispatch_id: dispatchId, role } = findLetter(deps.db, actor, letterId);
  if (role === 'main') throw notFound();
  changeDraft(deps, actor, dispatchId, (tx) => remove(tx, deps, actor, letterId));
}
