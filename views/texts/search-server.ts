import { count } from './count.ts';

/** Why the search server did not answer; part of the table of sentences in problems.ts. */
export const searchServerReasons: Record<string, string> = {
  'meilisearch.not_configured': 'Der er ikke sat en søgeserver op. Skriv adressen på Meilisearch under Administration, Søgning.',
  'meilisearch.away': 'Søgeserveren kan ikke nås.',
  'meilisearch.timeout': 'Søgeserveren svarede ikke i tide.',
  'meilisearch.tls': 'Den sikre forbindelse til søgeserveren kunne ikke oprettes. Administratoren skal se adressen og serverens certifikat efter.',
  'meilisearch.not_authorised': 'Søgeserveren tog ikke imod nøglen. Administratoren skal rette den.',
  'meilisearch.busy': 'Søgeserveren har travlt eller er nede.',
  'meilisearch.nonsense': 'Søgeserveren svarede noget, der ikke kan bruges. Administratoren skal se adressen efter.',
  'meilisearch.slow': 'Søgeserveren er ikke blevet færdig med det, den blev bedt om. Der prøves igen af sig selv.',
  'meilisearch.full': 'Søgeserveren har ikke mere plads. Administratoren skal give den en større disk.',
  'meilisearch.task_failed': 'Søgeserveren kunne ikke gøre, hvad den blev bedt om. Der prøves igen af sig selv.',
  'meilisearch.task_canceled': 'Noget, der skulle i indekset, blev afbrudt på søgeserveren. Der prøves igen af sig selv.',
  'meilisearch.stopped': 'Søgningen blev afbrudt, fordi portalen lukker ned. Prøv igen om lidt.',
  'meilisearch.no_index': 'Indekset er væk på søgeserveren. Det bliver bygget igen af sig selv.',
  'meilisearch.refused': 'Søgeserveren tog ikke imod opgaven. Administratoren skal se efter, om serveren er ny nok.',
  'meilisearch.behind': 'Søgeserveren er ved at indhente det nyeste.',
  'meilisearch.is_building': 'Der bliver allerede bygget et indeks på søgeserveren. Vent, til det er færdigt.',
  'meilisearch.too_old': 'Søgeserveren er version {version}. Der skal bruges mindst {least}. Opdater den, og prøv igen.',
  'meilisearch.in_use': 'Adressen kan ikke ændres, mens Meilisearch er slået til: så blev det gamle indeks liggende på serveren. Slå Meilisearch fra, ret adressen, og slå den til igen.',
};

/** Said on the search page where the embedded index answers in the server's place. */
export const insteadOfServer = { heading: 'Søgningen bruger den indbyggede søgemaskine', text: (reason: string) => `${reason} Du kan søge, som du plejer.` };

export const searchPage = {
  title: 'Søgning',
  lead: 'Portalen har sin egen søgemaskine, som altid holdes ved lige. En stor skole kan lade en Meilisearch-server svare i stedet.',
  inClear: 'Skolens breve sendes ukrypteret',
  inClearText: 'Adressen begynder med http://, så indhold, personnumre og nøgle kan læses på vejen til serveren. Brug https://, eller lad serveren køre på boksen selv.',
  state: 'Søgemaskinerne',
  columns: { engine: 'Søgemaskine', state: 'Status', inArchive: 'I arkivet', inIndex: 'I indekset', waiting: 'Venter' },
  engines: { fts5: 'Indbygget', meilisearch: 'Meilisearch' },
  building: (n: number) => `Bygges, ${count(n, 'sag eller dokument', 'sager og dokumenter')} mangler`,
  answers: 'Svarer på søgninger',
  ready: 'Klar til at overtage',
  failing: (at: string) => `Fejl siden ${at}`,
  on: 'Slå Meilisearch til',
  onText: 'Der bygges et indeks på serveren ved siden af det indbyggede. Når det er færdigt, svarer det på søgninger. Er serveren væk, svarer den indbyggede, og det siges på søgesiden.',
  again: 'Byg indekset forfra',
  againText: 'Indekset, der er i brug, svarer, til det nye er færdigt.',
  off: 'Slå Meilisearch fra',
  offText: 'Den indbyggede søgemaskine svarer igen med det samme, og indekset slettes på serveren.',
  test: 'Prøv forbindelsen',
  testText: 'Spørger serveren, hvem den er, med den nøgle, der er gemt.',
  answered: (version: string) => `Meilisearch ${version} svarede.`,
  removals: (n: number) => `${count(n, 'indeks venter', 'indekser venter')} på at blive slettet på serveren.`,
  differs: 'Hvad er anderledes med Meilisearch',
  differences: [
    'Et ord midt i et sammensat ord findes ikke. Ord i begyndelsen og slutningen findes som ellers: fravær finder skolefravær.',
    'Bedste først lægger vægt på, om ordene står i titlen, og derefter på, hvor tæt de står. Sjældne ord tæller ikke mere end andre.',
    'Nyeste først går efter den dag, brevet blev arkiveret. Breve fra samme dag står i den orden, serveren giver dem.',
    'Mente du og markeringen af ord kommer fra den indbyggede søgemaskine og portalen selv.',
  ],
};
