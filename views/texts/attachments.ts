import type { MergePart } from '../../src/sending/attachments/types.ts';
import { amount, bytes, count } from './count.ts';

const pieces = (number: number) => count(number, 'bilag', 'bilag');
const sheets = (number: number) => count(number, 'side', 'sider');
const letters = (number: number) => count(number, 'brev', 'breve');

/** `side 3`, `side 3-4`, `side 3, 5 og 7`, as in sending.ts. */
const pages = (list: number[]) => (list.length === 1 ? `side ${list[0]}` : list.at(-1)! - list[0]! === list.length - 1 ? `side ${list[0]}-${list.at(-1)}` : `side ${list.slice(0, -1).join(', ')} og ${list.at(-1)}`);

/** What the pages on attachments say. */
export const attachments = {
  title: 'Bilag',
  lead: 'Bilag følger med brevet i modtagerens postkasse og bliver arkiveret under det.',
  back: 'Videre til valg',
  refused: 'Det blev ikke gemt',
  notTaken: (number: number) => (number === 1 ? 'Filen blev ikke taget med' : `${number} filer blev ikke taget med`),
  /** Over the lists. */
  found: (common: number, own: number, having: number) => [
    common > 0 ? `${pieces(common)} til alle` : null,
    own > 0 ? `${pieces(own)} til ${count(having, 'enkelt modtager', 'enkelte modtagere')}` : null,
  ].filter(Boolean).join(' · ') || 'Ingen bilag endnu',
  common: {
    heading: 'Bilag til alle',
    lead: (number: number) => (number === 1 ? 'Følger med brevet i denne rækkefølge.' : `Følger med alle ${letters(number)} i denne rækkefølge.`),
    empty: 'Alle får det samme, for eksempel ordensregler eller en folder.',
    upload: 'Vælg filer til alle',
    button: 'Tilføj bilag',
    hint: (megabytes: number) => `Højst ${megabytes} MB hver. Word, Excel, billeder og andre filer bliver til PDF. Du kan også trække filer herind.`,
  },
  own: {
    heading: 'Bilag til enkelte modtagere',
    lead: 'Læg en fil på den modtager, der skal have den. Du kan trække den hen på navnet.',
    list: 'Modtagere og deres egne bilag',
    all: 'Alle', only: 'Med egne bilag', filter: 'Vis modtagere',
    add: 'Tilføj bilag', addTo: (who: string) => `til ${who}`,
    upload: (who: string) => `Vælg filer til ${who}`,
    button: 'Tilføj',
    full: 'Brevet har de bilag, det kan have.',
    nobody: 'Ingen modtagere passer til det, du har valgt.',
    noneYet: 'Ingen modtagere har egne bilag endnu.',
    lost: 'Bilag, der mangler deres brev',
    lostLead: 'De lå på et brev, der er samlet med et andet. Fjern dem, og læg dem på det rigtige brev, eller fortryd samlingen.',
    otherRecipient: 'Brevet har fået en anden modtager, siden bilaget blev lagt på.',
    keep: 'Behold på brevet',
  },
  merge: {
    heading: 'Flettefil med bilag',
    lead: 'Har du alle bilagene i én PDF, finder vi selv, hvem hver del er til, ud fra numrene i den.',
    upload: 'Vælg flettefil',
    button: 'Upload flettefil',
    reading: 'Læses',
    look: 'Se, hvem der får hvad',
    waits: 'Ikke knyttet endnu',
    confirmed: (number: number) => `${pieces(number)} er knyttet til modtagerne`,
    remove: 'Fjern filen',
    restore: 'Fortryd',
    removed: (name: string) => `${name} og dens bilag er fjernet.`,
    refused: 'Kan ikke bruges',
  },
  item: {
    show: 'Vis',
    rename: 'Omdøb', renameLabel: 'Bilagets titel', save: 'Gem titel',
    up: 'Flyt op', down: 'Flyt ned', remove: 'Fjern',
    removed: (title: string) => `Bilaget "${title}" er fjernet.`,
    undo: 'Fortryd',
    reading: 'Læses …',
    pages: sheets, size: bytes,
    numbers: (number: number) => (number === 1 ? '1 CPR-nummer fjernes' : `${amount(number)} CPR-numre fjernes`),
    numbersStay: (number: number) => (number === 1 ? '1 CPR-nummer bliver stående' : `${amount(number)} CPR-numre bliver stående`),
    unproved: 'Noget i filen kan ikke fjernes med sikkerhed. Fjern bilaget, eller vælg en udgave uden CPR-numre.',
    unreadable: (list: number[]) => `${pages(list).replace(/^s/, 'S')} kan ikke læses, så vi ved ikke, om der står et CPR-nummer. Siderne bliver sendt, som de er.`,
    seeIt: 'Jeg har set siderne, de må sendes',
    seen: 'Sider, der ikke kan læses, er set efter',
    signed: 'Filen er digitalt signeret. Når CPR-numre fjernes, gælder signaturen ikke længere.',
    converted: 'lavet om til PDF',
    password: 'Adgangskode til filen', unlock: 'Lås op',
    ofMerge: (list: number[]) => `Fra flettefilen, ${pages(list)}`,
    order: 'Rækkefølge',
  },
  viewer: {
    label: 'Bilaget', tabs: 'Vis brev eller bilag', letter: 'Brev', attachment: (n: number) => `Bilag ${n}`,
    page: (page: number, total: number) => `Side ${page} af ${total}`, picture: (title: string, page: number) => `${title}, side ${page}`,
    previous: 'Forrige side', next: 'Næste side',
    numbers: (number: number) => (number === 0 ? 'Ingen numre på siden.' : `${count(number, 'nummer', 'numre')} på siden er markeret.`),
    cleaned: 'CPR-numre fjernes, når det sendes.',
    notReady: 'Bilaget bliver læst. Det kan ses om lidt.',
    back: 'Tilbage til bilag', none: 'Filen kan ikke vises.',
  },
  match: {
    title: 'Hvem får hvad', heading: (name: string) => name,
    lead: 'Intet er lagt på brevene endnu. Se delene efter, og knyt dem så til modtagerne.',
    leadDone: 'Delene er knyttet til modtagerne som deres egne bilag.',
    reading: 'Filen bliver læst, og delene bliver fundet.',
    readingOf: (done: number, total: number) => `${amount(done)} af ${sheets(total)} læst`,
    counts: (going: number, doubtful: number, without: number, over: number) => [
      `${count(going, 'del passer', 'dele passer')} til en modtager`, doubtful > 0 ? `${amount(doubtful)} kræver dit blik` : null,
      without > 0 ? `${amount(without)} til nogen, der ikke er på listen` : null, over > 0 ? `${sheets(over)} er ikke med i nogen del` : null,
    ].filter(Boolean).join(' · '),
    lettersWithout: (number: number) => (number === 0 ? 'Alle på listen får et bilag herfra.' : `${count(number, 'modtager', 'modtagere')} på listen får ikke et bilag herfra.`),
    leftOver: (list: number[]) => `${pages(list).replace(/^s/, 'S')} er ikke med i nogen del og bliver ikke sendt.`,
    leftOverLead: (number: number) => (number === 1 ? 'Hører siden til et brev, så skriv hvilket.' : 'Hører de til et brev, så skriv hvilket.'),
    unreadable: (list: number[]) => `${pages(list).replace(/^s/, 'S')} kan ikke læses. Se efter, at de er kommet med den rigtige del.`,
    columns: { part: 'Del', whose: 'Nummer i delen', letter: 'Følger brevet til', state: 'Status', acts: 'Ret' },
    state: {
      matched: 'Passer', chosen: 'Valgt af dig', doubtful: 'Er det rigtigt?', several: 'Flere breve til samme modtager', nobody: 'Ikke på listen', none: 'Intet nummer fundet', left_out: 'Udeladt',
    } satisfies Record<MergePart['state'], string>,
    why: {
      doubtful: 'Vi er ikke sikre på, at nummeret er den, delen er til.', several: 'Skriv, hvilket af brevene delen følger.', nobody: 'Delen bliver ikke sendt til nogen.',
      none: 'Delen bliver ikke sendt, før du skriver, hvilket brev den følger.', matched: '', chosen: '', left_out: 'Delen bliver ikke sendt til nogen.',
    } satisfies Record<MergePart['state'], string>,
    letter: (ordinal: number) => `brev ${ordinal}`,
    accept: 'Ja, den er til', other: 'Brev nr.', choose: 'Vælg brev', leaveOut: 'Udelad', takeBack: 'Tag med igen',
    pages, pagesLabel: 'Sider', addPart: 'Læg på brevet', see: 'Se siden',
    titleLabel: 'Bilagets titel hos modtageren', titleHint: 'Den samme for alle dele.',
    confirm: (number: number) => `Knyt ${pieces(number)} til modtagerne`,
    undo: 'Tag bilagene af igen', undoQuestion: (number: number) => `${pieces(number)} bliver taget af brevene. Filen bliver liggende, og du kan knytte dem igen.`,
    nothing: 'Ingen dele passer til en modtager endnu.',
  },
  panel: {
    heading: 'Bilag', none: 'Ingen bilag. Du kan lægge de samme på alle breve, eller et på den enkelte modtager.',
    some: (common: number, own: number, having: number) => attachments.found(common, own, having),
    add: 'Tilføj bilag', change: 'Se og ret bilag',
  },
  report: {
    heading: 'Bilag', all: 'Til alle', own: 'Til enkelte', who: 'Hvem', what: 'Bilag', size: 'Størrelse',
    everybody: (number: number) => (number === 1 ? 'Den ene modtager' : `Alle ${amount(number)}`),
    heaviest: (size: string, all: string) => `Bilagene fylder højst ${size} på ét brev og ${all} i alt.`,
    more: (number: number) => `og ${count(number, 'modtager', 'modtagere')} til`, link: 'Se og ret bilag',
    pagesAndNumbers: (each: { pages: number | null; numbers: number }, removes: boolean) => [each.pages ? sheets(each.pages) : '', each.numbers > 0 ? (removes ? attachments.item.numbers(each.numbers) : attachments.item.numbersStay(each.numbers)) : ''].filter(Boolean).join(', '),
  },
} as const;
