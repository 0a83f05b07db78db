export const session = {
  title: 'Log ind',
  lead: 'Skolens Digital Post: send breve, følg dem frem, og find dem igen.',
  username: 'Brugernavn',
  password: 'Adgangskode',
  button: 'Log ind',
  forgotten: 'Har du glemt adgangskoden, kan skolens administrator give dig en ny.',
  failedHeading: 'Du er ikke logget ind',
};
