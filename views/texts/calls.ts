/** What a test call that did not succeed means for whoever laid the certificate in, and what to do; by the key of the failed connection. */
const sentences: Record<string, string> = {
  certificate_damaged: 'Certifikatet kan ikke læses. Læg det ind igen.',
  certificate_wrong_password: 'Adgangskoden passer ikke til certifikatet. Læg det ind igen med den rigtige.',
  certificate_no_key: 'Certifikatet mangler sin nøgle. Læg .p12-filen fra MitID Erhverv ind.',
  certificate_expired: 'Certifikatet er udløbet. Bestil et nyt hos MitID Erhverv.',
  certificate_not_yet_valid: 'Certifikatet gælder ikke endnu. Prøv igen den dag, det begynder at gælde.',
  certificate_rejected: 'Digital Post afviste certifikatet. Det kan være spærret, eller det er ikke tilsluttet i Digital Posts administration.',
  closed_without_answer: 'Digital Post lukkede forbindelsen uden at svare. Som regel betyder det, at certifikatet ikke godtages: det kan være spærret, fra en forkert udsteder eller ikke tilsluttet.',
  not_authorised: 'Digital Post kender certifikatet, men giver ikke systemet adgang. Se tilslutningen og systemets nøgle efter i Digital Posts administration.',
  peer_refused: 'Der svarer ingen på adressen. Se efter, om miljøet er det rigtige, og prøv igen om lidt.',
  peer_not_found: 'Adressen findes ikke. Ret den, eller se efter, om boksen kan slå navne op.',
  peer_unreachable: 'Boksen kan ikke nå adressen. Se efter, om netværket lader den komme ud.',
  peer_away: 'Digital Post kan ikke nås. Prøv igen om lidt.',
  peer_certificate: 'Modpartens certifikat er udstedt af nogen, boksen ikke kender. Se adressen efter, eller læg certifikatet ind igen sammen med en fil med udstederne.',
  peer_wrong_name: 'Modpartens certifikat gælder et andet navn end adressen. Ret adressen.',
  peer_error: 'Digital Post har en fejl lige nu. Prøv igen om lidt.',
  tls_failed: 'Den sikre forbindelse kunne ikke oprettes. Se efter, om adressen er den rigtige.',
  timeout: 'Digital Post svarede ikke i tide. Prøv igen om lidt.',
  cut_off: 'Forbindelsen blev afbrudt. Prøv igen om lidt.',
  busy: 'Digital Post har travlt. Prøv igen om lidt.',
  nonsense: 'Der kom et svar, som ikke ligner Digital Post. Ret adressen.',
};

export const callText = (reason: string): string => sentences[reason] ?? sentences['peer_away']!;
export const callReasons = Object.keys(sentences);
