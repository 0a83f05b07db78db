export { openSigningClient } from './client.ts';
export type * from './types.ts';
