import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPkcs12 } from '../../src/connectors/digital-post/index.ts';
import { readAuthority } from '../../src/sandbox/index.ts';
import { tryPeer, type Tried } from './peer.ts';

let peer: Tried;
let work: string;
beforeAll(async () => {
  peer = await tryPeer();
  work = mkdtempSync(join(tmpdir(), 'elevarkiv-crl-'));
}, 60_000);
afterAll(async () => {
  rmSync(work, { recursive: true, force: true });
  await peer.end();
});

const openssl = (...words: string[]) => {
  const { stdout, stderr, exitCode } = Bun.spawnSync(['openssl', ...words], { cwd: work });
  return { text: stdout.toString() + stderr.toString(), exitCode };
};
const pemOf = (name: string) => {
  const folder = join(peer.folder, 'certificates', name === 'client' ? '' : 'identities');
  return readPkcs12(readFileSync(join(folder, `${name}.p12`)), readFileSync(join(folder, `${name}.password`), 'utf8'));
};

/** The list as the sandbox serves it now, and openssl's verdict on a certificate by it. */
async function verdicts(): Promise<(name: string) => Promise<string>> {
  const { root, issuing } = readAuthority(peer.folder);
  const answer = await fetch(`${peer.controlUrl}/certificates/ca.crl`);
  expect(answer.headers.get('content-type')).toBe('application/pkix-crl');
  writeFileSync(join(work, 'list.der'), new Uint8Array(await answer.arrayBuffer()));
  expect(openssl('crl', '-inform', 'DER', '-in', 'list.der', '-out', 'list.pem').exitCode).toBe(0);
  writeFileSync(join(work, 'root.pem'), root.certificatePem);
  writeFileSync(join(work, 'issuing.pem'), issuing.certificatePem);
  return async (name) => {
    writeFileSync(join(work, `${name}.pem`), (await pemOf(name)).certificatePem);
    const { text, exitCode } = openssl('verify', '-crl_check', '-CRLfile', 'list.pem', '-CAfile', 'root.pem', '-untrusted', 'issuing.pem', `${name}.pem`);
    return exitCode === 0 ? 'good' : (/error \d+ at \d+ depth lookup: (.*)/.exec(text)?.[1] ?? text);
  };
}

describe('the list of revoked certificates, judged by openssl', () => {
  test('is signed by the issuing authority as certificates are, and has a number and an end', async () => {
    await verdicts();
    expect(openssl('crl', '-in', 'list.pem', '-noout', '-CAfile', 'issuing.pem').text).toContain('verify OK');
    const { text } = openssl('crl', '-in', 'list.pem', '-noout', '-text');
    expect(text).toContain('Version 2');
    expect(text).toContain('rsassaPss');
    expect(text).toMatch(/Salt Length: (?:32|0x20)/);
    expect(text).toContain('X509v3 CRL Number');
    expect(text).toContain('udstedende-CA 1');
  });

  test('names the revoked one and no other; the school\'s own while it is revoked', async () => {
    const before = await verdicts();
    expect([await before('good'), await before('client'), await before('revoked')]).toEqual(['good', 'good', 'certificate revoked']);
    await peer.set({ clientRevoked: true });
    const during = await verdicts();
    expect([await during('good'), await during('client'), await during('revoked')]).toEqual(['good', 'certificate revoked', 'certificate revoked']);
    await peer.set({ clientRevoked: false });
    const after = await verdicts();
    expect([await after('client'), await after('revoked')]).toEqual(['good', 'certificate revoked']);
  }, 60_000);

  test('the peer lives by it: while the school\'s own is revoked, the new one gets in', async () => {
    const statusOf = async (name: string) => {
      const { certificatePem, keyPem } = await pemOf(name);
      return peer.call('/receipts/', { client: { chainPem: certificatePem, keyPem } as Tried['client'] }).then(({ status }) => status, () => 'closed');
    };
    await peer.set({ clientRevoked: true });
    expect([await statusOf('client'), await statusOf('good'), await statusOf('revoked')]).toEqual(['closed', 200, 'closed']);
    await peer.set({ clientRevoked: false });
    expect([await statusOf('client'), await statusOf('good'), await statusOf('revoked')]).toEqual([200, 200, 'closed']);
  }, 60_000);
});
