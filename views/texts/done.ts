/** What the next page says after something was done. */
export const done = {
  userMade: 'Brugeren er oprettet og kan logge ind nu.',
  userLocked: 'Brugeren er låst og logget ud.',
  userUnlocked: 'Brugeren kan logge ind igen.',
  rolesSet: 'Rollerne er gemt.',
  passwordSet: 'Adgangskoden er ændret. Brugeren er logget ud alle steder.',
  settingsSaved: 'Indstillingerne er gemt og gælder fra nu.',
  typeAdded: 'Dokumenttypen er tilføjet.',
  typeOff: 'Dokumenttypen kan ikke længere vælges. Den står stadig på de dokumenter, der har den.',
  typeOn: 'Dokumenttypen kan vælges igen.',
  certificateInUse: 'Certifikatet er taget i brug. Digital Post svarede.',
  setUpDone: 'Elevarkiv er taget i brug. Opret nu de brugere, der skal sende og læse.',
  officerSet: 'Sagsbehandleren er sat.',
  accessGiven: 'Adgangen er givet.',
  accessRemoved: 'Adgangen er fjernet.',
  dispatchDiscarded: 'Kladden er nulstillet. Intet blev sendt.',
  lettersRecalled: 'De breve, der ikke var afleveret, er kaldt tilbage og bliver ikke sendt.',
  nothingRecalled: 'Ingen breve blev kaldt tilbage. De nåede at blive sendt.',
  handledTakenBack: 'Markeringen er taget tilbage. Brevet kræver dig igen.',
  noticesDone: 'Alle adviser fra Elevarkiv er markeret som færdige.',
  noticeGiven: 'Din kollega får et advis om det.',
  noticeMailSet: 'Dit valg er gemt.',
  mailTried: 'Prøvemailen er afleveret til mailserveren.',
  letterResolved: 'Brevet er afgjort.',
} as const;

export type DoneKey = keyof typeof done;
