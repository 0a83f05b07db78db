/** A document that is one letter, from the tray. */
export const single = {
  title: 'Nyt enkeltbrev',
  lead: 'Ét dokument, der er ét brev: til én eller til flere, der får det hver for sig.',
  to: 'Til',
  toHint: 'CPR-nummer, CVR-nummer eller navn, gerne med klasse. Flere på hver sin linje. Lad feltet stå tomt, hvis modtageren står i dokumentet.',
  file: 'Dokument',
  fileHint: (megabytes: number) => `PDF, Word, billede eller en anden fil på højst ${megabytes} MB.`,
  button: 'Upload brevet',
  back: 'Tilbage til Send',
  failed: 'Brevet blev ikke uploadet',
  leftHeading: (number: number) => (number === 1 ? 'Vælg, hvem du mener' : `Vælg, hvem du mener: ${number} navne`),
  leftText: 'Navnet er ikke til at tage fejl af for os: flere hedder det, eller ingen i registret gør.',
  find: (text: string) => `Find »${text}«`,
  drop: 'Skal ikke med',
  dropOf: (text: string) => `»${text}«`,
};
