import type { Actor } from '../../access/index.ts';
import { record } from '../../audit/index.ts';
import { conflict, invalid } from '../../core/errors.ts';
import type { Tx } from '../../db/index.ts';
import { knownCompany, lastContact, rememberContact } from '../../companies/index.ts';
import { parseProductionUnit } from '../../numbers/index.ts';
import { findDraft, findLetter, touch, type LetterRecord } from '../find.ts';
import type { Attention, SendingDeps } from '../ports.ts';

/** As it is typed: everything may be empty. `unit` is a P-number, `unitName` what a person calls a unit the register does not name. */
export type AttentionInput = { unit: string; unitName: string; officer: string; email: string; telephone: string; person: string };

const most = 256;
/** Control characters have no place in a message; the longest a text may be is the message's own rule (facts/digital-post.md 1.2). */
const clean = (text: string, field: string): string | null => {
  const plain = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  if (plain.length > most) throw invalid('attention.too_long', { field, most });
  return plain === '' ? null : plain;
};

function productionUnit(tx: Tx, cvr: string, { unit, unitName }: AttentionInput): Attention['productionUnit'] {
  if (unit.trim() === '') return null;
  const number = parseProductionUnit(unit);
  if (!number) throw invalid('attention.bad_unit', { field: 'unit' });
  const { company } = knownCompany(tx, cvr);
  const known = company?.units.find((each) => each.number === number);
  // A number that is not the company's would go to the company all the same, and there to nobody.
  if (company && !company.more && company.units.length > 0 && !known) throw invalid('attention.other_company', { field: 'unit' });
  return { number, name: known?.name ?? clean(unitName, 'unitName') };
}

function read(tx: Tx, cvr: string, input: AttentionInput): Attention {
  const address = clean(input.email, 'email');
  const officer = clean(input.officer, 'officer');
  if (address && !/^[^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;]+$/.test(address)) throw invalid('attention.bad_email', { field: 'email' });
  if (officer && !address) throw invalid('attention.officer_without_email', { field: 'email' });
  const telephone = clean(input.telephone, 'telephone');
  if (telephone && !/^\+?[\d ()-]{3,30}$/.test(telephone)) throw invalid('attention.bad_telephone', { field: 'telephone' });
  return {
    productionUnit: productionUnit(tx, cvr, input), email: address ? { address, name: officer } : null,
    telephone: telephone ? { number: telephone.replace(/[^\d+]/g, ''), name: null } : null, person: clean(input.person, 'person'),
  };
}

const isEmpty = (attention: Attention) => Object.values(attention).every((part) => part === null);

/** The number is kept with it: a letter that gets another recipient loses it (copies/follow.ts). */
function write(tx: Tx, deps: SendingDeps, actor: Actor, letter: LetterRecord, attention: Attention): void {
  const at = deps.clock.now();
  const cvr = letter.recipient_number!;
  tx.statement('UPDATE letters SET attention = ? WHERE id = ?').run(isEmpty(attention) ? null : JSON.stringify({ ...attention, cvr }), letter.id);
  touch(tx, letter.dispatch_id, at);
  record(tx, {
    at, actorId: actor.id, event: 'letter.attention_set', subject: { kind: 'letter', id: letter.id }, parent: { kind: 'dispatch', id: letter.dispatch_id }, payload: { ordinal: letter.ordinal, attention },
  });
}

function findCompanyLetter(tx: Tx, actor: Actor, letterId: string): LetterRecord {
  const letter = findLetter(tx, actor, letterId);
  findDraft(tx, actor, letter.dispatch_id);
  if (letter.recipient_kind !== 'cvr' || letter.state !== 'draft') throw conflict('attention.no_company');
  return letter;
}

/**
 * To whom at a company a letter is: P-number, case officer, telephone, contact person; all empty takes it away. Remembered for the
 * next letter to the same company. `everywhere`: also the draft's other letters to it. Errors (`field`): attention.bad_unit,
 * attention.other_company, attention.bad_email, attention.officer_without_email, attention.bad_telephone, attention.too_long; attention.no_company.
 */
export function setAttention(deps: SendingDeps, actor: Actor, letterId: string, input: AttentionInput, options: { everywhere?: boolean } = {}): void {
  deps.db.write((tx) => {
    const letter = findCompanyLetter(tx, actor, letterId);
    const cvr = letter.recipient_number!;
    const attention = read(tx, cvr, input);
    if (!isEmpty(attention)) rememberContact(tx, cvr, attention, { actorId: actor.id, at: deps.clock.now() });
    const all = options.everywhere
      ? (tx.statement("SELECT * FROM letters WHERE dispatch_id = ? AND recipient_kind = 'cvr' AND recipient_number = ? AND state = 'draft'").all(letter.dispatch_id, cvr) as LetterRecord[]) : [letter];
    for (const each of all) write(tx, deps, actor, each, attention);
  });
}

/** As the last letter to the same company; conflict attention.none_remembered where there was none. */
export function useLastContact(deps: SendingDeps, actor: Actor, letterId: string): void {
  deps.db.write((tx) => {
    const letter = findCompanyLetter(tx, actor, letterId);
    const last = lastContact(tx, letter.recipient_number!);
    if (!last) throw conflict('attention.none_remembered');
    write(tx, deps, actor, letter, last.contact);
  });
}
