import { count } from './count.ts';

/** What is printed on covers and lists. */
export const paperSheets = {
  cover: (position: number, letters: number, sheets: number) => `Brev ${position} af ${letters} · ${count(sheets, 'ark', 'ark')}`,
  estate: (name: string) => `Boet efter ${name}`,
  handWritten: { protected: 'Adressen er beskyttet: skriv den på kuverten.', missing: 'Adressen mangler: skriv den på kuverten.' },
};

/** The list that goes with a batch. */
export const paperList = (about: { when: string; who: string; letters: number }) => ({
  title: 'Printbunke',
  lead: `${count(about.letters, 'brev', 'breve')} i postnummerorden. Lavet ${about.when} af ${about.who}.`,
  columns: { position: 'Nr.', name: 'Modtager', address: 'Adresse', dispatch: 'Brev', pages: 'Sider', sheets: 'Ark' },
  without: { protected: 'Beskyttet: skriv den på kuverten', missing: 'Mangler: skriv den på kuverten' },
  page: (page: number, pages: number) => `Side ${page} af ${pages}`,
});
