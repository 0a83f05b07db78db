/** Why a signature is where it is, and why letters wait for one; part of the table of sentences in problems.ts. */
const service = {
  'signing.not_configured': 'Der er ikke sat en signeringstjeneste op. Administratoren gør det under Signering.',
  'signing.away': 'Signeringstjenesten kan ikke nås.',
  'signing.timeout': 'Signeringstjenesten svarede ikke i tide.',
  'signing.tls': 'Den sikre forbindelse til signeringstjenesten kunne ikke oprettes. Administratoren skal se adressen og tjenestens udsteder efter.',
  'signing.not_authorised': 'Signeringstjenesten tog ikke imod nøglen. Administratoren skal rette den.',
  'signing.busy': 'Signeringstjenesten har travlt eller er nede.',
  'signing.nonsense': 'Signeringstjenesten svarede noget, der ikke kan bruges. Administratoren skal se adressen efter.',
  'signing.not_ready': 'Det signerede dokument er ikke klar endnu.',
};

/** While letters wait: the same, and that it goes on by itself. */
const waits = Object.fromEntries(Object.entries(service).map(([key, words]) => [`waits.${key}`, `Brevet venter på sit link til signering. ${words} Der bliver prøvet igen af sig selv.`]));

export const signatureReasons: Record<string, string> = {
  ...service,
  ...waits,
  'waits.signing': 'Brevet venter på sit link til signering.',
  'signing.refused': 'Signeringstjenesten ville ikke tage imod dokumentet ({code}). Sig det til administratoren.',
  'signature.not_open': 'Signeringen er allerede afsluttet. Siden viser den nu, som den er.',
  'signature.not_refused': 'Der er ikke noget at hente igen. Siden viser signeringen, som den er nu.',
  'signature.none_chosen': 'Der er ikke valgt nogen. Sæt hak ved dem, du vil minde om det.',
  'signature.too_many': 'Højst {most} kan få en påmindelse ad gangen. Tag dem i flere omgange.',
  'signature.declined': 'Modtageren har afvist at skrive under.',
  'signature.declined_why': 'Modtageren har afvist at skrive under og skrev: "{words}"',
  'signature.expired': 'Fristen hos signeringstjenesten er gået. Send en påmindelse; den får et nyt link.',
  'signature.failed_there': 'Signeringen gik galt hos signeringstjenesten. Send en påmindelse; den får et nyt link.',
  'signature.cancelled_there': 'Signeringen er stoppet hos signeringstjenesten. Send en påmindelse; den får et nyt link.',
  'signature.unknown_there': 'Signeringstjenesten kender ikke denne signering lige nu. Bliver det ved, skal administratoren spørge tjenesten.',
  'signature.signed_meanwhile': 'Brevet er signeret i mellemtiden, så påmindelsen blev ikke sendt.',
  'signature.withdrawn': 'Signeringen er trukket tilbage, så påmindelsen blev ikke sendt.',
  'signature.bad.unreadable': 'Det, der kom tilbage, er ikke en PDF, der kan læses. Det er lagt til side og tæller ikke som signeret.',
  'signature.bad.other_document': 'Det, der kom tilbage, er ikke det dokument, skolen sendte. Det er lagt til side og tæller ikke som signeret.',
  'signature.bad.no_signature': 'Der er ingen signatur i det, der kom tilbage. Det er lagt til side og tæller ikke som signeret.',
  'signature.bad.byte_range': 'Signaturen dækker ikke hele dokumentet. Det er lagt til side og tæller ikke som signeret.',
  'signature.bad.changed_after': 'Noget er føjet til dokumentet, efter at det blev signeret. Det er lagt til side og tæller ikke som signeret.',
  'signature.bad.damaged': 'Signaturen er beskadiget og kan ikke læses. Dokumentet er lagt til side og tæller ikke som signeret.',
  'signature.bad.digest': 'Dokumentet er ikke det, der blev signeret: en eller flere bytes er ændret bagefter. Det er lagt til side og tæller ikke som signeret.',
  'signature.bad.signature': 'Signaturen passer ikke til certifikatet. Dokumentet er lagt til side og tæller ikke som signeret.',
  'signature.bad.weak': 'Signaturen er lavet på en måde, der ikke beviser noget længere (SHA-1 eller ældre). Dokumentet er lagt til side og tæller ikke som signeret.',
  'signature.bad.untrusted': 'Signaturens certifikat er udstedt af {issuer}, som skolen ikke har sagt god for. Dokumentet er lagt til side og tæller ikke som signeret.',
  'signature.bad.certificate_expired': 'Certifikatet var udløbet, da der blev signeret. Dokumentet er lagt til side og tæller ikke som signeret.',
  'signature.bad.certificate_not_yet_valid': 'Certifikatet gjaldt ikke endnu, da der blev signeret. Dokumentet er lagt til side og tæller ikke som signeret.',
  'signature.bad.certificate_use': 'Certifikatet er ikke til at skrive under med. Dokumentet er lagt til side og tæller ikke som signeret.',
  'signature.bad.time': 'Signaturens tidspunkt kan ikke passe: det ligger før, skolen bad om den, eller efter i dag. Dokumentet er lagt til side og tæller ikke som signeret.',
  'signature.bad.content': 'Der er ændret mere i dokumentet end at signere det. Det er lagt til side og tæller ikke som signeret.',
  'options.signers': 'Vælg, hvem der skal skrive under.',
};
