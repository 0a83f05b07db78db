import type { Dice } from './random.ts';
import type { DemoCompany, DemoMailbox } from './types.ts';
import { inventedCvr, inventedEan, inventedProductionUnit } from './invented-numbers.ts';
import { companyNames } from './names.ts';
import { inventedAddress } from './students.ts';

const mailboxes: Record<number, DemoMailbox> = { 6: 'EXEMPT', 11: 'CLOSED', 14: null };
const unitNames = ['Hovedkontor', 'Værksted', 'Lager', 'Afdeling Øst'];

/** Twenty invented companies; the P-numbers of every other unit have the shape of a CPR number. */
export function inventedCompanies(throwDice: Dice, taken: Set<string>): DemoCompany[] {
  return companyNames.map((name, place) => {
    const address = inventedAddress(throwDice);
    return {
      cvr: inventedCvr(throwDice, taken),
      name,
      ean: inventedEan(throwDice),
      address,
      units: unitNames.slice(0, throwDice.between(1, 4)).map((unitName, unit) => ({
        number: inventedProductionUnit(throwDice, (place + unit) % 2 === 0 ? 'cpr' : 'newer', taken),
        name: unit === 0 ? name : `${name}, ${unitName}`,
        address: unit === 0 ? address : inventedAddress(throwDice),
      })),
      mailbox: place in mailboxes ? mailboxes[place] ?? null : 'REGISTERED',
    };
  });
}
