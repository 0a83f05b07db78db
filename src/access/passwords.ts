import { invalid } from '../core/errors.ts';

/** OWASP's second argon2id profile: 19 MiB, two passes. */
const profile = { algorithm: 'argon2id', memoryCost: 19_456, timeCost: 2 } as const;

/** Errors: password.too_short under 8 characters, password.too_long over 200. */
export async function hashPassword(password: string): Promise<string> {
  if (password.length < 8) throw invalid('password.too_short', { least: 8 });
  if (password.length > 200) throw invalid('password.too_long', { most: 200 });
  return Bun.password.hash(password, profile);
}

let decoy: Promise<string> | undefined;

/** Takes as long for a name nobody has as for a wrong password: the answer's time tells nothing. */
export async function passwordMatches(password: string, hash: string | undefined): Promise<boolean> {
  decoy ??= Bun.password.hash('nobody has this password', profile);
  const matches = await Bun.password.verify(password.slice(0, 200), hash ?? (await decoy));
  return hash !== undefined && matches;
}
