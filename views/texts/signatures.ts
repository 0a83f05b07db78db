import type { SignatureFilter } from '../../src/sending/index.ts';
import type { SignatureState, SignedFault } from '../../src/signatures/types.ts';
import { amount, count } from './sending.ts';

const signatures = (n: number) => count(n, 'signatur', 'signaturer');

/** Who has signed and who has not. */
export const signatureWords = {
  title: 'Signaturer',
  lead: 'Hvem der har skrevet under, og hvem der mangler. Vi spørger signeringstjenesten af os selv.',
  ofDispatch: (title: string) => `Signaturer: ${title}`,
  toDispatch: 'Til afsendelsen',
  everywhere: 'Se alle signaturer',
  filterLabel: 'Vis',
  filters: { missing: 'Mangler', overdue: 'Frist overskredet', failed: 'Fejlet', completed: 'Signeret', cancelled: 'Trukket tilbage', all: 'Alle' } satisfies Record<SignatureFilter, string>,
  columns: { pick: 'Vælg', who: 'Hvem', letter: 'Brev', signBy: 'Frist', state: 'Status', reminded: 'Påmindet', acts: 'Handlinger' },
  states: {
    ordered: 'Bestilles', received: 'Ikke åbnet', started: 'Åbnet, ikke signeret', signed: 'Kontrolleres', completed: 'Signeret', failed: 'Fejlet', cancelled: 'Trukket tilbage',
  } satisfies Record<SignatureState, string>,
  notArrived: 'Brevet er ikke nået frem endnu.',
  noDay: 'Ingen',
  late: (day: string) => `Udløb ${day}`,
  signedAt: (at: string) => `Signeret ${at}`,
  openedAt: (at: string) => `Åbnet ${at}`,
  reminders: (n: number) => (n === 1 ? '1 gang' : `${n} gange`),
  remindedLast: (at: string) => `senest ${at}`,
  reminderDraft: 'Påmindelse på vej',
  pick: (who: string) => `Vælg ${who}`,
  pickAll: 'Vælg alle på siden',
  remindChosen: 'Påmind de valgte',
  remindAll: (n: number) => `Påmind alle ${amount(n)}, der mangler`,
  remindLate: (n: number) => `Påmind ${amount(n)} over fristen`,
  remindHint: 'Påmindelsen bliver en kladde, som du ser efter og afsender. Hver får sit eget link.',
  document: 'Se brevet',
  withdraw: 'Træk tilbage',
  withdrawSure: (who: string) => `Linket til ${who} holder op med at virke, og der kan ikke signeres mere. Brevet bliver i postkassen. Det kan ikke fortrydes.`,
  again: 'Hent igen',
  refusedFile: 'Se det, der kom tilbage',
  emptyHeading: 'Her er ingen signaturer',
  emptyMissing: 'Alle har skrevet under',
  emptyText: 'Når du sender breve med Skal signeres, står modtagerne her.',
  reminderMade: 'Påmindelserne er lavet som kladder, én for hvert brev. Se dem efter, og afsend dem.',
  panel: {
    heading: 'Signaturer',
    progress: (done: number, total: number) => `${amount(done)} af ${signatures(total)} er kommet`,
    late: (n: number) => `${amount(n)} over fristen`,
    failed: (n: number) => `${amount(n)} fejlet`,
    missing: (n: number) => `${amount(n)} mangler`,
    link: 'Se hvem der mangler',
    reminds: (title: string) => `Påmindelse om at signere: ${title}`,
  },
  ofDocument: {
    heading: 'Signatur',
    signer: 'Skal signeres af',
    signBy: 'Frist',
    state: 'Status',
    asked: 'Lagt klar',
    opened: 'Åbnet',
    signed: 'Signeret',
    good: 'Signaturen er i orden',
    goodText: 'Dokumentet er det, skolen sendte, byte for byte; der er ikke ændret andet end signaturen, og certifikatet fører til en udsteder, skolen stoler på. Om certifikatet siden er spærret, er ikke undersøgt.',
    bad: 'Signaturen er ikke i orden',
    by: (name: string) => `Signeret af ${name}`,
    issuer: (name: string) => `Certifikat udstedt af ${name}`,
    certificate: (serial: string) => `Certifikatets nummer ${serial}`,
    times: { timestamp: (at: string) => `${at}, efter et tidsstempel fra en tidsstempeltjeneste`, claimed: (at: string) => `${at}, efter signeringstjenestens ur` },
    longTerm: 'Dokumentet har oplysninger med, så signaturen også kan efterprøves om mange år.',
    before: 'Tidligere forsøg',
    list: 'Se alle, der skal signere',
    post: 'Se det i posten',
  },
  /** Each fault of one signature, in a few words; the whole sentence is in signature-reasons.ts. */
  faults: {
    unreadable: 'kan ikke læses', other_document: 'et andet dokument', no_signature: 'ingen signatur', byte_range: 'dækker ikke hele dokumentet', changed_after: 'ændret efter signering', damaged: 'beskadiget',
    digest: 'indholdet er ændret', signature: 'passer ikke til certifikatet', weak: 'forældet metode', untrusted: 'ukendt udsteder', certificate_expired: 'certifikatet var udløbet',
    certificate_not_yet_valid: 'certifikatet gjaldt ikke endnu', certificate_use: 'certifikatet er til noget andet', time: 'tidspunktet kan ikke passe', content: 'siderne er ændret',
  } satisfies Record<SignedFault, string>,
  report: (n: number, day: string | null) => `Ja, af ${count(n, 'modtager', 'modtagere')}${day ? `, senest ${day}` : ''}`,
  reminds: (title: string) => `Påmindelse: hver modtager får linket til selv at signere "${title}". Har nogen signeret, inden brevet går, bliver deres ikke sendt.`,
  overview: (n: number) => (n === 1 ? 'signatur mangler' : 'signaturer mangler'),
  overviewText: (late: number, failed: number) => [late ? `${amount(late)} over fristen.` : '', failed ? `${amount(failed)} kom tilbage med fejl eller blev afvist.` : '', late + failed === 0 ? 'Fristerne er ikke gået endnu.' : ''].filter(Boolean).join(' '),
};

/** The letter that reminds: the same to everybody, so it names nobody. */
export const reminderLetter = {
  title: (title: string) => `Påmindelse: ${title}`,
  filename: 'paamindelse.pdf',
  heading: 'Vi mangler din underskrift',
  sent: (title: string, day: string) => `Den ${day} fik du brevet "${title}" fra os i Digital Post. Det skal underskrives, og vi har ikke modtaget din underskrift endnu.`,
  late: (day: string) => `Fristen var den ${day}. Skriv venligst under hurtigst muligt.`,
  soon: (day: string) => `Skriv venligst under senest den ${day}.`,
  anytime: 'Skriv venligst under hurtigst muligt.',
  how: 'Du skriver under ved at vælge Underskriv i denne meddelelse i Digital Post. Linket fører til dokumentet og er dit eget. Giv det ikke videre.',
  done: 'Har du skrevet under, siden dette brev blev sendt, skal du ikke gøre mere.',
  regards: 'Venlig hilsen',
};

export const signingPage = {
  title: 'Signering',
  lead: 'Den tjeneste, hvor modtagere skriver under med MitID. Uden en tjeneste kan breve ikke sendes til signering.',
  state: 'Sådan går det',
  none: 'Tjenesten er ikke spurgt endnu.',
  fine: (at: string) => `Tjenesten svarede sidst ${at}.`,
  failed: (at: string) => `Tjenesten kunne ikke bruges ${at}`,
  open: (n: number) => (n === 0 ? 'Ingen venter på at blive signeret.' : `${signatures(n)} venter på at komme.`),
  test: 'Prøv forbindelsen',
  testText: 'Gem først. Der spørges med det, der er gemt.',
  roots: (n: number) => (n === 0 ? 'Der er ikke lagt rodcertifikater ind, så ingen signatur kan godtages.' : `${count(n, 'rodcertifikat', 'rodcertifikater')} er lagt ind.`),
};
