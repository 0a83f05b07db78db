import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Containers are packed by xz; without it those tests are left out and counted. */
export const hasXz = Bun.which('xz') !== null;

/** What a command of the shell wrote. */
export const bytesOf = ({ stdout }: { stdout: Uint8Array }) => new Uint8Array(stdout);

/** Packs files with the machine's own tar and xz, a third party to both our client and our peer. `tarOptions` before the names. */
export async function tarLzma(files: Record<string, string>, tarOptions: string[] = []): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'container-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return await lzma(await Bun.$`tar --create --format=ustar ${tarOptions} ${Object.keys(files)}`.cwd(folder).quiet().then(bytesOf));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const lzma = async (bytes: Uint8Array) => await Bun.$`xz --format=lzma -1 --stdout < ${Buffer.from(bytes)}`.quiet().then(bytesOf);

export const uuidIn = (xml: string) => /messageUUID>([^<]*)</.exec(xml)?.[1] ?? randomUUID();

/** The letters under the names they must have. */
export const named = (...letters: string[]) => Object.fromEntries(letters.map((xml) => [`${uuidIn(xml)}.xml`, xml]));
