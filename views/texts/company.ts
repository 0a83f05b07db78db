import type { Attention } from '../../src/sending/ports.ts';
import { count } from './sending.ts';

/** Sentences behind the reasons of this part; in the table of problems. */
export const companyReasons: Record<string, string> = {
  'cvr.not_configured': 'Der er ikke sat et CVR-register op. Skriv P-nummeret selv, eller bed administratoren vælge et under Administration, CVR.',
  'cvr.away': 'CVR-registret kan ikke nås. Prøv igen om lidt, eller skriv P-nummeret selv.',
  'cvr.timeout': 'CVR-registret svarede ikke i tide. Prøv igen om lidt, eller skriv P-nummeret selv.',
  'cvr.tls': 'Den sikre forbindelse til CVR-registret kunne ikke oprettes. Administratoren ser adressen efter under Administration, CVR.',
  'cvr.not_authorised': 'CVR-registret giver ikke adgang. Administratoren ser brugernavn, adgangskode eller nøgle efter under Administration, CVR.',
  'cvr.busy': 'CVR-registret har travlt. Prøv igen om lidt, eller skriv P-nummeret selv.',
  'cvr.error': 'CVR-registret har en fejl. Prøv igen om lidt, eller skriv P-nummeret selv.',
  'cvr.not_there': 'Der er intet CVR-register på adressen. Administratoren ser den efter under Administration, CVR.',
  'cvr.too_large': 'CVR-registret svarede med mere, end der kan læses. Skriv P-nummeret selv.',
  'cvr.nonsense': 'Der kom et svar, som ikke ligner CVR-registret. Administratoren ser adressen efter under Administration, CVR.',
  'cvr.unknown': 'CVR-registret kender ikke nummeret {cvr}. Se efter, om det er skrevet rigtigt.',
  'attention.bad_unit': 'P-nummeret skal være 10 cifre.',
  'attention.other_company': 'P-nummeret hører ikke til virksomheden. Vælg et fra listen, eller slå op igen, hvis det er helt nyt.',
  'attention.bad_email': 'E-mailadressen kan ikke bruges. Skriv den som navn@virksomhed.dk.',
  'attention.officer_without_email': 'Skriv også sagsbehandlerens e-mail: det er den, virksomheden fordeler efter. Et navn alene skrives som kontaktperson.',
  'attention.bad_telephone': 'Telefonnummeret kan ikke læses. Skriv det med cifre.',
  'attention.too_long': 'Teksten må højst fylde {most} tegn.',
  'attention.no_company': 'Brevet er ikke til en virksomhed eller er ikke længere en kladde.',
  'attention.none_remembered': 'Der er ikke sendt til nogen bestemt hos virksomheden før. Vælg selv.',
};

/** `P-nummer 1012345678 Værksted · sagsbehandler Lone Holm, lone@x.dk · tlf. 12345678 · att. Bo Dahl` */
export function attentionWords(attention: Attention): string {
  const { productionUnit, email, telephone, person } = attention;
  return [
    productionUnit && `P-nummer ${productionUnit.number}${productionUnit.name ? ` ${productionUnit.name}` : ''}`, email && `sagsbehandler ${[email.name, email.address].filter(Boolean).join(', ')}`,
    telephone && `tlf. ${telephone.number}`, person && `att. ${person}`,
  ].filter(Boolean).join(' · ');
}

export const company = {
  title: 'Modtager hos virksomheden',
  lead: (ordinal: number, name: string, cvr: string) => `Brev ${ordinal} til ${name}, CVR ${cvr}`,
  unnamed: 'Ukendt virksomhed',
  inList: 'P-nummer og kontakt',
  inListLabel: (who: string) => `for ${who}`,
  about: 'Virksomheden',
  facts: { name: 'Navn', address: 'Adresse', state: 'Status' },
  ceased: 'Ophørt. Brevet når næppe nogen.',
  active: 'Aktiv',
  advertising: 'Reklamebeskyttet: oplysningerne må ikke bruges til reklame.',
  lookedUp: (at: string) => `Fra CVR-registret ${at}`,
  again: 'Slå op igen',
  lookUp: 'Slå op i CVR-registret',
  waiting: 'CVR-registret har ikke svaret endnu. Prøv igen om lidt, eller skriv P-nummeret selv.',
  notUpdated: 'Oplysningerne kunne ikke opdateres',
  notLookedUp: 'Virksomheden kunne ikke slås op',
  unknown: 'CVR-registret kender ikke nummeret. Se efter, om det er skrevet rigtigt.',
  lastHeading: 'Sidst I skrev til virksomheden',
  lastAt: (at: string) => `Brugt ${at}`,
  useLast: 'Brug som sidst',
  unitLegend: 'P-nummer',
  unitHint: 'P-numrene er virksomhedens adresser. Brevet lander i virksomhedens postkasse og kan fordeles efter P-nummeret.',
  noUnit: 'Virksomheden som helhed',
  inLetter: 'står i brevet',
  otherUnit: 'Et andet P-nummer',
  otherNumber: 'P-nummer, 10 cifre',
  otherName: 'Navn på adressen',
  find: 'Find i listen',
  units: (n: number) => count(n, 'P-nummer', 'P-numre'),
  more: 'Virksomheden har flere P-numre, end der vises. Skriv det selv, hvis det mangler.',
  ceasedHeading: (n: number) => `Ophørte P-numre (${n})`,
  ceasedOn: (day: string) => `ophørt ${day}`,
  ceasedMark: 'ophørt',
  contactLegend: 'Hvem hos virksomheden',
  contactHint: 'Alle felter kan være tomme.',
  officer: 'Sagsbehandler',
  email: 'Sagsbehandlerens e-mail',
  telephone: 'Telefon',
  person: 'Kontaktperson',
  everywhere: (n: number) => `Brug det også til ${count(n, 'andet brev', 'andre breve')} til virksomheden i denne afsendelse`,
  save: 'Gem modtager',
  back: 'Tilbage til modtagere',
  reportHeading: 'Til hvem hos virksomhederne',
  reportColumns: { company: 'Virksomhed', to: 'Til' },
  reportMore: (n: number) => `og ${n} mere`,
  reportNone: (n: number) => `${count(n, 'brev', 'breve')} til virksomheder uden P-nummer eller kontakt.`,
  addressee: 'Til',
};

export const cvrPage = {
  title: 'CVR-register',
  lead: 'Her slås virksomheder op, så man kan vælge P-nummer, når der sendes til dem. Uden register skrives P-nummeret i hånden.',
  inClear: 'Adgangskoden sendes ukrypteret',
  inClearText: 'Adressen begynder med http://, så brugernavn, adgangskode eller nøgle kan læses undervejs. Skriv https://, hvis registret svarer på det.',
  test: 'Prøv et opslag',
  testText: 'Gem først. Opslaget bruger de indstillinger, der er gemt.',
  cvr: 'CVR-nummer',
  answered: (name: string, units: string) => `${name}: ${units}.`,
};
