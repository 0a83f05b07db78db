import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import forge from 'node-forge';
import { makeAuthority, makeClientCertificate, readAuthority, type ClientCertificate } from '../../src/sandbox/index.ts';
import { letter, school, tryPeer, type Tried } from './peer.ts';

let peer: Tried;
beforeAll(async () => {
  peer = await tryPeer();
});
afterAll(() => peer.end());

const day = 24 * 3600_000;
const made = (wish: Partial<Parameters<typeof makeClientCertificate>[0]>) => makeClientCertificate({ ...school, signedBy: readAuthority(peer.folder), ...wish });

/** Calls with that certificate and expects the handshake, not the API, to say no. */
async function refused(client: ClientCertificate): Promise<void> {
  const before = await peer.control('/counts');
  await expect(peer.call('/receipts/', { client })).rejects.toThrow();
  await expect(peer.post(letter(), { client })).rejects.toThrow();
  expect(await peer.control('/counts')).toEqual(before);
}

describe('who may call', () => {
  test('nobody without a certificate', () => expect(peer.call('/receipts/', { client: null })).rejects.toThrow());
  test('nobody with an expired one', () => refused(made({ notBefore: new Date(Date.now() - 9 * day), notAfter: new Date(Date.now() - day) })));
  test('nobody with one that is not valid yet', () => refused(made({ notBefore: new Date(Date.now() + day), notAfter: new Date(Date.now() + 9 * day) })));
  test('nobody with one of another authority', () => refused(made({ signedBy: makeAuthority() })));

  test('another organisation is told that it is not the sender', async () => {
    const answer = await peer.post(letter(), { client: made({ cvr: '87654321', name: 'En anden' }) });
    expect([answer.status, answer.json.code]).toEqual([403, 'sender.not.allowed']);
  });

  test('a certificate without a CVR number opens nothing', async () => {
    const answer = await peer.call('/receipts/', { client: made({ cvr: 'UKENDT' }) });
    expect([answer.status, answer.json.code]).toEqual([403, 'certificate.without.cvr']);
  });

  test('receipts are shown to their sender only', async () => {
    expect((await peer.post(letter())).status).toBe(201);
    const own = await peer.call('/receipts/');
    expect(own.json.totalElements).toBe(1);
    const other = made({ cvr: '87654321', name: 'En anden' });
    expect((await peer.call('/receipts/', { client: other })).json.totalElements).toBe(0);
    expect((await peer.call(`/receipts/${own.json.content[0]}`, { client: other })).status).toBe(404);
  });

  test('the token is asked for when it is set', async () => {
    await peer.set({ apiToken: 'abc' });
    expect((await peer.call('/receipts/')).status).toBe(401);
    expect((await peer.post(letter(), { headers: { authorization: 'Basic abd' } })).status).toBe(401);
    expect((await peer.post(letter(), { headers: { authorization: 'Basic abc' } })).status).toBe(201);
    await peer.set({ apiToken: '' });
  });
});

describe('the certificates made at first start', () => {
  test('client.p12 opens with its password, names the school as OCES3 does, and works by node:https', async () => {
    const folder = join(peer.folder, 'certificates');
    const sealed = forge.asn1.fromDer(readFileSync(join(folder, 'client.p12')).toString('binary'));
    const opened = forge.pkcs12.pkcs12FromAsn1(sealed, readFileSync(join(folder, 'client.password'), 'utf8'));
    const { certBag, pkcs8ShroudedKeyBag } = forge.pki.oids as Record<'certBag' | 'pkcs8ShroudedKeyBag', string>;
    const chain = opened.getBags({ bagType: certBag })[certBag]!.map((bag) => forge.pki.certificateToPem(bag.cert!));
    const key = forge.pki.privateKeyToPem(opened.getBags({ bagType: pkcs8ShroudedKeyBag })[pkcs8ShroudedKeyBag]![0]!.key!);
    const subject = forge.pki.certificateFromPem(chain[0]!).subject.attributes.map((entry) => [entry.type, entry.value]);
    expect(subject).toContainEqual(['2.5.4.97', 'NTRDK-12345678']);
    expect(subject.find(([type]) => type === '2.5.4.5')?.[1]).toMatch(/^UI:DK-O:G:[\da-f-]{36}$/);
    const status = await new Promise((resolve, reject) => {
      request(`${peer.url}/receipts/`, { cert: chain.join(''), key, ca: readFileSync(join(folder, 'ca.pem')), agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).on('error', reject).end();
    });
    expect(status).toBe(200);
  });

  test('three tiers, signed RSASSA-PSS', () => {
    const { root, issuing } = readAuthority(peer.folder);
    const [leaf, middle, top] = [peer.client.certificatePem, issuing.certificatePem, root.certificatePem].map((pem) => new X509Certificate(pem));
    expect(leaf!.verify(middle!.publicKey)).toBe(true);
    expect(middle!.verify(top!.publicKey)).toBe(true);
    const pss = forge.pki.oids['RSASSA-PSS'];
    for (const pem of [peer.client.certificatePem, issuing.certificatePem, root.certificatePem]) {
      expect(forge.pki.certificateFromPem(pem).signatureOid).toBe(pss!);
    }
  });
});
