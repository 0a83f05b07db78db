/**
 * The sentence behind every reason a Problem or a letter may carry: what happened, why, what to do.
 * `{name}` is replaced by the value of that name.
 */
export const problems: Record<string, string> = {
  fallback: 'Det kunne ikke lade sig gøre. Prøv igen, og sig det til administratoren, hvis det bliver ved.',
  internal: 'Der skete en fejl hos os. Intet er gået tabt. Prøv igen, og giv administratoren nummeret {reference}, hvis det bliver ved.',
  not_found: 'Siden findes ikke, eller du har ikke adgang til den. Følg et link i menuen, eller spørg den, der sendte dig adressen.',
  forbidden: 'Du har ikke lov til det. Spørg administratoren, hvis du har brug for det.',
  cross_site: 'Handlingen kom fra et andet sted end denne side og blev ikke udført. Gå tilbage, og prøv igen herfra.',
  'request.too_large': 'Formularen var for stor til at blive modtaget. Gør indholdet kortere, og prøv igen.',
  'request.form_expected': 'Det, der blev sendt, var ikke en formular. Gå tilbage, og prøv igen herfra.',
  'request.unreadable': 'Formularen kunne ikke læses. Gå tilbage, og prøv igen.',
  file_gone: 'Filen findes ikke længere. Den kan være destrueret efter reglerne for opbevaring; historikken viser hvornår.',

  'login.failed': 'Brugernavnet og adgangskoden passer ikke sammen, eller kontoen er låst. Prøv igen, eller spørg administratoren.',
  'login.throttled': 'Der er prøvet for mange gange. Vent {seconds} sekunder, og prøv igen.',
  'user.username_shape': 'Brugernavnet skal være 2 til 40 tegn: bogstaver, tal, punktum, bindestreg eller understreg.',
  'user.no_name': 'Skriv brugerens navn.',
  'user.no_role': 'Vælg mindst én rolle. Uden rolle kan brugeren ikke se noget.',
  'user.unknown_role': 'Rollen {role} findes ikke. Vælg en fra listen.',
  'user.username_taken': 'Brugernavnet {username} er i brug. Vælg et andet.',
  'user.last_administrator': 'Det er den sidste administrator, der kan logge ind. Gør en anden til administrator først.',
  'password.too_short': 'Adgangskoden skal være mindst {least} tegn.',
  'password.too_long': 'Adgangskoden må højst være {most} tegn.',
  'password.differ': 'De to adgangskoder er ikke ens. Skriv den samme begge steder.',

  'setting.unknown': 'Indstillingen {key} findes ikke.',
  'setting.bad_value': 'En af værdierne kan ikke bruges. Ret feltet, der er markeret; intet er ændret endnu.',
  'document_type.no_name': 'Skriv dokumenttypens navn, højst 100 tegn.',
  'document_type.exists': 'Dokumenttypen {name} findes allerede.',

  'pdf.empty': 'Filen er tom. Vælg filen igen, eller hent den på ny fra det program, den kommer fra.',
  'pdf.not_pdf': 'Filen er ikke en PDF. Gem eller eksportér dokumentet som PDF, og vælg det igen.',
  'pdf.damaged': 'PDF-filen er beskadiget og kan ikke læses. Hent den igen fra det program, den kommer fra.',
  'pdf.encrypted': 'PDF-filen er låst med en adgangskode. Skriv adgangskoden for at gå videre.',
  'pdf.wrong_password': 'Adgangskoden åbner ikke filen. Prøv igen.',
  'pdf.too_many_pages': 'Filen har flere sider, end der kan læses på én gang. Del den i flere filer.',
  'pdf.too_heavy': 'Filen er for tung at læse. Gem den som en ny PDF, eller del den i flere filer.',
  'pdf.worker_away': 'Dokumenterne kan ikke læses lige nu. Filen er gemt og bliver læst, så snart det virker igen.',
  'upload.empty': 'Der blev ikke valgt en fil, eller den er tom. Vælg en PDF-fil.',
  'upload.not_pdf': 'Filen er ikke en PDF. Gem eller eksportér dokumentet som PDF, og vælg det igen.',
  'upload.too_large': 'Filen er større end {megabytes} MB. Del den i flere filer, eller gem den i en mindre udgave.',
  'upload.cut_off': 'Filen nåede ikke hele vejen frem. Vælg den igen.',
  'number.shape': 'Det er hverken et CPR-nummer (10 cifre) eller et CVR-nummer (8 cifre). Ret nummeret.',
  'number.date': 'CPR-nummeret begynder ikke med en dato, der findes. Ret nummeret.',
  'number.checksum': 'CVR-nummeret går ikke op. Se efter, om to cifre er byttet om.',

  'dispatch.changed': 'Noget er ændret, siden kontrollen blev lavet. Se kontrollen igen, før du afsender.',
  'dispatch.not_draft': 'Afsendelsen er ikke længere en kladde og kan ikke ændres.',
  'dispatch.blocked': 'Afsendelsen kan ikke sendes endnu. Afgør det, der står øverst på siden, først.',
  'letter.too_early': 'Brevets udfald er ukendt og kan først afgøres af dig {resolvableAt}. Til da kan en kvittering stadig nå frem.',
};
