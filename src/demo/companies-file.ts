import { inventedProductionUnit } from './invented-numbers.ts';
import { dice } from './random.ts';
import type { DemoAddress, DemoSchool } from './types.ts';

/** `Birkevej 12B, 2. th.` in its parts, as the register has them. */
function place({ street, postalCode, town }: DemoAddress) {
  const [road = '', rest = ''] = street.split(', ');
  const [, name = road, house = ''] = /^(.*?)\s+(\d+[A-Z]?)$/.exec(road) ?? [];
  const [, floor = '', door = ''] = /^(\w+)\.\s*(\w*)\.?$/.exec(rest) ?? [];
  return { road: name, house, floor, door, postalCode, town };
}

/** What the sandbox's CVR register knows: the demo's companies, some with a unit they have closed and one with many. */
export function companiesFile(school: DemoSchool) {
  const throwDice = dice(20261126);
  const taken = new Set(school.companies.flatMap((company) => company.units.map(({ number }) => number)));
  return school.companies.map((company, n) => {
    const units = company.units.map((unit) => ({ number: unit.number, name: unit.name, address: place(unit.address) }));
    const closed = n % 3 === 0 ? [{ number: inventedProductionUnit(throwDice, 'newer', taken), name: `${company.name}, tidligere lager`, address: place(company.address), ceasedOn: '2023-06-30' }] : [];
    const many = n === 4 ? Array.from({ length: 24 }, (_, each) => ({ number: inventedProductionUnit(throwDice, 'newer', taken), name: `${company.name}, butik ${each + 1}`, address: { ...place(company.address), house: String(each + 3) } })) : [];
    return { cvr: company.cvr, name: company.name, address: place(company.address), advertisingProtected: n % 5 === 0, units: [...units, ...many, ...closed] };
  });
}
