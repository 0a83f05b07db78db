import { amount as number } from './count.ts';
import type { Blocker, LetterRole } from '../../src/sending/types.ts';
import type { Age } from '../../src/sending/copies/rules.ts';

const count = (n: number, one: string, many: string) => `${number(n)} ${n === 1 ? one : many}`;

/** The school's systems and the demo say it in their own way. */
const relations: Record<string, string> = { mother: 'mor', father: 'far', guardian: 'værge', mor: 'mor', far: 'far', andet: 'anden', 'officielt tilknyttet person': 'officielt tilknyttet' };
export const relationWord = (relation: string | null): string => (relation ? relations[relation.toLowerCase()] ?? relation.toLowerCase() : '');

const inBrackets = (relation: string | null) => (relation ? ` (${relationWord(relation)})` : '');

/** What a letter is that is not the recipient's own, said of its recipient: `kopi til mor, vedr. Sofie Juul`. */
export function roleWords({ role, relation, about }: { role: LetterRole; relation: string | null; about: string | null }): string | null {
  if (role === 'main') return null;
  const who = relation ? ` til ${relationWord(relation)}` : '';
  return `${role === 'instead_of_child' ? `i stedet for barnet${who}` : `kopi${who}`}${about ? `, vedr. ${about}` : ''}`;
}

/** `Kopi til Anne Juul (mor)` in the archive. */
export function addresseeWords({ role, name, relation }: { role: LetterRole; name: string | null; relation: string | null }): string | null {
  if (role === 'main') return null;
  return `${role === 'instead_of_child' ? 'Sendt til' : 'Kopi til'} ${name ?? 'ukendt navn'}${inBrackets(relation)}${role === 'instead_of_child' ? ' i stedet for barnet' : ''}`;
}

/** Why a copy may not be sent, and why it was not; part of the table of sentences. {name} is the student. */
export const copyReasons: Record<string, string> = {
  'copy.of_age': '{name} var fyldt 18 år, da brevet skulle sendes. Kopien blev ikke sendt. Skal den sendes alligevel, kræver det samtykke fra eleven.',
  'copy.turned_15': '{name} var fyldt 15 år, da brevet skulle sendes, og skal have det i sin egen postkasse. Lav en ny afsendelse til eleven, eller håndtér brevet på anden måde.',
  'copy.under_15': '{name} er under 15 år på den dag, brevet sendes, og har ingen postkasse. Brevet skal sendes i stedet for barnets eget, ikke som kopi.',
  'copy.no_custody': 'Modtageren har ikke længere forældremyndighed over {name} i skolens register. Brevet blev ikke sendt. Se registret efter.',
  'copy.dead': 'Modtageren er markeret som død i skolens register. Kopien om {name} blev ikke sendt.',
  'copy.about_dead': '{name} er markeret som død i skolens register. Brevet blev ikke sendt til de pårørende. Læs det, og håndtér det på anden måde.',
  'copy.protected': 'Navn og adresse er blevet beskyttet, siden kopien om {name} blev valgt, så den blev ikke sendt. Læs brevet, og håndtér det på anden måde.',
  'copy.sent_instead': 'Barnet er under 15 år. Brevet er sendt til forældremyndighedens indehaver i stedet.',
  'copy.not_yet': 'Brevets egen modtager er ikke bekræftet endnu. Bekræft den, før du vælger kopier.',
  'copy.is_recipient': 'Det er brevets egen modtager. Skriv en anden.',
  'copy.there_already': '{name} får allerede en kopi af brevet.',
  'copy.read_it': 'Nogen ved siden af eleven har beskyttet navn og adresse. Læs brevet, og sæt hak ved, at {name} ikke får noget beskyttet at vide.',
  'copy.say_why': 'En beskyttet adresse eller et beskyttet navn står i brevet til {name}. Ret brevet, eller skriv, hvorfor det må sendes.',
  'copy.note_too_long': 'Begrundelsen må højst fylde {most} tegn.',
  'letter.is_copy': 'Brevet er en kopi og følger det brev, den er kopi af. Fjern kopien, og vælg en anden modtager.',
  'redaction.not_proved_copy': 'Elevens CPR-nummer kunne ikke fjernes helt fra kopien, så den blev ikke sendt. Ret dokumentet, eller håndtér kopien på anden måde.',
};

/** The same, of a draft: what is to be done about it. */
const draftFaults: Record<string, (who: string, about: string) => string> = {
  'copy.of_age': (who, about) => `Kopien til ${who}: ${about} er fyldt 18 år på den dag, brevet sendes. Fjern kopien.`,
  'copy.turned_15': (who, about) => `Brevet til ${who} i stedet for ${about}: barnet er fyldt 15 år på den dag, brevet sendes. Fjern det, så barnet selv får brevet.`,
  'copy.under_15': (who, about) => `Kopien til ${who}: ${about} er under 15 år på den dag, brevet sendes. Fjern kopien, og vælg at sende i stedet for barnet.`,
  'copy.no_custody': (who, about) => `Kopien til ${who}: registret siger ikke længere, at ${who} har forældremyndighed over ${about}. Fjern kopien.`,
  'copy.dead': (who) => `Kopien til ${who}: registret siger, at ${who} er død. Fjern kopien.`,
  'copy.about_dead': (who, about) => `Brevet til ${who} handler om ${about}, som er markeret som død. Fjern kopien.`,
  'copy.protected': (who) => `Kopien til ${who}: nogen har beskyttet navn og adresse. Læs brevet, og tag stilling.`,
};

export const copyBlocker = ({ who, about, why }: Extract<Blocker, { kind: 'copy' }>) => draftFaults[why]?.(who, about) ?? copyReasons[why] ?? '';

export const ageWords = (age: Age): string => (age.kind === 'years' ? `${age.years} år` : age.kind === 'replacement' ? 'alder ukendt (erstatningsnummer)' : 'alder ukendt');

/** The page with copies and the panels that lead to it. */
export const copies = {
  title: 'Kopier',
  link: 'Vælg kopier',
  see: 'Se kopier',
  panelHeading: 'Kopier',
  /** What waits to be chosen, in one line. */
  panel: (open: number, students: number, chosen: number) =>
    [chosen > 0 ? `${count(chosen, 'kopi valgt', 'kopier valgt')}` : null, open > 0 ? `${count(open, 'foreslået', 'foreslået')} til forældremyndighedens indehavere, fordi ${count(students, 'modtager er', 'modtagere er')} under 18 år` : null].filter(Boolean).join(' · '),
  panelNone: 'Ingen af modtagerne er under 18 år på den dag, brevene sendes. Andre kan få en kopi, som du vælger på listen over modtagere.',
  nothingBySelf: 'Ingen kopi bliver sendt, uden at du har valgt den.',
  reportHint: (open: number) => `${count(open, 'kopi er foreslået', 'kopier er foreslået')}, men ikke valgt`,
  reportText: 'Modtagere under 18 år har forældremyndighedens indehavere, der kan få en kopi. Er det meningen, at de ikke skal, så gå videre.',
  lead: (day: string) => `Alderen er regnet på den dag, brevene sendes: ${day}.`,
  under18: (n: number) => `${count(n, 'modtager', 'modtagere')} under 18 år`,
  proposed: (n: number) => `${number(n)} foreslået`,
  chosen: (n: number) => `${number(n)} valgt`,
  byHand: (n: number) => `${number(n)} valgt selv`,
  cautious: (n: number) => `${number(n)} med beskyttet adresse kræver dit blik`,
  none: 'Her er ingen kopier at vælge',
  noneText: 'Ingen af modtagerne er under 18 år på den dag, brevene sendes. Vil du sende en kopi til andre, så vælg Kopi ud for brevet på listen over modtagere.',
  chooseAll: (n: number) => `Vælg alle ${number(n)}`,
  allLead: 'Dem med beskyttet adresse skal du selv tage stilling til én for én.',
  save: 'Gem valg',
  saveAndOn: 'Gem, og gå til kontrol',
  back: 'Tilbage til valg',
  toRecipients: 'Til modtagere',
  listLabel: 'Elever og dem, der kan få en kopi',
  instead: 'Under 15 år: barnet har ingen postkasse. Brevet sendes til den eller dem, du vælger, i stedet for til barnet.',
  noHolder: 'Registret kender ingen med forældremyndighed. Vælg selv en modtager, hvis nogen skal have brevet.',
  replacement: 'Et erstatningsnummer siger ikke noget om alderen, så intet er foreslået. Vælg selv, hvis eleven er under 18 år.',
  withoutCustody: (who: string) => `Har ikke forældremyndighed og foreslås ikke: ${who}.`,
  declined: (who: string) => `Får efter skolens register ikke kopier og foreslås ikke: ${who}.`,
  dead: (who: string) => `Er død efter skolens register og foreslås ikke: ${who}.`,
  withRelation: (name: string, relation: string) => `${name}${inBrackets(relation)}`,
  add: 'Kopi til en anden',
  addLabel: (who: string) => `til brevet til ${who}`,
  pick: 'Vælg som kopimodtager',
  remove: 'Fjern',
  removeLabel: (who: string) => `kopien til ${who}`,
  outdated: 'Gælder ikke længere, se ovenfor',
  decideAnew: 'Nogen har beskyttet navn og adresse, eller brevets sider er ændret, siden der blev taget stilling. Fjern kopien, og tilføj den igen.',
  byHandTag: 'valgt selv',
  caution: {
    found: (name: string, what: 'address' | 'name', pages: string) => `${name} har beskyttet navn og adresse, og ${what === 'address' ? 'adressen' : 'navnet'} står i brevet på ${pages}.`,
    notFound: (name: string) => `${name} har beskyttet navn og adresse. Vi har ikke set dem i brevet, men de kan være skrevet på en anden måde eller stå i et bilag.`,
    unknown: (name: string) => `${name} har beskyttet navn og adresse, men registret har ingen adresse at lede efter.`,
    read: (who: string) => `Jeg har læst brevet: ${who} får intet beskyttet at vide`,
    why: 'Skriv, hvorfor kopien må sendes alligevel',
    whyHint: 'For eksempel: adressen er skolens egen. Begrundelsen bliver gemt.',
    page: (page: number) => `Se side ${page}`,
    decided: (by: string, at: string, note: string) => `${by} har taget stilling ${at}${note ? `: ${note}` : '.'}`,
  },
  letterTitle: 'Kopi af et brev',
  letterLead: (who: string) => `Brevet til ${who}. Kopien er et brev for sig, ligger i samme sag og har ikke modtagerens CPR-nummer.`,
  letterHeading: 'Får en kopi',
  letterNone: 'Ingen får en kopi af brevet endnu.',
  who: 'CPR-nummer, CVR-nummer eller navn',
  whoHint: 'Skriv eller indsæt et nummer, eller søg på navn.',
  addButton: 'Tilføj kopi',
  decideHeading: 'Tag stilling, før kopien bliver valgt',
  inList: 'Kopi',
  inListLabel: (who: string) => `af brevet til ${who}`,
  inListInstead: (n: number) => `sendes til ${n} i stedet for barnet`,
  inListCount: (n: number) => count(n, 'kopi', 'kopier'),
  reportCopies: 'Kopier',
  reportInstead: 'Til forældremyndighed i stedet for barn',
  addressee: 'Sendt til',
};
