import { dashes, letters } from './characters.ts';

/** What a word beside a number says the number is; `other` = something that is no recipient's number. */
export type LabelKind = 'cpr' | 'cvr' | 'p' | 'gln' | 'other';

/**
 * Danish (and some English) words that name a number, facts/domain.md 1.3. All are matched in lower
 * case; the first pattern that fits at a place wins, so the recipients' own words stand before the
 * general "any word ending in nr".
 */
const gap = `[\\s.${dashes}_/:]{0,3}`;
const number = `(?:nummeret|numrene|nummer|numre|numbers?|nr|no)(?![${letters}])\\.?`;
const start = `(?<![${letters}])`;
const end = `(?![${letters}])`;

const cpr = [
  `[${letters}]*c\\.?\\s?p\\.?\\s?r(?:${end}|(?=nr|num|reg))\\.?(?:${gap}${number})?`,
  `person${gap}(?:${number}|id${end})`, `pers\\.?${gap}nr${end}\\.?`, `[${letters}]*personnummer[${letters}]*`,
  `fødsels?(?:dato|dag|data)?(?:${gap}${number})?${end}`, `født${end}`, `fødsels(?:nr|nummer)\\.?${end}`, `f\\.?d\\.(?=\\s*\\d)`,
  `civil registration number`, `personal (?:id|identification)(?: number)?`, `date of birth`, `born${end}`, `ssn${end}`,
];
const cvr = [
  `cvr(?:${gap}${number})?`, `se${gap}${number}`, `moms${gap}${number}`, `vat${gap}(?:${number}|reg)`,
  `virksomheds?${gap}${number}`, `dk(?=[\\s${dashes}]?\\d{2}\\s?\\d{2}\\s?\\d{2}\\s?\\d{2}(?!\\d))`,
];
const productionUnit = [`p${gap}${number}`, `p${gap}enheds?(?:${gap}${number})?`, `prod(?:uktions|\\.)?${gap}enheds?(?:${gap}${number})?${end}`, `produktionsenheds?[${letters}]*`, `produktions?${gap}${number}`];
const gln = [`ean(?:${gap}(?:lokations?)?${gap}${number})?${end}`, `gln(?:${gap}${number})?${end}`, `lokations?${gap}${number}`];
const other = [
  // Words that name another number by themselves.
  `faktura${end}`, `ordre${end}`, `konto${end}`, `reg${end}\\.?`, `iban${end}`, `swift${end}`, `bic${end}`,
  `tlf${end}\\.?`, `telefon${end}`, `tel${end}\\.?`, `phone${end}`, `mobil${end}`, `mob\\.`, `fax${end}`, `sms${end}`, `mobilepay${end}`,
  `bilag${end}`, `fi${end}`, `fik${end}`, `kid${end}`, `giro${end}`, `isbn${end}`, `issn${end}`, `invoice${end}`, `order${end}`, `account${end}`, `customer${end}`,
  `reference${end}`, `ref${end}\\.?`, `rekv${end}\\.?`, `journal${end}`, `pinkode${end}`, `matrikel${end}`, `kvittering${end}`,
  `dato${end}`, `udskrevet${end}`, `udskriftsdato${end}`, `printet${end}`, `dkk${end}`, `kr${end}\\.?`,
  // "elev nr.", "sags-id", "løn-nr.": a thing with a number that is not the person's own.
  `(?:faknr|fakt|faktura|ordre|kunde|debitor|kreditor|konto|reg|tele|telefon|mobil|fax|tlf|bilag|sags?|journal|j|elev|studie|student|studerende|løn|medarbejder|ansøger|ansøgnings?|låner|medlems?|police|aftale|løbe|bevis|eksamens?|eksaminand|kursist|kursus|hold|aktivitets?|dokument|dok|transaktions?|kvitterings?|serie|vare|skole|institutions?|inst|reference|ref|rekvisitions?|rekv|betalings?|indbetalings?|matrikel|matr|pas|stel|protokol|pakke|forsendelses?|møde|meeting|licens|bruger|uni|afdelings?|lokale|skabs?|nøgle|kort|giro|post|invoice|order|account|customer|case)s?${gap}(?:${number}|id${end}|kode${end})`,
  // Any other compound that ends in number: "ansættelsesnr", "kontrolnummer".
  `[${letters}]{2,}(?:nummer|nr|id)${end}\\.?`,
  `(?<=\\+)45(?=\\s?\\d)`,
];

const kinds: [LabelKind, string[]][] = [['cpr', cpr], ['cvr', cvr], ['p', productionUnit], ['gln', gln], ['other', other]];
const pattern = new RegExp(kinds.map(([kind, list]) => `(?<${kind}>${list.map((word) => (word.startsWith('(?<=') ? word : start + word)).join('|')})`).join('|'), 'gu');

export type LabelHit = { kind: LabelKind; start: number; end: number };

/** Every naming word in a text in lower case, left to right. */
export function labelsIn(text: string): LabelHit[] {
  const hits: LabelHit[] = [];
  for (const match of text.matchAll(pattern)) {
    const groups = match.groups!;
    const kind = kinds.find(([name]) => groups[name] !== undefined)![0];
    hits.push({ kind, start: match.index, end: match.index + match[0].length });
  }
  return hits;
}

const otherPersons = `(?:mo(?:de)?rs?|fa(?:de)?rs?|værges?|forælder|forældre(?:nes?)?|forældremyndigheds[${letters}]*|kontaktpersons?|kontaktlærers?|(?:stor|lille|halv|sted|pap|pleje|bed?ste|far|mor|tvillinge?|store)?(?:bror|søster|mor|far)s?|søskendes?|tvilling[${letters}]*|plejeforæld[${letters}]*|pårørendes?|ægtefælles?|samlevers?|lærers?|undervisers?|sagsbehandlers?|vejleders?|mentors?|rektors?|leders?|praktikvejleders?|arbejdsgivers?|indehavers?|kærestes?|praktiksteds?|praktikvirksomheds?|læresteds?|lærepladss?|guardian|mother|father|sibling|brother|sister|parent)`;
const ownPersons = `(?:elev(?:en)?s?|barn(?:et)?s?|datters?|søns?|deltagers?|kursist(?:en)?s?|ansøgers?|modtagers?|kundes?|jeres|deres|køber|student|studerendes?|pupil|child)`;
const persons = new RegExp(`(?<![${letters}])(?:(?<other>${otherPersons})(?![${letters}])(?<of>\\s+(?:til|for|af)(?![${letters}]))?|(?<own>${ownPersons})(?![${letters}]))`, 'gu');

/** Whose number it is, by the last word for a person in `before` (lower case): "mor til Peter" speaks of Peter. */
export function roleIn(before: string): 'owner' | 'other' | null {
  let role: 'owner' | 'other' | null = null;
  for (const match of before.matchAll(persons)) role = match.groups!.own !== undefined ? 'owner' : match.groups!.of === undefined ? 'other' : 'owner';
  return role;
}
