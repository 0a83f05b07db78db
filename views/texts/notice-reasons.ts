/** Why a mail or a notice could not be; part of the table of sentences in problems.ts. */
export const noticeReasons: Record<string, string> = {
  'mail.bad_address': 'Mailadressen kan ikke bruges. Skriv den som navn@skole.dk.',
  'mail.bad_frequency': 'Vælg, hvor tit du vil have mail.',
  'mail.not_configured': 'Mailserveren eller afsenderadressen mangler. Administratoren skriver dem under E-mail. Mailen venter til da.',
  'mail.unreachable': 'Mailserveren kan ikke nås. Der bliver prøvet igen af sig selv, og intet går tabt. Bliver det ved, skal administratoren se serverens navn og port efter.',
  'mail.tls': 'Den sikre forbindelse til mailserveren kunne ikke oprettes. Administratoren skal se krypteringen og serverens certifikat efter. Mailen venter til da.',
  'mail.login': 'Mailserveren tog ikke imod brugernavnet og adgangskoden. Administratoren skal rette dem. Mailen venter til da.',
  'mail.busy': 'Mailserveren har travlt. Der bliver prøvet igen af sig selv.',
  'mail.recipient_refused': 'Mailserveren kender ikke mailadressen. Ret den under Min side.',
  'mail.sender_refused': 'Mailserveren vil ikke sende fra skolens afsenderadresse. Administratoren skal rette den under E-mail.',
  'mail.refused': 'Mailserveren ville ikke tage imod mailen. Administratoren kan se mere i serverens log.',
  'notice.no_colleague': 'Vælg en kollega. Kun dem, der kan se sagen, står på listen.',
  'notice.note_too_long': 'Noten må højst fylde {most} tegn.',
  'notice.bad_day': 'Datoen findes ikke eller er gået. Vælg i dag eller en senere dag.',
};
