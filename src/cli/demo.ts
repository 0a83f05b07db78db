import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installDemo } from '../demo/install.ts';
import { connectSigning } from '../demo/signing.ts';
import { changeSettings, readSettings } from '../settings/index.ts';
import { openDeps } from '../deps.ts';
import { readConfig } from '../config.ts';
import { lockPortal, requireFree } from './only-once.ts';

const settingsFile = (port: number, control: number) => `# Indstillinger for demoen. En boks har sin egen fil; en ukendt nøgle afvises ved start.
data = "box"
demo = true
sandboxPage = "http://localhost:${control}"

[web]
port = ${port}

[digitalPost]
certificate = "sandbox/certificates/client.p12"
certificatePassword = "sandbox/certificates/client.password"
authorities = "sandbox/certificates/ca.pem"
`;

/** `demo prepare`: writes the settings file anew (ports may differ), and the school once. */
export async function prepareDemo(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args, options: { folder: { type: 'string' }, port: { type: 'string' }, 'sandbox-port': { type: 'string' }, 'control-port': { type: 'string' }, 'signing-port': { type: 'string' }, fresh: { type: 'boolean' } },
  });
  const folder = values.folder ?? 'data';
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'elevarkiv.toml');
  // Before the settings are written: a second start must not change the address under the one that runs.
  if (existsSync(path)) lockPortal(readConfig(path)).release();
  for (const port of [values.port ?? '8080', values['sandbox-port'] ?? '8443', values['control-port'] ?? '8444', values['signing-port'] ?? '8445']) await requireFree('127.0.0.1', Number(port));
  // Only here: the data of a portal that runs are not thrown away under it.
  if (values.fresh) for (const each of ['box', 'sandbox', 'contacts.json']) rmSync(join(folder, each), { recursive: true, force: true });
  writeFileSync(path, settingsFile(Number(values.port ?? 8080), Number(values['control-port'] ?? 8444)), { mode: 0o600 });
  const deps = openDeps(readConfig(path), 'demo');
  const made = await installDemo(deps, { folder, peer: `https://localhost:${values['sandbox-port'] ?? 8443}/apis/v1`, control: `http://127.0.0.1:${values['control-port'] ?? 8444}` });
  const signing = `https://localhost:${values['signing-port'] ?? 8445}/v1`;
  // Also a school that was laid before there was a signing service gets one.
  if (readSettings(deps.db)['signing.roots'] === '') connectSigning(deps, { url: signing, certificates: join(folder, 'sandbox/certificates') });
  else changeSettings(deps, null, { 'signing.baseUrl': signing });
  deps.close();
  if (made || !existsSync(join(folder, 'contacts.json'))) console.log('Demoskolen er lagt.');
  return 0;
}
