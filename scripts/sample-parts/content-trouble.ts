import { type DemoSchool, type DemoStudent, referenceDay } from '../../src/demo/school.ts';
import { studentRecipient, truthOf } from './make-merge-letter.ts';
import type { Block, Decoy, SampleLetter, Truth } from './types.ts';
import { addressBlock, firstName, withHyphen } from './words.ts';

const signature: Block = { kind: 'signature', name: 'Ditte Ravn-Petersen', title: 'Studievejleder' };

function meeting(student: Pick<DemoStudent, 'name' | 'cpr' | 'className' | 'address' | 'protectedAddress'>, more: Block[] = [], decoys: Decoy[] = []): SampleLetter {
  return {
    recipient: { kind: 'cpr', number: student.cpr },
    to: addressBlock({ ...studentRecipient(student as DemoStudent) }),
    head: [['Dato', '23-11-2026'], ['Cpr-nr.', withHyphen(student.cpr)], ['Klasse', student.className]],
    title: 'Indkaldelse til samtale',
    pages: [[
      { kind: 'paragraph', text: `Kære ${firstName(student.name)}` },
      { kind: 'paragraph', text: 'Du indkaldes hermed til en samtale med din studievejleder om dit valg af fag for resten af uddannelsen. Samtalen varer omkring 20 minutter, og du har fri fra undervisningen imens.' },
      { kind: 'facts', rows: [['Tid', 'Torsdag den 3. december 2026 kl. 10.15'], ['Sted', 'Studievejledningen, lokale 1.06'], ['Medbring', 'Studieplan og seneste karakterudskrift']] },
      ...more,
      { kind: 'paragraph', text: 'Er du forhindret, giver du besked i studieadministrationen senest dagen før.' },
      signature,
    ]],
    decoys,
  };
}

/** One of each difficulty on a page of its own, with what a careful reader would make of it. */
export function troubleLetters(school: DemoSchool): { letters: SampleLetter[]; truth(file: string): Truth } {
  const ready = school.students.filter((one) => one.mailbox === 'REGISTERED' && !one.protectedAddress);
  const having = (mailbox: DemoStudent['mailbox']) => school.students.find((one) => one.mailbox === mailbox && !one.replacementNumber && one.className.startsWith('2')) as DemoStudent;
  const [first, second, third, fourth, fifth] = ready.filter((one) => one.className === '2.b') as [DemoStudent, DemoStudent, DemoStudent, DemoStudent, DemoStudent];
  const sibling = ready.find((one) => one.guardians.length > 0 && one.className === '1.c') as DemoStudent;
  const replacement = school.students.find((one) => one.replacementNumber) as DemoStudent;
  const stranger = { name: 'Kasper Lyngdal', cpr: '1403099381', className: '2.b', address: school.address, protectedAddress: false };

  const cover: SampleLetter = {
    recipient: null, to: ['Kontoret'], head: [['Dato', '23-11-2026'], ['Udskrevet af', 'Ditte Ravn-Petersen']], title: 'Følgeseddel',
    pages: [[{ kind: 'paragraph', text: `Breve til samtaler i uge 49 og 50, udskrevet ${referenceDay}. Bunken indeholder 11 breve. Følgesedlen skal ikke sendes.` },
      { kind: 'paragraph', text: 'Ring på 70 99 12 41, hvis der er spørgsmål til listen.' }]],
    decoys: [{ page: 1, number: '70991241', why: 'phone' }],
  };
  const couple = meeting(third);
  couple.head = [['Dato', '23-11-2026'], ['Cpr-nr.', withHyphen(third.cpr)], ['Cpr-nr.', withHyphen(fourth.cpr)], ['Klasse', '2.b']];
  couple.pages[0]![0] = { kind: 'paragraph', text: `Kære ${firstName(third.name)} og ${firstName(fourth.name)}` };
  couple.to = [`${third.name} og`, fourth.name, '2.b'];
  const numbers: Block = { kind: 'paragraph', text: 'Din ansøgning er registreret den 10-03-2026 1430 og har journalnr. 2026-44817. Depositum tilbagebetales til reg.nr. 9999, kontonr. 0405083312. Du kan også ringe på 70991241 eller +45 70 99 12 34.' };
  const letters = [
    cover,
    meeting(first),
    meeting(second, [{ kind: 'paragraph', text: `${firstName(sibling.name)} (${withHyphen(sibling.cpr)}), som du bor sammen med, er indkaldt til samtale samme dag kl. 10.40, så I kan følges ad.` }], [{ page: 1, number: sibling.cpr, why: 'a sibling in the body' }]),
    couple,
    meeting(stranger),
    meeting(having('EXEMPT')), meeting(having('CLOSED')), meeting(having(null)), meeting(having('UNCONFIRMED_REGISTRATION')),
    meeting(replacement),
    meeting(fifth, [numbers], [
      { page: 1, number: '1003261430', why: 'a date and a time without a point' }, { page: 1, number: '1003202614', why: 'a date with four digits after it' },
      { page: 1, number: '0405083312', why: 'bank account with the shape of a CPR number' }, { page: 1, number: '70991241', why: 'phone' },
    ]),
    meeting(first, [{ kind: 'paragraph', text: 'Dette brev erstatter det, du tidligere har fået: tidspunktet er flyttet en time.' }]),
  ];
  return {
    letters,
    truth(file) {
      const truth = truthOf(file, letters);
      const mark = (place: number, certainty: 'doubtful' | 'any', note: string) => Object.assign(truth.letters[place]!, { certainty, note });
      mark(2, 'doubtful', 'two persons on one page');
      mark(3, 'any', 'a number that no student has');
      mark(8, 'any', 'replacement number');
      truth.letters[0]!.note = 'the same person twice, first';
      truth.letters[10]!.note = 'the same person twice, second';
      for (const [place, note] of [[4, 'EXEMPT'], [5, 'CLOSED'], [6, 'not found'], [7, 'UNCONFIRMED_REGISTRATION']] as const) truth.letters[place]!.note = note;
      return truth;
    },
  };
}
