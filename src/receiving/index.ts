export type * from './types.ts';
export type * from './ports.ts';
export { fetchMail, type Fetched } from './fetch-mail.ts';
export { takeIn, type TakenIn } from './take-in.ts';
