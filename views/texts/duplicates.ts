import { amount, count } from './count.ts';

/** The same letter to the same recipient again, and the same file again. */
export const duplicates = {
  heading: (number: number) => (number === 1 ? '1 modtager har fået det samme brev for nylig' : `${amount(number)} modtagere har fået det samme brev for nylig`),
  lead: 'Brevets tekst er den samme, når man ser bort fra datoer.',
  columns: { recipient: 'Modtager', when: 'Sendt', by: 'Af', dispatch: 'Afsendelse' },
  more: (number: number) => `og ${count(number, 'modtager', 'modtagere')} mere`,
  remove: (number: number) => (number === 1 ? 'Fjern brevet fra listen' : `Fjern de ${amount(number)} breve fra listen`),
  tick: 'Jeg har set, at det er sendt før, og vil sende det igen',
  tickAbout: 'Skal være sat, før brevene kan sendes.',
};
