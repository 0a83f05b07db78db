import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Where the files of an identity lie; empty = there is none of that kind. */
export type IdentityFiles = { certificate: string; certificatePassword: string; authorities: string };

const idShape = /^[0-9a-f-]{36}$/;

/** Written, flushed and renamed into place, readable by our own user alone: a key half written would be worse than none. */
function write(folder: string, name: string, content: Uint8Array | string): void {
  const file = openSync(join(folder, `${name}.new`), 'w', 0o600);
  writeSync(file, typeof content === 'string' ? Buffer.from(content) : content);
  fsyncSync(file);
  closeSync(file);
  renameSync(join(folder, `${name}.new`), join(folder, name));
  const directory = openSync(folder, 'r');
  fsyncSync(directory);
  closeSync(directory);
}

/** Keeps an uploaded certificate in a folder of its own under `store` (0700, files 0600). It is not in use yet. */
export function keepIdentity(store: string, id: string, files: { p12: Uint8Array; password: string; authorities: string }): void {
  const folder = join(store, id);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(store, 0o700);
  write(folder, 'certificate.p12', files.p12);
  write(folder, 'password', files.password);
  write(folder, 'authorities.pem', files.authorities);
}

/** Takes a kept certificate into use, in one rename; the one before is kept to go back to, those before it are removed. */
export function useIdentity(store: string, id: string): void {
  const before = currentIdentity(store);
  write(store, 'current', id);
  for (const name of readdirSync(store)) if (idShape.test(name) && name !== id && name !== before) rmSync(join(store, name), { recursive: true, force: true });
}

/** Removes one that was kept and is not in use: its call failed, say. */
export function dropIdentity(store: string, id: string): void {
  if (currentIdentity(store) !== id) rmSync(join(store, id), { recursive: true, force: true });
}

/** The id of the certificate in use, or null. */
export function currentIdentity(store: string): string | null {
  const path = join(store, 'current');
  const id = existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
  return idShape.test(id) && existsSync(join(store, id, 'certificate.p12')) ? id : null;
}

/** The files of a kept certificate. */
export function filesOfIdentity(store: string, id: string): IdentityFiles {
  const authorities = join(store, id, 'authorities.pem');
  return { certificate: join(store, id, 'certificate.p12'), certificatePassword: join(store, id, 'password'), authorities: existsSync(authorities) && statSync(authorities).size > 0 ? authorities : '' };
}
