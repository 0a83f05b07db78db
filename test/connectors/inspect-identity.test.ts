import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectIdentity } from '../../src/connectors/digital-post/index.ts';
import { identityNames, makeClientCertificate, openIdentities, readAuthority, type IdentityName } from '../../src/sandbox/index.ts';
import { identityReasons, identityText } from '../../views/texts/identity.ts';
import { school, tryPeer, type Tried } from '../sandbox/peer.ts';

let peer: Tried;
let folder: string;
beforeAll(async () => {
  peer = await tryPeer();
  folder = openIdentities(join(peer.folder, 'certificates'), readAuthority(peer.folder), school);
}, 60_000);
afterAll(() => peer.end());

const now = new Date();
const fileOf = (name: IdentityName) => new Uint8Array(readFileSync(join(folder, `${name}.p12`)));
const passwordOf = (name: IdentityName) => readFileSync(join(folder, `${name}.password`), 'utf8');
const inspect = (name: IdentityName) => inspectIdentity(fileOf(name), passwordOf(name), { cvr: school.cvr, now });

/** What each file of the sandbox's must be told: what stops it, and what is only worth knowing. */
const truth: Record<IdentityName, { stop: string[]; warn: string[] }> = {
  good: { stop: [], warn: ['test'] },
  legacy: { stop: [], warn: ['test', 'legacy'] },
  expired: { stop: ['expired'], warn: ['test'] },
  'not-yet-valid': { stop: ['not_yet_valid'], warn: ['test'] },
  revoked: { stop: [], warn: ['test'] },
  'wrong-cvr': { stop: ['wrong_cvr'], warn: ['test'] },
  'without-cvr': { stop: ['no_cvr'], warn: ['test'] },
  employee: { stop: ['personal'], warn: ['test'] },
  foreign: { stop: [], warn: ['test'] },
  damaged: { stop: ['damaged'], warn: [] },
};

describe('what is found in a certificate', () => {
  for (const name of identityNames) {
    test(name, async () => {
      const { findings, usable, identity } = await inspect(name);
      const of = (level: string) => findings.filter((each) => each.level === level).map(({ reason }) => reason.replace('identity.', ''));
      expect({ stop: of('stop'), warn: of('warn') }).toEqual(truth[name]);
      expect(usable).toBe(truth[name].stop.length === 0);
      expect(identity === null).toBe(name === 'damaged');
    }, 30_000);
  }

  test('another password, a file too large, and one that openssl sealed in the old way', async () => {
    const wrong = await inspectIdentity(fileOf('good'), 'forkert', { cvr: school.cvr, now });
    expect(wrong.findings.map(({ reason }) => reason)).toEqual(['identity.wrong_password']);
    expect((await inspectIdentity(new Uint8Array(1_000_001), 'x', { cvr: '', now })).findings[0]!.reason).toBe('identity.too_large');
    const made = makeClientCertificate({ ...school, signedBy: readAuthority(peer.folder) });
    const work = mkdtempSync(join(tmpdir(), 'elevarkiv-legacy-'));
    writeFileSync(join(work, 'cert.pem'), made.chainPem);
    writeFileSync(join(work, 'key.pem'), made.keyPem);
    const sealed = Bun.spawnSync(['openssl', 'pkcs12', '-export', '-legacy', '-in', join(work, 'cert.pem'), '-inkey', join(work, 'key.pem'), '-out', join(work, 'old.p12'), '-passout', 'pass:æøå 1']);
    expect(sealed.exitCode).toBe(0);
    const old = await inspectIdentity(new Uint8Array(readFileSync(join(work, 'old.p12'))), 'æøå 1', { cvr: school.cvr, now });
    rmSync(work, { recursive: true, force: true });
    expect(old.usable).toBe(true);
    expect(old.findings.map(({ reason }) => reason)).toContain('identity.legacy');
  }, 60_000);

  test('where roots are given the chain must reach one of them', async () => {
    const with_ = async (name: IdentityName, authoritiesPem: string) => {
      const { findings, usable } = await inspectIdentity(fileOf(name), passwordOf(name), { cvr: school.cvr, now, authoritiesPem });
      return [usable, findings.map(({ reason }) => reason.replace('identity.', '')).filter((reason) => reason.endsWith('root')).join()];
    };
    const { root } = readAuthority(peer.folder);
    expect(await with_('good', root.certificatePem)).toEqual([true, 'root']);
    expect(await with_('foreign', root.certificatePem)).toEqual([false, 'other_root']);
    expect(await with_('good', '')).toEqual([false, 'other_root']);
    const path = (name: string) => join(folder, name);
    const command = (name: string) => Bun.spawnSync([process.execPath, 'src/main.ts', 'certificate', 'inspect', path(`${name}.p12`), '--password-file', path(`${name}.password`), '--authorities', join(peer.folder, 'certificates/ca.pem')]);
    expect(command('good').exitCode).toBe(0);
    const told = command('foreign');
    expect([told.exitCode, told.stdout.toString().includes('kommer ikke fra en af de angivne myndigheder')]).toEqual([1, true]);
  }, 60_000);

  test('days left are told from sixty days before; the last minute is still valid, the next is not', async () => {
    const end = (await inspect('good')).description!.notAfter;
    const at = async (before: number) => (await inspectIdentity(fileOf('good'), passwordOf('good'), { cvr: '', now: new Date(end.getTime() - before) })).findings.map(({ reason, values }) => [reason.replace('identity.', ''), values['days']]);
    expect(await at(61.5 * 86_400_000)).toContainEqual(['valid', 61]);
    expect(await at(60.5 * 86_400_000)).toContainEqual(['expires_soon', 60]);
    expect(await at(60_000)).toContainEqual(['expires_soon', 0]);
    expect((await at(-1000)).map(([reason]) => reason)).toContain('expired');
  }, 60_000);

  test('every finding has a Danish sentence without holes', async () => {
    const seen = (await Promise.all(identityNames.map(inspect))).flatMap(({ findings }) => findings);
    for (const each of seen) expect([each.reason, identityReasons.includes(each.reason), /[{}]/.test(identityText(each))]).toEqual([each.reason, true, false]);
    expect(identityText({ reason: 'identity.wrong_cvr', level: 'stop', values: { cvr: '1', wanted: '2' } })).toContain('CVR-nummer 1, men skolens er 2');
  }, 60_000);
});

describe('what the peer says to each', () => {
  const callWith = async (name: IdentityName) => {
    const { identity } = await inspect(name);
    return peer.call('/receipts/', { client: { chainPem: identity!.certificatePem, keyPem: identity!.keyPem } as Tried['client'] });
  };
  for (const name of ['good', 'legacy', 'wrong-cvr'] as const) test(`${name} is let in`, async () => expect((await callWith(name)).status).toBe(200), 30_000);
  for (const name of ['expired', 'not-yet-valid', 'revoked', 'foreign'] as const) test(`${name} ends the connection`, () => expect(callWith(name)).rejects.toThrow(), 30_000);
  test('without a CVR number is forbidden', async () => expect((await callWith('without-cvr')).status).toBe(403), 30_000);

  test('the school\'s own, called back while it is in use, and given free again', async () => {
    expect((await peer.call('/receipts/')).status).toBe(200);
    await peer.set({ clientRevoked: true });
    await expect(peer.call('/receipts/')).rejects.toThrow();
    await peer.set({ clientRevoked: false });
    expect((await peer.call('/receipts/')).status).toBe(200);
  });

  test('openssl finds the three tiers whole: chain, salt of 32, subject with the CVR number', async () => {
    const { root, issuing } = readAuthority(peer.folder);
    const work = mkdtempSync(join(tmpdir(), 'elevarkiv-tiers-'));
    writeFileSync(join(work, 'root.pem'), root.certificatePem);
    writeFileSync(join(work, 'issuing.pem'), issuing.certificatePem);
    writeFileSync(join(work, 'leaf.pem'), peer.client.certificatePem);
    const verified = Bun.spawnSync(['openssl', 'verify', '-CAfile', join(work, 'root.pem'), '-untrusted', join(work, 'issuing.pem'), join(work, 'leaf.pem')]).stdout.toString();
    const text = Bun.spawnSync(['openssl', 'x509', '-noout', '-text', '-in', join(work, 'leaf.pem')]).stdout.toString();
    rmSync(work, { recursive: true, force: true });
    expect(verified).toContain(': OK');
    expect(text).toContain('rsassaPss');
    expect(text).toMatch(/Salt Length: (?:32|0x20)/);
    expect(text).toContain('Public-Key: (3072 bit)');
    expect(text).toMatch(/organizationIdentifier = NTRDK-12345678|2\.5\.4\.97 = NTRDK-12345678/);
    expect(text).toMatch(/Digital Signature, Non Repudiation, Key Encipherment/);
  });
});
