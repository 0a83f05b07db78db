import type { Role } from '../../src/access/index.ts';

export const roleWords: Record<Role, { name: string; may: string }> = {
  administrator: { name: 'Administrator', may: 'Brugere, indstillinger og drift. Ser ingen breve uden en rolle mere.' },
  secretary: { name: 'Sekretær', may: 'Sender og fordeler post og ser alle elev- og virksomhedssager.' },
  case_officer: { name: 'Sagsbehandler', may: 'Sender og modtager egen post og ser de sager, de er sagsbehandler på eller har fået adgang til.' },
  preparer: { name: 'Forbereder', may: 'Uploader og gør breve klar. En anden godkender og sender dem.' },
  leader: { name: 'Leder', may: 'Læser alle sager og godkender afsendelser.' },
  reader: { name: 'Læser', may: 'Læser de sager, de har fået adgang til.' },
};

export const admin = {
  title: 'Administration',
  tabs: 'Administrationens dele',
  users: 'Brugere',
  access: 'Adgang',
  people: 'Elever og kontakter',
  settings: 'Indstillinger',
  types: 'Dokumenttyper',
  fields: 'Felter',
  filingPlan: 'Arkivplan',
  contactPoints: 'Kontaktpunkter',
  certificate: 'Certifikat',
  signing: 'Signering',
  cvr: 'CVR',
  search: 'Søgning',
  mail: 'E-mail',
  health: 'Drift',
};

export const userWords = {
  title: 'Brugere',
  newUser: 'Ny bruger',
  columns: { name: 'Navn', username: 'Brugernavn', roles: 'Roller', state: 'Status' },
  active: 'Aktiv',
  locked: 'Låst',
  lockedAt: (at: string) => `Låst ${at}`,
  name: 'Navn',
  username: 'Brugernavn',
  usernameHint: 'Det, brugeren logger ind med. Kan ikke ændres bagefter.',
  password: 'Adgangskode',
  passwordHint: 'Mindst 8 tegn. Giv den til brugeren på en anden måde end e-mail.',
  passwordAgain: 'Adgangskoden igen',
  roles: 'Roller',
  rolesLead: 'Roller lægges sammen. En bruger kan have flere.',
  make: 'Opret bruger',
  saveRoles: 'Gem roller',
  lock: 'Lås brugeren',
  lockText: 'En låst bruger bliver logget ud med det samme og kan ikke logge ind. Det, brugeren har gjort, bliver stående.',
  unlock: 'Lås brugeren op',
  unlockText: 'Brugeren kan logge ind igen med samme adgangskode.',
  access: 'Log-ind',
  newPassword: 'Ny adgangskode',
  setPassword: 'Skift adgangskode',
  created: 'Oprettet',
  failedNew: 'Brugeren blev ikke oprettet',
};

export const settingPage = {
  title: 'Indstillinger',
  lead: 'Det, der gælder for hele skolen. Hver ændring bliver skrevet i loggen.',
  save: 'Gem indstillinger',
  kept: 'En nøgle er gemt',
  failedTest: 'Prøven lykkedes ikke',
  bad: 'Værdien kan ikke bruges her.',
};

export const typeWords = {
  title: 'Dokumenttyper',
  lead: 'Typen vælges ved afsendelse og bruges til at finde og senere kassere dokumenter.',
  columns: { name: 'Navn', state: 'Status', approval: 'Godkendelse af en anden', acts: 'Handlinger' },
  asks: 'Kræves',
  asksNot: 'Kræves ikke',
  ask: 'Kræv godkendelse',
  askNot: 'Kræv ikke godkendelse',
  on: 'Kan vælges',
  off: 'Slået fra',
  turnOff: 'Slå fra',
  turnOn: 'Slå til',
  add: 'Tilføj dokumenttype',
  name: 'Navn',
  emptyHeading: 'Der er ingen dokumenttyper endnu',
  emptyText: 'Tilføj de typer, skolen sender, for eksempel optagelsesdokument, advarsel og faktura.',
};
