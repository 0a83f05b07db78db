import type { ListFilter, ListJoin } from '../../src/sending/index.ts';
import { amount, count } from './count.ts';

/** Recipients of a draft from a list. */
export const lists = {
  link: 'Modtagere fra en liste',
  noneFound: 'Der er ingen CPR- eller CVR-numre i dokumentet', noneFoundText: 'Står det i et regneark, hvem der skal have hvad, så vælg det.',
  title: 'Modtagere fra en liste',
  lead: 'Til breve uden CPR-nummer, eller når en liste bestemmer, hvem der får hvad. Du ser, hvordan liste og breve passer sammen, før noget bliver ændret.',
  file: 'Liste', fileHint: 'Excel (.xlsx) eller CSV med én modtager på hver række. Højst 20.000 rækker.', mapping: 'Kolonnevalg', automatic: 'Find selv ud af kolonnerne', upload: 'Sammenlign',
  back: 'Tilbage til modtagere', another: 'Vælg en anden liste',
  reading: 'Listen læses og sammenlignes med dokumentet.', bar: 'Arbejder', moment: 'Et øjeblik', applying: 'Brevene får deres modtagere.',
  unreadable: 'Listen kan ikke bruges', discard: 'Tag listen væk',
  choose: 'Hvad er i listen?',
  number: 'CPR- eller CVR-nummer', studentNumber: 'Elevnummer (slås op i registret)', name: 'Navn', none: 'Ingen',
  join: 'Sådan findes brevet til en række',
  joins: { order: 'Efter rækkefølgen: første brev til første række', key: 'Det, der står i en kolonne, står også i brevet', file: 'Det, der står i en kolonne, er filens navn', whole: 'Alle på listen får hele dokumentet' } satisfies Record<ListJoin, string>,
  pagesPerLetter: 'Sider pr. brev, når rækkefølgen bruges', pagesHint: (letters: number, pages: number) => `Dokumentet har ${count(pages, 'side', 'sider')}. ${letters > 0 ? `Lad feltet stå tomt for at bruge de ${amount(letters)} breve, der er fundet.` : 'Der er ingen breve fundet endnu.'}`,
  key: 'Kolonne, når det står i brevet eller er filens navn', keyHint: 'For eksempel elevnummeret. Det skal være forskelligt fra række til række.',
  saveAs: 'Husk valget som', saveAsHint: 'Næste liste med de samme kolonner bliver genkendt. Kan være tomt.', compare: 'Sammenlign', change: 'Ret valg',
  columns: { row: 'Række', who: 'Modtager', number: 'Nummer', key: 'Fundet ved', pages: 'Sider', mailbox: 'Postkasse', level: 'Betydning', message: 'Bemærkning' },
  result: (joined: number, rows: number) => `${amount(joined)} af ${count(rows, 'række', 'rækker')} har fået et brev.`,
  mailboxes: (registered: number, joined: number) => `${amount(registered)} af ${amount(joined)} kan modtage Digital Post.`,
  named: (found: number, of: number) => `I ${amount(found)} af ${count(of, 'brev', 'breve')} står modtagerens navn.`,
  loose: (n: number) => `${count(n, 'side', 'sider')} hører ikke til nogen række og får ingen modtager.`,
  stopped: 'Listen og dokumentet passer ikke sammen',
  errors: (n: number) => `${count(n, 'række eller side kan', 'rækker eller sider kan')} ikke bruges`,
  errorsText: 'Deres breve får ingen modtager og holder afsendelsen tilbage, til du har givet dem en eller fjernet dem.',
  use: (n: number) => `Brug listen til ${count(n, 'brev', 'breve')}`,
  old: 'Kladden er ændret siden. Når du bruger listen, bliver den sammenlignet igen først.',
  applied: (n: number) => `Listen er brugt: ${count(n, 'brev har', 'breve har')} fået sin modtager.`, undo: 'Fortryd listen', undoNote: 'Der er ændret noget efter listen. Den kan fortrydes, når det er fortrudt på siden Ret breve.',
  filters: { problems: 'Bemærkninger', joined: 'Med brev', without: 'Uden brev' } satisfies Record<ListFilter, string>, filterLabel: 'Hvad der vises',
  find: 'Find', findHint: 'Navn, klasse eller hele nummeret', findButton: 'Søg', clear: 'Vis alle', nothing: 'Ingen rækker passer til det',
  levels: { stop: 'Stopper listen', error: 'Bruges ikke', note: 'Til orientering' },
  many: {
    link: 'Mange filer som én afsendelse', title: 'Mange filer som én afsendelse', lead: 'Én fil til hver modtager. Filerne samles i den rækkefølge, deres navne har, og modtagerne findes bagefter i en liste, hvor en kolonne er filens navn.',
    files: 'Filer', hint: (most: number, megabytes: number) => `PDF, Word og andre dokumenter. Højst ${amount(most)} filer og ${amount(megabytes)} MB i alt.`, upload: 'Saml filerne', refused: 'Filerne blev ikke samlet', called: (n: number) => `${amount(n)} filer`,
  },
};
