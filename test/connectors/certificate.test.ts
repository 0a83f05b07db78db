import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeCertificate, readPkcs12 } from '../../src/connectors/digital-post/index.ts';
import { makeAuthority, makeClientCertificate, type Authority, type ClientCertificate } from '../../src/sandbox/index.ts';

let authority: Authority;
let client: ClientCertificate;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'elevarkiv-certificate-'));
  authority = makeAuthority();
  client = makeClientCertificate({ cvr: '87654321', name: 'Ærø Gymnasium', signedBy: authority });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const reasonOf = (promise: Promise<unknown>) => promise.then(() => 'opened', (fault: { reason?: string }) => fault.reason ?? String(fault));

/** A .p12 made by openssl, the way authorities make them today. */
function sealed(name: string, ...options: string[]): Uint8Array {
  const path = (file: string) => join(folder, file);
  writeFileSync(path('cert.pem'), client.certificatePem);
  writeFileSync(path('key.pem'), client.keyPem);
  writeFileSync(path('chain.pem'), authority.issuing.certificatePem + authority.root.certificatePem);
  writeFileSync(path('password'), 'hemmelig æøå');
  const made = Bun.spawnSync(['openssl', 'pkcs12', '-export', '-in', path('cert.pem'), '-out', path(name), '-passout', `file:${path('password')}`, ...options.map((one) => one.replace('@', folder + '/'))]);
  if (made.exitCode !== 0) throw new Error(made.stderr.toString());
  return readFileSync(path(name));
}

describe('a PKCS#12', () => {
  test('gives certificate, key, chain, CVR and validity', async () => {
    const opened = await readPkcs12(client.p12, client.password);
    expect(opened.cvr).toBe('87654321');
    expect(opened.certificatePem.match(/BEGIN CERTIFICATE/g)?.length).toBe(2);
    expect(opened.keyPem).toContain('BEGIN PRIVATE KEY');
    expect(opened.notAfter.getTime() - opened.notBefore.getTime()).toBeGreaterThan(3 * 365 * 24 * 3600_000);
    expect(opened.subject).toContain('NTRDK-87654321');
  });

  test('sealed by openssl with 100,000 rounds and SHA-512 opens while this process goes on', async () => {
    const bytes = sealed('big.p12', '-inkey', '@key.pem', '-certfile', '@chain.pem', '-iter', '100000', '-macalg', 'sha512');
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 5);
    const opened = await readPkcs12(bytes, 'hemmelig æøå');
    clearInterval(ticking);
    expect(opened.cvr).toBe('87654321');
    expect(opened.caPem.match(/BEGIN CERTIFICATE/g)?.length).toBe(1);
    expect(ticks).toBeGreaterThan(3);
  }, 120_000);

  test('with another password, cut short, nothing like it, or without a key says so', async () => {
    expect(await reasonOf(readPkcs12(client.p12, 'forkert'))).toBe('certificate.wrong_password');
    expect(await reasonOf(readPkcs12(client.p12, ''))).toBe('certificate.wrong_password');
    expect(await reasonOf(readPkcs12(client.p12.subarray(0, 500), client.password))).toBe('certificate.damaged');
    expect(await reasonOf(readPkcs12(Buffer.from('hej'), client.password))).toBe('certificate.damaged');
    expect(await reasonOf(readPkcs12(new Uint8Array(), client.password))).toBe('certificate.damaged');
    expect(await reasonOf(readPkcs12(sealed('nokey.p12', '-nokeys'), 'hemmelig æøå'))).toBe('certificate.no_key');
  }, 60_000);
});

test('a certificate is described by what it says, the CVR from organizationIdentifier', () => {
  const described = describeCertificate(client.chainPem);
  expect(described).toMatchObject({ cvr: '87654321', test: true });
  expect(described.subject).toContain('Ærø Gymnasium');
  expect(describeCertificate(authority.root.certificatePem).cvr).toBeNull();
  expect(() => describeCertificate('-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----')).toThrow('certificate.damaged');
});
