import { danishDay } from '../../src/core/dates.ts';
import type { IdentityFinding } from '../../src/connectors/digital-post/index.ts';

/** What was found in a certificate, for IT: what it is, and what to do where something is to be done. */
const sentences: Record<string, string> = {
  'identity.too_large': 'Filen er for stor til at være et certifikat. Vælg den .p12-fil, som I hentede hos MitID Erhverv.',
  'identity.wrong_password': 'Adgangskoden passer ikke til filen. Den blev vist én gang, da certifikatet blev hentet, og kan ikke vises igen. Findes den ikke, skal certifikatet udstedes på ny hos MitID Erhverv.',
  'identity.damaged': 'Filen kan ikke læses som et certifikat. Hent .p12-filen igen; åbn og gem den ikke i et andet program undervejs.',
  'identity.no_key': 'Filen indeholder ikke certifikatets private nøgle. Vælg .p12-filen fra MitID Erhverv og ikke en .cer- eller .pem-fil.',
  'identity.opens': 'Filen er åbnet: {name}.',
  'identity.organisation': 'Det er et organisations- eller systemcertifikat.',
  'identity.personal': 'Det er en persons eller medarbejders certifikat. Digital Post skal bruge et system- eller organisationscertifikat, som brugeradministratoren bestiller hos MitID Erhverv.',
  'identity.unknown_kind': 'Certifikatet siger ikke, om det er et organisationscertifikat. Se efter hos MitID Erhverv.',
  'identity.cvr': 'Det er udstedt til CVR-nummer {cvr}.',
  'identity.no_cvr': 'Certifikatet nævner intet CVR-nummer. Digital Post kan ikke se, hvem der sender. Bestil et systemcertifikat hos MitID Erhverv.',
  'identity.wrong_cvr': 'Certifikatet er udstedt til CVR-nummer {cvr}, men skolens er {wanted}. Vælg skolens eget certifikat, eller ret skolens CVR-nummer.',
  'identity.expired': 'Certifikatet udløb {date}. Bestil et nyt hos MitID Erhverv. Breve venter, til det er lagt ind.',
  'identity.not_yet_valid': 'Certifikatet gælder først fra {date}. Læg det ind igen den dag, eller ret boksens ur, hvis det går forkert.',
  'identity.expires_soon': 'Certifikatet udløber {date}, om {days} dage. Bestil et nyt hos MitID Erhverv nu.',
  'identity.valid': 'Det gælder til {date}.',
  'identity.weak_key': 'Nøglen er på {bits} bit og for svag til at blive brugt. Bestil et nyt certifikat.',
  'identity.other_key': 'Nøglen er ikke af den slags, som MitID Erhverv udsteder. Prøvekaldet viser, om Digital Post tager imod den.',
  'identity.self_signed': 'Certifikatet har underskrevet sig selv og er ikke udstedt af nogen. Brug det fra MitID Erhverv.',
  'identity.chain': 'Det er udstedt af {issuer}, og udstederens certifikat ligger i filen.',
  'identity.no_issuer': 'Udstederens certifikat ({issuer}) ligger ikke i filen. Prøvekaldet viser, om Digital Post kan undvære det; ellers skal .p12-filen hentes igen med hele kæden.',
  'identity.root': 'Kæden går op til {root}.',
  'identity.other_root': 'Certifikatet kommer ikke fra en af de angivne myndigheder, men fra {issuer}. Brug det fra MitID Erhverv, eller angiv den rigtige fil med rodcertifikater.',
  'identity.test': 'Det er et testcertifikat og virker kun mod Digital Posts testmiljø.',
  'identity.legacy': 'Filen er låst med en ældre kryptering. Den kan bruges; boksen gemmer den, som den er, og kun Elevarkivs egen bruger kan læse den.',
};

const shown = (key: string, value: string | number) => (key === 'date' ? danishDay(String(value)) : String(value));

export function identityText({ reason, values }: IdentityFinding): string {
  return (sentences[reason] ?? reason).replace(/\{(\w+)\}/g, (whole, key: string) => (key in values ? shown(key, values[key]!) : whole));
}

export const identityReasons = Object.keys(sentences);
