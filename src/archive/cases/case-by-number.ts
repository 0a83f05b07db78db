import { may, maySeeCase, type Actor } from '../../access/index.ts';
import { conflict, forbidden, invalid } from '../../core/errors.ts';
import { numberOfPerson, numbersOf, recipientName } from '../../people/index.ts';
import { caseFor } from '../case-for.ts';
import { readNumber } from './identifiers.ts';
import { plainTitle, type CaseDeps } from './make-case.ts';

/** A number as typed, with a name for whoever the register does not know; or one of the register's people. */
export type CaseOf = { number: string; name: string } | { personId: string };

/**
 * The case of a person or a company, made where no letter has made it yet: papers are kept of whoever never
 * got a letter too. `made` false: it was there. Only for whoever may
 * change all cases: the answer tells that a number has one. Errors: case.bad_number, case.no_name, as plainTitle, forbidden; conflict
 * case.number_hidden where the case is there and the actor may not see it.
 */
export function openCaseByNumber(deps: CaseDeps, actor: Actor, input: CaseOf): { id: string; made: boolean } {
  if (!may(actor, 'change_all_cases')) throw forbidden();
  return deps.db.write((tx) => {
    const recipient = readNumber('number' in input ? input.number : numberOfPerson(tx, input.personId));
    const numbers = recipient.kind === 'cpr' ? numbersOf(tx, recipient.number) : [recipient.number];
    const made = !numbers.some((number) => tx.statement('SELECT 1 FROM case_identifiers WHERE kind = ? AND number = ?').get(recipient.kind, number));
    let name = recipientName(tx, recipient)?.name ?? null;
    if (made && !name) {
      const typed = 'name' in input ? input.name : '';
      if (!typed.trim()) throw invalid('case.no_name');
      name = plainTitle(typed);
    }
    const id = caseFor(tx, deps, { recipient, name, at: deps.clock.now(), actorId: actor.id });
    if (!maySeeCase(tx, actor, id)) throw conflict('case.number_hidden');
    return { id, made };
  });
}
