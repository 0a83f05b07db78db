import type { Dice } from './random.ts';
import type { DemoGuardian, DemoRelation, DemoStudent } from './types.ts';
import { inventedCpr } from './invented-numbers.ts';
import { fathers, mothers } from './names.ts';
import { inventedAddress, inventedDay, inventedMailbox } from './students.ts';

/** The day the demo school is drawn up for: the start of the school year its letters belong to. */
export const referenceDay = '2026-11-23';

const isOfAge = (student: DemoStudent) => `${Number(student.bornOn.slice(0, 4)) + 18}${student.bornOn.slice(4)}` <= referenceDay;

/** Family name with its article or double name, for parents and siblings to share. */
export const familyNameOf = (name: string) => name.match(/ ((?:(?:af|von der|El|Al|Ben) )?[^ ]+)$/)?.[1] ?? name;

function parent(throwDice: Dice, taken: Set<string>, sex: 'female' | 'male', student: DemoStudent): DemoGuardian {
  const shares = throwDice.chance(70);
  const ownFirst = throwDice.pick(sex === 'female' ? mothers : fathers);
  return {
    cpr: inventedCpr(throwDice, inventedDay(throwDice, 1965, 1990), { sex, taken }),
    name: `${ownFirst} ${familyNameOf(student.name)}`,
    address: shares ? student.address : inventedAddress(throwDice),
    protectedAddress: student.protectedAddress && shares,
    mailbox: inventedMailbox(throwDice),
  };
}

/**
 * Gives every student under 18 one or two guardians and lets some pairs be siblings with the same
 * home and parents. Changes the students; answers all guardians once each.
 */
export function giveGuardians(throwDice: Dice, students: DemoStudent[], taken: Set<string>): DemoGuardian[] {
  const guardians: DemoGuardian[] = [];
  for (const [place, student] of students.entries()) {
    // Every twelfth student is the younger sibling of one a year or so ahead.
    const younger = place % 12 === 5 ? students[place - 5 + 88] : undefined;
    if (younger) {
      younger.name = `${younger.name.split(' ')[0]} ${familyNameOf(student.name)}`;
      younger.address = student.address;
      younger.protectedAddress = student.protectedAddress;
    }
    if (student.guardians.length > 0 || isOfAge(student)) continue;
    const couple = throwDice.between(1, 100);
    const sexes: ('female' | 'male')[] = couple <= 72 ? ['female', 'male'] : couple <= 90 ? ['female'] : ['male'];
    for (const sex of sexes) {
      const guardian = parent(throwDice, taken, sex, student);
      guardians.push(guardian);
      const relation: DemoRelation = couple > 97 ? 'guardian' : sex === 'female' ? 'mother' : 'father';
      // A few second parents are contacts without custody: they must not be proposed for a copy.
      const custody = sexes.length === 1 || sex === 'female' || !throwDice.chance(12);
      for (const child of younger && !isOfAge(younger) ? [student, younger] : [student]) child.guardians.push({ cpr: guardian.cpr, relation, custody });
    }
  }
  return guardians;
}
