import type { BulkAct, BulkItemState, BulkState, BulkSubject } from '../../src/archive/index.ts';
import { amount, bytes, count } from './count.ts';

export const records = (subject: BulkSubject, n: number) => (subject === 'case' ? count(n, 'sag', 'sager') : count(n, 'dokument', 'dokumenter'));

/** What an act is called: with what it sets, or else with what it is done to. */
export const actTitle = ({ act, subject, value }: { act: BulkAct; subject: BulkSubject; value: string | null }) =>
  value ? `${bulk.acts[act]}: ${value}` : act === 'confidential' ? 'Gør sager fortrolige' : act === 'approve' || act === 'close' || act === 'export' ? `${bulk.acts[act]} ${subject === 'case' ? 'sager' : 'dokumenter'}` : bulk.acts[act];

export const bulk = {
  title: 'Samlede handlinger', lead: 'Det, du har gjort ved mange dokumenter eller sager på én gang.', mine: 'Mine samlede handlinger',
  empty: 'Du har ikke gjort noget samlet endnu', emptyText: 'Sæt kryds ved flere rækker i en liste i arkivet, og vælg, hvad der skal ske med dem.',
  columns: { act: 'Handling', state: 'Tilstand', items: 'Antal', at: 'Begyndt', title: 'Titel', place: 'Sag', before: 'Nu', was: 'Før', after: 'Bliver til', became: 'Blev til', why: 'Hvorfor', setBack: 'Sat tilbage til', hadBeen: 'Var ændret til' },

  bar: 'Gør noget ved de valgte', selected: 'valgt', none: 'Intet valgt',
  page: 'Vælg alle på siden', whole: (n: number, most: number, more: boolean) => (more || n > most ? `Vælg de første ${amount(most)}` : `Vælg alle ${amount(n)}`), wholeHint: { list: 'i listen', search: 'i søgningen', case: 'på sagen' },
  choose: (title: string) => `Vælg ${title}`, clear: 'Vælg ingen', ofKind: { document: 'Dokumenter', case: 'Sager' } satisfies Record<BulkSubject, string>,
  acts: {
    document_type: 'Sæt dokumenttype', move: 'Flyt til sag', add_keyword: 'Tilføj nøgleord', remove_keyword: 'Fjern nøgleord', approve: 'Godkend',
    officer: 'Sæt sagsbehandler', branch: 'Flyt i arkivplanen', close: 'Luk', confidential: 'Gør fortrolig', export: 'Eksportér',
  } satisfies Record<BulkAct, string>,
  fields: { document_type: 'Dokumenttype', move: 'Find sagen', add_keyword: 'Nøgleord', remove_keyword: 'Nøgleord', officer: 'Sagsbehandler', branch: 'Emne i arkivplanen' },
  moveHint: 'Navn, sagens titel eller nummer', find: 'Find', moveHere: 'Vælg sagen', noCase: 'Ingen sag passer, som du må lægge dokumenter på.', noType: 'Ingen type', pick: 'Vælg',
  preview: 'Se, hvad der sker', back: 'Tilbage til listen', change: 'Vælg noget andet', discard: 'Drop det',
  chosenLead: (subject: BulkSubject, n: number) => `${records(subject, n)} er valgt. Intet bliver ændret, før du har set, hvad der sker.`,
  shortened: (most: number) => `Der er flere, end én handling kan tage. De første ${amount(most)} er med; tag resten bagefter.`,
  allOffered: 'Hvad skal der ske',

  states: {
    choosing: 'Vælges', planning: 'Undersøges', preview: 'Klar til at blive udført', running: 'Udføres', packing: 'Pakkes', stopped: 'Standset', done: 'Udført', undoing: 'Fortrydes', undone: 'Fortrudt', discarded: 'Droppet',
  } satisfies Record<BulkState, string>,
  working: {
    planning: 'Hvert enkelt bliver undersøgt. Intet bliver ændret.', running: 'Handlingen bliver udført. Du kan lade siden ligge og komme tilbage; arbejdet går videre af sig selv.',
    packing: 'Filerne bliver samlet i én pakke.', undoing: 'Handlingen bliver taget tilbage.',
  },
  progress: (done: number, total: number) => `${amount(done)} af ${amount(total)}`,
  stop: 'Stands', go: 'Fortsæt',

  will: (subject: BulkSubject, n: number) => (n === 0 ? 'Intet bliver ændret.' : `${records(subject, n)} bliver ændret.`),
  willTake: (subject: BulkSubject, n: number, size: number) => (n === 0 ? 'Der er intet at tage med.' : `${records(subject, n)} kommer med i pakken (${bytes(size)}).`),
  leaves: (subject: BulkSubject, n: number) => `${records(subject, n)} bliver ladt i fred. Hvorfor står ved hver.`,
  run: (act: BulkAct, subject: BulkSubject, n: number) => (act === 'confidential' ? `Gør ${records(subject, n)} ${n === 1 ? 'fortrolig' : 'fortrolige'}` : `${act === 'export' ? 'Lav pakke med' : act === 'close' ? 'Luk' : act === 'approve' ? 'Godkend' : act === 'move' ? 'Flyt' : 'Ret'} ${records(subject, n)}`),
  confidentialNote: 'Bagefter kan en sag kun ses og findes af sin sagsbehandler og af dem, der har fået adgang til netop den. Du får selv adgang. Fortryder du, kan de samme som nu se den igen.',
  check: 'Hvert enkelt bliver set efter igen, når det sker. Det, andre har ændret imens, bliver ladt i fred.',
  checkTake: 'Kun det, du må se, når pakken bliver lavet, kommer med. Det står i historikken for hver af dem.',
  undoDays: (days: number) => `Kan fortrydes i ${days} dage.`,

  did: (subject: BulkSubject, n: number) => `${records(subject, n)} er ændret.`, took: (subject: BulkSubject, n: number) => `${records(subject, n)} er i pakken.`,
  left: (n: number) => `${amount(n)} blev ladt i fred.`, failed: (n: number) => `${amount(n)} kunne ikke ændres på grund af en fejl.`, waiting: (n: number) => `${amount(n)} er ikke nået.`,
  undone: (n: number) => `${amount(n)} er sat tilbage.`, kept: (n: number) => `${amount(n)} blev stående, fordi de er ændret siden, eller du ikke længere må ændre dem.`,
  undo: 'Fortryd', undoQuestion: (n: number) => `${amount(n)} bliver sat tilbage til det, de var. Det, andre har ændret siden, bliver stående.`, undoUntil: (at: string) => `Kan fortrydes til ${at}.`, tooOld: 'Det er for længe siden til at blive fortrudt.',
  fetch: 'Hent pakken', packageUntil: (at: string) => `Pakken kan hentes til ${at}, så længe du må se alt i den. Derefter bliver den slettet.`, packageGone: 'Pakken er slettet. Lav en ny eksport, hvis den skal bruges igen.',
  filters: { planned: 'Bliver ændret', done: 'Ændret', left: 'Ladt i fred', failed: 'Fejlet', waiting: 'Ikke nået', undone: 'Sat tilbage', kept: 'Blev stående' },
  takeFilters: { planned: 'Kommer med', done: 'I pakken', left: 'Ikke med', failed: 'Fejlet', waiting: 'Ikke nået', undone: '', kept: '' },
  filterLabel: 'Hvad der vises', hidden: 'Ikke synlig for dig længere', nothing: 'ingen', notShown: 'vises ikke',
  there: { yes: 'har nøgleordet', no: 'har det ikke' }, confidential: 'fortrolig', notConfidential: 'ikke fortrolig', approved: 'godkendt', notApproved: 'ikke godkendt',
};

export type BulkShown = 'planned' | 'done' | 'left' | 'failed' | 'waiting' | 'undone' | 'kept';
export const bulkStatesShown: Record<BulkShown, BulkItemState[]> = { planned: ['planned'], done: ['done'], left: ['left'], failed: ['failed'], waiting: ['planned'], undone: ['undone'], kept: ['kept'] };

export const bulkReasons: Record<string, string> = {
  'bulk.nothing': 'Intet er valgt. Sæt kryds ved det, det drejer sig om, og prøv igen.',
  'bulk.too_many': 'Der kan højst vælges {most} ad gangen. Afgræns listen, og tag det ad flere gange.',
  'bulk.no_act': 'Vælg, hvad der skal ske med de valgte.',
  'bulk.no_keyword': 'Skriv et nøgleord.',
  'bulk.no_officer': 'Vælg en sagsbehandler fra listen.',
  'bulk.moved_on': 'Handlingen er kommet videre siden. Her er, hvordan den står nu.',
  'bulk.nothing_to_do': 'Der er intet at ændre. Vælg noget andet, eller gå tilbage til listen.',
  'bulk.already': 'Det er allerede sådan.',
  'bulk.changed': 'Ændret af nogen i mellemtiden.',
  'bulk.case_closed': 'Sagen er lukket eller sat til kassation.',
  'bulk.out_of_sight': 'Du ville selv miste adgangen. Bed en kollega gøre det.',
  'bulk.not_seen': 'Du har ikke længere adgang.',
  'bulk.failed': 'Der skete en fejl. Intet blev ændret ved den.',
  'bulk.user_locked': 'Kontoen er låst. Arbejdet er standset.',
  'bulk.too_old_to_undo': 'Det er over {days} dage siden, og det, der stod før, er glemt.',
  'bulk.export_too_large': 'Filerne fylder over {gigabytes} GB og kan ikke være i én pakke. Del udvalget op, og tag det ad flere gange.',
  'bulk.package_gone': 'Pakken er slettet. Lav en ny eksport, hvis den skal bruges igen.',
  'bulk.package_not_all': 'Du må ikke længere se alt i pakken, og den kan derfor ikke hentes. Lav en ny eksport af det, du må se.',
  'bulk.package_failed': 'Pakken kunne ikke laves. Prøv at fortsætte, og sig det til administratoren, hvis det bliver ved.',
};
