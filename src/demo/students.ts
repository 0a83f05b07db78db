import type { Dice } from './random.ts';
import type { DemoAddress, DemoMailbox, DemoStudent } from './types.ts';
import { inventedCpr } from './invented-numbers.ts';
import { boys, familyNames, foreignFamilyNames, girls, streets, towns } from './names.ts';

/** Classes with their size and the years their students are born in: 300 in all. */
const classes: { name: string; size: number; born: [number, number] }[] = [
  ...['1.a', '1.b', '1.c', '1.x'].map((name) => ({ name, size: 22, born: [2009, 2011] as [number, number] })),
  ...['2.a', '2.b', '2.c', '2.x'].map((name) => ({ name, size: 22, born: [2008, 2009] as [number, number] })),
  ...['3.a', '3.b', '3.c', '3.x'].map((name) => ({ name, size: 22, born: [2007, 2008] as [number, number] })),
  { name: '1.hf', size: 18, born: [2006, 2009] },
  { name: '2.hf', size: 18, born: [2006, 2008] },
];

export function inventedAddress(throwDice: Dice): DemoAddress {
  const [postalCode, town] = throwDice.pick(towns);
  const floor = throwDice.chance(30) ? `, ${throwDice.pick(['st. tv.', '1. th.', '2. tv.', '3. mf.'])}` : '';
  const letter = throwDice.chance(15) ? throwDice.pick(['A', 'B', 'C']) : '';
  return { street: `${throwDice.pick(streets)} ${throwDice.between(1, 148)}${letter}${floor}`, postalCode, town };
}

/** A day from the years given, never 1 January; in 2011 at most July, so that the youngest are 15. */
export function inventedDay(throwDice: Dice, from: number, to: number): string {
  const year = throwDice.between(from, to);
  const month = throwDice.between(1, year === 2011 ? 7 : 12);
  const day = throwDice.between(month === 1 ? 2 : 1, new Date(Date.UTC(year, month, 0)).getUTCDate());
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Mostly registered; the others are common enough that every class meets one. */
export function inventedMailbox(throwDice: Dice): DemoMailbox {
  const throwOf100 = throwDice.between(1, 100);
  if (throwOf100 <= 5) return 'EXEMPT';
  if (throwOf100 <= 7) return 'CLOSED';
  if (throwOf100 <= 9) return 'UNCONFIRMED_REGISTRATION';
  return throwOf100 <= 12 ? null : 'REGISTERED';
}

/** The 300 students by class, still without guardians. Every fiftieth has a replacement number. */
export function inventedStudents(throwDice: Dice, taken: Set<string>): DemoStudent[] {
  const students: DemoStudent[] = [];
  for (const group of classes) {
    for (let seat = 0; seat < group.size; seat += 1) {
      const sex = throwDice.chance(52) ? 'female' as const : 'male' as const;
      const replacementNumber = students.length % 50 === 31;
      const bornOn = inventedDay(throwDice, ...group.born);
      const family = throwDice.pick(throwDice.chance(14) ? foreignFamilyNames : familyNames);
      const middle = throwDice.chance(35) ? ` ${throwDice.pick(familyNames.slice(24, 54))}` : '';
      students.push({
        cpr: inventedCpr(throwDice, bornOn, { sex, replacement: replacementNumber, taken }),
        name: `${throwDice.pick(sex === 'female' ? girls : boys)}${family.includes(' ') || family.includes('-') ? '' : middle} ${family}`,
        className: group.name,
        bornOn,
        replacementNumber,
        address: inventedAddress(throwDice),
        protectedAddress: students.length % 60 === 17,
        mailbox: replacementNumber ? null : inventedMailbox(throwDice),
        guardians: [],
      });
    }
  }
  // Two students of one name and one pair of siblings in every year: what tells people apart is the number.
  students[150]!.name = students[40]!.name;
  return students;
}
