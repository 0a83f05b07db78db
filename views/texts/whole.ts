import { count } from './sending.ts';

/** What is said where the whole document goes to everybody on the list. */
export const whole = {
  share: 'Send hele dokumentet som ét brev',
  heading: 'Hele dokumentet er ét brev',
  lead: (n: number) => (n === 0 ? 'Tilføj dem, der skal have det. De får det hver for sig og ser ikke hinanden.' : `${count(n, 'modtager får', 'modtagere får')} det hver for sig og ser ikke hinanden.`),
  who: 'CPR-nummer, CVR-nummer eller navn',
  whoHint: 'Skriv eller indsæt et nummer, eller søg på navn og klasse.',
  add: 'Tilføj modtager',
  undo: 'Del i breve igen',
  named: (n: number) => (n === 1 ? 'Dokumentet nævner en anden' : `Dokumentet nævner ${n} andre`),
  namedText: 'Alle på listen får hele dokumentet at læse. CPR-numrene fjernes, når det er valgt, men navne og oplysninger bliver stående.',
  choose: 'Vælg modtager',
  chooseLead: (text: string) => `Søgning på »${text}«. Et navn kan flere have: se efter klasse og fødselsdag.`,
  found: (n: number) => count(n, 'fundet', 'fundet'),
  none: 'Ingen i registret svarer til det',
  noneDo: 'Prøv færre bogstaver, eller skriv CPR- eller CVR-nummeret.',
  columns: { name: 'Navn', number: 'Nummer', what: 'Er' },
  roles: { student: 'Elev', guardian: 'Værge', staff: 'Medarbejder', other: 'Person', company: 'Virksomhed' },
  pick: 'Tilføj',
  again: 'Søg igen',
  back: 'Tilbage til modtagere',
};
