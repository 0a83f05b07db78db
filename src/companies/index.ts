export type * from './types.ts';
export { knownCompany, lookUpCompany } from './look-up.ts';
export { lastContact, rememberContact } from './contacts.ts';
