export const session = {
  title: 'Log ind',
  lead: 'Send, modtag bevis og find skolens breve igen.',
  username: 'Brugernavn',
  password: 'Adgangskode',
  button: 'Log ind',
  forgotten: 'Har du glemt adgangskoden, kan skolens administrator give dig en ny.',
  failedHeading: 'Du er ikke logget ind',
  demoHeading: 'Prøv som',
  demoLead: 'Demoskolens brugere. Alle personer er opfundne.',
  demoPassword: 'Adgangskode til dem alle',
};
