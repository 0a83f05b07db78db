import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { z } from 'zod';

/**
 * The settings file of a box: TOML, read once at start. An unknown key refuses to start, because a
 * misspelt one that is silently ignored is found only when it is needed. What an administrator
 * changes while it runs lies in the database instead (src/settings).
 */
const shape = z.strictObject({
  /** Folder of the database and the files; relative to the settings file. */
  data: z.string().default('data'),
  web: z.strictObject({
    hostname: z.string().default('127.0.0.1'),
    port: z.number().int().min(0).max(65535).default(8080),
    /** Address people use, for links and the Origin check. Empty = http://localhost:port. */
    origin: z.string().default(''),
  }).prefault({}),
  digitalPost: z.strictObject({
    /** The system certificate as PKCS#12 and the file with its password. */
    certificate: z.string().default(''),
    certificatePassword: z.string().default(''),
    /** Authorities that the peer's certificate may come from, PEM. */
    authorities: z.string().default(''),
  }).prefault({}),
  documents: z.strictObject({
    /** Unix socket of the document worker; empty = in the data folder. */
    socket: z.string().default(''),
    children: z.number().int().min(1).max(16).default(2),
  }).prefault({}),
  demo: z.boolean().default(false),
  /** Address of the sandbox's own page, shown in the demo. */
  sandboxPage: z.string().default(''),
  logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export type Config = z.output<typeof shape> & {
  databasePath: string; uploadsPath: string; filesPath: string; cachePath: string; socketPath: string; origin: string;
};

/** `input` is what the TOML says; `base` the folder relative paths start from. Throws with the key at fault. */
export function makeConfig(input: unknown, base: string): Config {
  const result = shape.safeParse(input);
  if (!result.success) throw new Error(`settings file: ${z.prettifyError(result.error)}`);
  const file = result.data;
  const at = (path: string) => (path === '' || isAbsolute(path) ? path : join(base, path));
  const data = at(file.data);
  return {
    ...file,
    data,
    digitalPost: {
      certificate: at(file.digitalPost.certificate),
      certificatePassword: at(file.digitalPost.certificatePassword),
      authorities: at(file.digitalPost.authorities),
    },
    databasePath: join(data, 'elevarkiv.sqlite'),
    uploadsPath: join(data, 'uploads'),
    filesPath: join(data, 'files'),
    cachePath: join(data, 'cache'),
    socketPath: at(file.documents.socket) || join(data, 'documents.sock'),
    origin: file.web.origin || `http://localhost:${file.web.port}`,
  };
}

export function readConfig(path: string): Config {
  return makeConfig(Bun.TOML.parse(readFileSync(path, 'utf8')), dirname(path));
}
