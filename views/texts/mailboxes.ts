import { amount, count } from './count.ts';

/** The check of mailboxes ahead of a dispatch. */
export const mailboxes = {
  title: 'Postkasser',
  lead: 'Se på forhånd, hvem der kan modtage Digital Post: en klasse eller en liste.',
  start: 'Tjek en liste', file: 'Fil', fileHint: 'Excel (.xlsx) eller CSV med CPR- eller CVR-numre i en kolonne. Højst 20.000 rækker.', upload: 'Slå op',
  ofClass: 'En klasse tjekkes under Klasser.',
  list: 'Tjek', empty: 'Ingen postkasser er tjekket endnu', emptyText: 'Vælg en liste herover, eller en klasse under Klasser.',
  columns: { name: 'Navn', can: 'Kan modtage', changes: 'Ændret', at: 'Sidst slået op', by: 'Af', row: 'Række', who: 'Navn', number: 'Nummer', className: 'Klasse', status: 'Postkasse', before: 'Før', meaning: 'Betydning', message: 'Bemærkning' },
  share: (some: number, all: number) => `${amount(some)} af ${amount(all)}`,
  of: (some: number, all: number) => `${amount(some)} af ${amount(all)} kan modtage Digital Post`,
  classNamed: (name: string) => `Klasse ${name}`,
  watched: 'Holdes øje med', running: 'Slås op', never: 'ikke endnu',
  working: 'Digital Post bliver spurgt.', progress: (done: number, total: number) => (total > 0 ? `${amount(done)} af ${amount(total)}` : 'Et øjeblik'),
  again: 'Slå op igen', watch: 'Hold øje', unwatch: 'Hold ikke længere øje',
  watchText: (days: number) => (days === 0 ? 'Administratoren har slået gentagne opslag fra.' : `Elevarkiv slår op igen hver ${days === 1 ? 'dag' : `${days}. dag`} og giver et advis, når en postkasse får ny status.`),
  kept: (days: number) => `En liste, der ikke holdes øje med, bliver destrueret ${days} dage efter sidste opslag.`,
  seen: 'Markér ændringer som set', changesHeading: (n: number) => `${count(n, 'postkasse har', 'postkasser har')} fået ny status`,
  unanswered: (n: number) => `Digital Post svarede ikke om ${count(n, 'nummer', 'numre')}`, unansweredText: 'Prøv igen om lidt.',
  problems: (n: number) => `${count(n, 'række', 'rækker')} blev sprunget over`, problemsText: 'Se hvilke under Bemærkninger.',
  fileOut: 'Hent som fil', fileNumbers: 'Hent med hele CPR-numre', fileNumbersText: 'Bliver logget. Opbevar filen, hvor kun de rette kan læse den.',
  filters: { all: 'Alle', changed: 'Ændrede', problems: 'Bemærkninger' }, filterLabel: 'Hvem der vises', find: 'Find', findHint: 'Navn eller hele nummeret', findButton: 'Søg',
  nothing: 'Ingen passer til det', unnamed: 'Ukendt navn', discard: 'Kassér tjekket', discardQuestion: 'Listen med numre og svar bliver destrueret.',
};
