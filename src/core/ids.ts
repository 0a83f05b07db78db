import { randomBytes, randomUUID } from 'node:crypto';

/** Where new identifiers come from. `uuid` is a version 4 UUID in lower case: MeMo takes no other version. */
export type Ids = { uuid(): string; token(): string };

export const randomIds: Ids = {
  uuid: () => randomUUID(),
  /** 256 random bits, base64url, 43 characters: for sessions and other secrets. */
  token: () => randomBytes(32).toString('base64url'),
};
