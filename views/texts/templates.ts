import { bytes, count } from './count.ts';

const pieces = (number: number) => count(number, 'bilag', 'bilag');
const times = (number: number) => (number === 0 ? 'Ikke brugt endnu' : number === 1 ? 'Brugt 1 gang' : `Brugt ${number} gange`);

/** Letter templates: what is remembered of a kind of letter, and how it is recognised. */
export const templates = {
  title: 'Brevskabeloner',
  lead: 'En brevskabelon husker, hvordan en slags breve ser ud, og hvad du plejer at vælge for dem. Den genkendes, næste gang du uploader breve af samme slags. Intet bliver sendt af sig selv.',
  link: 'Brevskabeloner', crumb: 'Send',
  empty: 'Ingen brevskabeloner endnu',
  emptyText: 'Upload en slags breve, lav dine valg, og vælg Gem som brevskabelon nederst på siden Valg. Du kan også gøre det fra en afsendelse, der er sendt.',
  columns: { name: 'Brevskabelon', type: 'Dokumenttype', recognised: 'Genkendes', uses: 'Brugt', attachments: 'Bilag' },
  recognisedFrom: (program: string | null, lines: number) => [`${count(lines, 'fast linje', 'faste linjer')}`, program].filter(Boolean).join(', '),
  byHand: 'Vælges i hånden',
  uses: times, usedAt: (when: string) => `senest ${when}`,
  pieces,
  deletedNotice: (name: string) => `Brevskabelonen "${name}" er slettet. Breve af den slags bliver ikke genkendt mere.`,
  undo: 'Fortryd',

  edit: {
    lead: 'Det gælder fra næste gang, skabelonen bliver brugt.',
    save: 'Gem ændringer', saved: 'Brevskabelonen er gemt.',
    delete: 'Slet brevskabelon', deleteQuestion: 'Breve af denne slags bliver ikke genkendt mere. Afsendelser, der har brugt den, ændres ikke, og du kan fortryde det bagefter.',
    nameLabel: 'Navn', nameHint: 'Det kalder I den slags breve på kontoret.',
    titleLabel: 'Brevets titel', titleHint: 'Står øverst i modtagerens postkasse.',
    titleFromLetter: 'Læs titlen i brevet', titleFromLetterHint: 'Den tages, hvor den plejer at stå. Står der ingen, bruges titlen ovenfor.',
    typeLabel: 'Dokumenttype', typeNone: 'Ingen valgt',
    retentionLabel: 'Opbevares, år', retentionHint: 'Tom: som dokumenttypen siger.',
    letterHeading: 'Brevet', sendingHeading: 'Afsendelse', contentHeading: 'Indhold', accountsHeading: 'Til statistikken', approvalHeading: 'Godkendelse',
    reply: 'Kan besvares', replyDays: 'Svarfrist, dage', replyDaysHint: 'Regnes fra den dag, brevene gøres klar. Tom: ingen frist.',
    point: 'Svar går til', pointUsual: 'Det sædvanlige kontaktpunkt',
    sign: 'Skal signeres', signDays: 'Frist for at signere, dage', signDaysHint: 'Tom: ingen frist.',
    remove: 'Fjern CPR-nummer', removeHint: 'Slås det fra, bliver numrene stående i brevene, hver gang skabelonen bliver brugt.',
    department: 'Afdeling', costCode: 'Konteringskode',
    approval: 'En anden skal godkende', approvalHint: 'Også når antallet af modtagere ikke kræver det.',
    attachmentsHeading: 'Bilag, der følger med', attachmentsNone: 'Ingen.', removeAttachment: 'Fjern', attachmentsKeep: (number: number) => `Gem ${pieces(number)} til alle sammen med skabelonen`,
    size: bytes, errors: 'Skabelonen er ikke gemt',
    recognitionHeading: 'Sådan genkendes den',
    recognition: (lines: number, program: string | null) => `På ${count(lines, 'fast linje', 'faste linjer')}, der står samme sted i alle brevene${program ? `, og på at filen kommer fra ${program}` : ''}. Navne og numre gemmes ikke.`,
    examples: 'For eksempel:',
    notRecognisable: 'Brevene har ingen fast tekst, de kan kendes på (for eksempel fordi de er scannede). Skabelonen kan vælges i hånden.',
    places: 'Skabelonen husker, hvor der står:', placeWords: { recipient: 'modtagerens nummer', title: 'brevets titel', date: 'brevets dato' },
  },
  save: {
    title: 'Gem som brevskabelon', lead: 'Næste gang du uploader den slags breve, er det her valgt på forhånd. Se det efter, og ret det, der ikke skal huskes.',
    button: 'Gem brevskabelon', cancel: 'Fortryd', link: 'Gem som brevskabelon', already: (name: string) => `Hører til brevskabelonen ${name}`,
  },
  notice: {
    recognised: (name: string) => `Genkendt som ${name}`, chosen: (name: string) => `Brevskabelonen ${name} er brugt`,
    filled: (attachments: number) => `Valgene er udfyldt${attachments > 0 ? `, og ${pieces(attachments)} er lagt på` : ''}. Se dem efter, før du sender.`,
    leave: 'Brug ikke skabelonen', why: 'Hvorfor?',
    lines: (matched: number, of: number) => `${matched} af ${count(of, 'fast linje', 'faste linjer')} står samme sted som i de breve, skabelonen er lavet af.`,
    examples: (words: string[]) => `For eksempel: ${words.map((each) => `"${each}"`).join(', ')}.`,
    program: (name: string) => `Filen kommer fra samme program: ${name}.`,
    fonts: (names: string[]) => `Samme skrifttyper: ${names.join(', ')}.`,
    paper: 'Samme papirstørrelse.',
    similarity: (percent: number) => `Ligheden er ${percent} %. Der kræves mindst 75 %.`,
    day: (when: string) => `Brevene er dateret ${when}.`,
    old: (when: string) => `Brevene er dateret ${when}. Er det den rigtige fil?`,
    keepsNumbers: 'CPR-numre bliver stående i brevene, fordi skabelonen siger det.',
    approval: 'En anden skal godkende dem, før de bliver sendt.',
    see: 'Se skabelonen',
  },
  panel: {
    heading: 'Brevskabelon', none: 'Bruger du ofte de samme valg til den slags breve, kan de huskes.', choose: 'Brug en brevskabelon', use: 'Brug', chooseNone: 'Vælg brevskabelon',
  },
} as const;

export const templateProblems: Record<string, string> = {
  'template.no_name': 'Skriv skabelonens navn, højst {most} tegn.',
  'template.name_taken': 'Der er allerede en brevskabelon, der hedder {name}. Vælg et andet navn.',
  'template.no_title': 'Skriv brevets titel, højst {most} tegn. Den bruges, når der ikke står en i brevet.',
  'template.title_has_number': 'Der står et CPR-nummer i navnet eller titlen. Fjern det; en skabelon bruges til mange.',
  'template.unknown_type': 'Dokumenttypen findes ikke længere. Vælg en anden.',
  'template.days': 'Skriv fristen i hele dage, højst {most}.',
  'template.years': 'Skriv, hvor længe brevene opbevares, i hele år, højst {most}.',
  'template.deleted': 'Brevskabelonen er slettet. Vælg en anden.',
  'template.not_used': 'Afsendelsen bruger ikke en brevskabelon. Siden viser det nu, som det er.',
};
