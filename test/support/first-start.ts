import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readConfig } from '../../src/config.ts';
import { installDemo } from '../../src/demo/install.ts';
import { openDeps } from '../../src/deps.ts';
import { changeSettings } from '../../src/settings/index.ts';
import { openCertificates, type Holder } from '../../src/sandbox/certificates/open.ts';

/*
 * What a first start makes takes seconds (keys of 3,072 bits, twelve hashed passwords): it is made once in a test run by
 * the program's own code, and laid where a test would otherwise wait for it. The program then finds it as on its second start.
 */
type Files = Map<string, Uint8Array>;

async function filesMadeBy(make: (folder: string) => unknown): Promise<Files> {
  const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-first-'));
  try {
    await make(folder);
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(folder, path)).isFile());
    return new Map(paths.map((path) => [path, readFileSync(join(folder, path))]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function lay(files: Promise<Files>, folder: string): Promise<void> {
  for (const [path, content] of await files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, path), content, { mode: 0o600 });
  }
}

const certificates = new Map<string, Promise<Files>>();

/** The certificates of a sandbox that keeps its things in `folder`, for the school `holder`. Every sandbox of one holder has the same authority. */
export function layCertificates(folder: string, holder: Holder): Promise<void> {
  const key = `${holder.cvr} ${holder.name}`;
  if (!certificates.has(key)) certificates.set(key, filesMadeBy((made) => openCertificates(made, holder)));
  return lay(certificates.get(key)!, join(folder, 'certificates'));
}

let demo: Promise<Files> | undefined;

/** The demo school in the data folder `box` of `folder`. */
export function layDemo(folder: string): Promise<void> {
  demo ??= filesMadeBy(async (made) => {
    const settings = join(made, 'elevarkiv.toml');
    writeFileSync(settings, 'data = "box"\nlogLevel = "silent"\n');
    const deps = openDeps(readConfig(settings), 'test');
    await installDemo(deps, { folder: made, peer: 'https://localhost:1/apis/v1' });
    // The tests wait for receipts.
    changeSettings(deps, null, { 'digitalPost.receiptSeconds': 1 });
    deps.close();
    rmSync(settings);
  });
  return lay(demo, folder);
}
