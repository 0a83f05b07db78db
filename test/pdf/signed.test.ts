import { beforeAll, expect, test } from 'bun:test';
import fc from 'fast-check';
import { generateKeyPairSync } from 'node:crypto';
import { directDocumentWorker } from '../../src/pdf/index.ts';
import { makeAuthority, type Authority } from '../../src/sandbox/certificates/authority.ts';
import { personName } from '../../src/sandbox/certificates/names.ts';
import { makeCertificate, makeKey } from '../../src/sandbox/certificates/sign.ts';
import type { Signer } from '../../src/sandbox/signing/cms.ts';
import { anotherDocument, paintedOver } from '../../src/sandbox/signing/spoil.ts';
import { aLetter, notesOf, partsOf, sign, tool, updated, verdictOn } from '../support/signing.ts';

const hasPdfsig = Bun.which('pdfsig') !== null;
const hasOpenssl = Bun.which('openssl') !== null;
if (!hasPdfsig) console.log('2 skipped: pdfsig (poppler-utils) is the second opinion');

let authority: Authority;
let foreign: Authority;
let keyPem: string;
let letter: Uint8Array;
let signer: Signer;
let signed: Uint8Array;
const hour = 3_600_000;

function certificate(wish: { from?: number; until?: number; by?: Authority; extensions?: object[]; name?: string } = {}): Signer {
  const { issuing } = wish.by ?? authority;
  const now = Date.now();
  const made = makeCertificate({
    subject: personName(wish.name ?? 'Sofie Æble'), keyPem, issuer: issuing, notBefore: new Date(now + (wish.from ?? -hour)), notAfter: new Date(now + (wish.until ?? hour)),
    extensions: wish.extensions ?? [{ name: 'basicConstraints', cA: false, critical: true }, { name: 'keyUsage', nonRepudiation: true, critical: true }],
  });
  return { ...made, chainPem: [issuing.certificatePem] };
}
const judge = async (file: Uint8Array, more: { now?: string; askedAt?: string; roots?: string } = {}) => (await verdictOn(file, letter, { roots: authority.root.certificatePem, ...more })).faults;
const rsaPss = ['-keyopt', 'rsa_padding_mode:pss', '-keyopt', 'rsa_pss_saltlen:32'];

/** A signature made by openssl instead of by us. */
const byOpenssl = (who: Signer, options: string[] = [], key = who.keyPem) => (covered: Uint8Array) =>
  tool(['openssl', 'cms', '-sign', '-binary', ...(options.includes('-noattr') ? [] : ['-cades']), '-in', 'in', '-signer', 'c.pem', '-inkey', 'k.pem', '-certfile', 'chain.pem', '-outform', 'DER', '-out', 'out', ...options],
    { in: covered, 'c.pem': who.certificatePem, 'k.pem': key, 'chain.pem': who.chainPem.join('\n') }, 'out').output;

beforeAll(async () => {
  authority = makeAuthority(new Date(), 'Afproevning');
  foreign = makeAuthority(new Date(), 'Fremmed');
  keyPem = makeKey();
  letter = await aLetter();
  signer = certificate();
  signed = await sign(letter, signer);
}, 60_000);

test('a letter that was signed and nothing else is signed, and says by whom and when', async () => {
  const verdict = await verdictOn(signed, letter, { roots: authority.root.certificatePem });
  expect(verdict).toMatchObject({ faults: [], longTerm: false, signatures: [{ signer: 'Sofie Æble', issuer: 'Afproevning udstedende-CA 1', timeFrom: 'claimed', faults: [] }] });
  expect(Math.abs(Date.parse(verdict.signatures[0]!.signedAt!) - Date.now())).toBeLessThan(60_000);
  // Through the worker's own child too.
  const { createHash } = await import('node:crypto');
  const check = { original: { sha256: createHash('sha256').update(letter).digest('hex'), size: letter.length }, roots: authority.root.certificatePem, askedAt: new Date(Date.now() - hour).toISOString(), now: new Date().toISOString() };
  expect((await directDocumentWorker().checkSigned(signed, check)).faults).toEqual([]);
  expect((await directDocumentWorker().checkSigned(new Uint8Array(Buffer.from('hej')), check)).faults).toEqual(['unreadable']);
  expect((await directDocumentWorker().checkSigned(signed.subarray(0, 5000), check)).faults.length).toBeGreaterThan(0);
});

test.skipIf(!hasPdfsig || !hasOpenssl)('openssl and poppler say the same of what the sandbox signs', async () => {
  const { covered, cms } = partsOf(signed);
  const files = { cms, covered, 'root.pem': authority.root.certificatePem };
  const verify = (content: Uint8Array) => tool(['openssl', 'cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', 'cms', '-content', 'covered', '-CAfile', 'root.pem', '-purpose', 'any', '-out', '/dev/null'], { ...files, covered: content });
  expect(verify(covered).text).toContain('CAdES Verification successful');
  expect(verify(covered.slice(0, -1)).ok).toBe(false);
  const two = await sign(signed, certificate({ name: 'Mor Æble' }));
  const { text } = tool(['pdfsig', 'two.pdf'], { 'two.pdf': two });
  expect(text.match(/Signature is Valid/g)?.length).toBe(2);
  expect(text).toContain('Total document signed');
  expect(text).toContain('Mor Æble');
  expect((await verdictOn(two, letter, { roots: authority.root.certificatePem })).signatures.map((each) => each.signer)).toEqual(['Sofie Æble', 'Mor Æble']);
  expect(await judge(two)).toEqual([]);
});

test.skipIf(!hasOpenssl)('signatures of others are read: RSA-PSS, elliptic curves, SHA-384 and 512; a digest that proves nothing any more is not', async () => {
  for (const options of [[], ['-md', 'sha384'], ['-md', 'sha512', ...rsaPss], ['-nosmimecap', ...rsaPss]]) expect(await judge(await sign(letter, signer, { sign: byOpenssl(signer, options) }))).toEqual([]);
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = ec.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const request = tool(['openssl', 'req', '-new', '-key', 'k.pem', '-subj', '/C=DK/CN=Kurt Kurve', '-out', 'r.pem'], { 'k.pem': key }, 'r.pem').output;
  const made = tool(['openssl', 'x509', '-req', '-in', 'r.pem', '-CA', 'ca.pem', '-CAkey', 'cak.pem', '-days', '2', '-set_serial', '77', '-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32', '-out', 'c.pem'],
    { 'r.pem': request, 'ca.pem': authority.issuing.certificatePem, 'cak.pem': authority.issuing.keyPem }, 'c.pem').output;
  const kurt = { certificatePem: Buffer.from(made).toString(), keyPem: key, chainPem: [authority.issuing.certificatePem] };
  expect(await judge(await sign(letter, kurt, { sign: byOpenssl(kurt, ['-md', 'sha256']) }))).toEqual([]);
  expect(await judge(await sign(letter, signer, { sign: byOpenssl(signer, ['-md', 'sha1']) }))).toEqual(['weak']);
  // Without the content's digest among what is signed, without attributes at all, and with the document inside.
  expect(await judge(await sign(letter, signer, { sign: byOpenssl(signer, ['-noattr']) }))).not.toEqual([]);
  expect(await judge(await sign(letter, signer, { sign: byOpenssl(signer, ['-nocerts']) }))).toEqual(['damaged']);
}, 60_000);

test('certificates: of a foreign authority, ended, not begun, not for signing, without what lies between', async () => {
  expect(await judge(await sign(letter, certificate({ by: foreign })))).toEqual(['untrusted']);
  expect(await judge(await sign(letter, certificate({ from: -3 * hour, until: -hour })))).toEqual(['certificate_expired']);
  expect(await judge(await sign(letter, certificate({ from: hour / 2, until: hour })))).toEqual(['certificate_not_yet_valid']);
  expect(await judge(await sign(letter, { ...signer, chainPem: [] }))).toEqual(['untrusted']);
  expect(await judge(signed, { roots: '' })).toEqual(['untrusted']);
  expect(await judge(signed, { roots: 'nonsense' })).toEqual(['untrusted']);
  const uses = (...extra: object[]) => certificate({ extensions: [{ name: 'basicConstraints', cA: false, critical: true }, ...extra] });
  expect(await judge(await sign(letter, uses({ name: 'keyUsage', keyEncipherment: true, critical: true })))).toEqual(['certificate_use']);
  expect(await judge(await sign(letter, uses({ name: 'extKeyUsage', serverAuth: true })))).toEqual(['certificate_use']);
  expect(await judge(await sign(letter, uses({ name: 'extKeyUsage', emailProtection: true })))).toEqual([]);
  // A certificate of the right authority cannot issue another.
  const between = certificate({ name: 'Selvbestaltet' });
  const forged = makeCertificate({ subject: personName('Hvem som helst'), keyPem, issuer: between, notBefore: new Date(Date.now() - hour), notAfter: new Date(Date.now() + hour), extensions: [{ name: 'keyUsage', nonRepudiation: true }] });
  expect(await judge(await sign(letter, { ...forged, chainPem: [between.certificatePem, authority.issuing.certificatePem] }))).toEqual(['untrusted']);
});

test('a certificate for one hour is good for ever after: it is judged by when it was used', async () => {
  const later = new Date(Date.now() + 400 * 24 * hour).toISOString();
  expect(await judge(signed, { now: later })).toEqual([]);
  // Signed before it was asked for, or after it came back: not this time.
  expect(await judge(signed, { askedAt: new Date(Date.now() + hour).toISOString(), now: later })).toEqual(['time']);
  expect(await judge(signed, { askedAt: new Date(Date.now() - 5 * hour).toISOString(), now: new Date(Date.now() - 2 * hour).toISOString() })).toEqual(['time']);
});

test('another document, a painted page, a change afterwards, a note, an act: each is seen, whatever the bytes sent say', async () => {
  expect(await judge(await sign(await anotherDocument('x'), signer))).toEqual(['other_document']);
  expect(await judge(letter)).toEqual(['no_signature']);
  expect(await judge(await sign(await paintedOver(letter), signer))).toEqual(['content']);
  expect(await judge(await paintedOver(signed))).toEqual(['content', 'changed_after']);
  const note = (kind: string) => `<< /Type /Annot /Subtype /${kind} /Rect [50 50 550 800] /Contents (Jeg skylder) /F 4 >>`;
  const noted = async (pdf: Uint8Array, body: string) => {
    const notes = await notesOf(pdf);
    return updated(pdf, [body], ([ref]) => ({ page: { Annots: `[${[...notes, ref].join(' ')}]` } }));
  };
  expect(await judge(await sign(await noted(letter, note('FreeText')), signer))).toEqual(['content']);
  expect(await judge(await noted(signed, note('FreeText')))).toEqual(['content', 'changed_after']);
  // A field of a signature that covers the page with a picture of its own, and one that does something when it is clicked.
  expect(await judge(await sign(await noted(letter, '<< /Type /Annot /Subtype /Widget /FT /Sig /T (x) /Rect [0 0 595 842] /F 4 >>'), signer))).toEqual(['content']);
  expect(await judge(await sign(await noted(letter, '<< /Type /Annot /Subtype /Widget /FT /Sig /T (x) /Rect [0 0 10 10] /F 4 /A << /S /URI /URI (https://evil.example) >> >>'), signer))).toEqual(['content']);
  expect(await judge(await sign(await noted(letter, '<< /Type /Annot /Subtype /Widget /FT /Sig /T (x) /Rect [0 0 150 60] /F 4 >>'), signer))).toEqual([]);
  expect(await judge(await sign(await updated(letter, ['<< /S /JavaScript /JS (app.alert\\(1\\)) >>'], ([ref]) => ({ catalog: { OpenAction: ref!.toString() } })), signer))).toEqual(['content']);
  expect(await judge(new Uint8Array(Buffer.concat([signed, Buffer.from('% noget\n')])))).toEqual(['changed_after']);
});

test('data to prove it in years to come is no change', async () => {
  const dss = await updated(signed, ['<< /Length 3 >>\nstream\nabc\nendstream'], ([ref]) => ({ catalog: { DSS: `<< /Type /DSS /Certs [${ref!.toString()}] >>` } }));
  const verdict = await verdictOn(dss, letter, { roots: authority.root.certificatePem });
  expect([verdict.faults, verdict.longTerm]).toEqual([[], true]);
  const more = await updated(signed, ['<< /Length 3 >>\nstream\nabc\nendstream'], ([ref]) => ({ catalog: { DSS: `<< /Certs [${ref!.toString()}] >>`, OpenAction: '[0 /Fit]' } }));
  expect(await judge(more)).toEqual(['content', 'changed_after']);
});

test.skipIf(!hasOpenssl)('a time stamp is believed when its authority is, and never when it stamps something else', async () => {
  const stampedBy = (who: Authority) => {
    const tsa = makeCertificate({ subject: personName('Tidsstempler'), keyPem, issuer: who.issuing, notBefore: new Date(Date.now() - hour), notAfter: new Date(Date.now() + hour), extensions: [{ name: 'keyUsage', digitalSignature: true, critical: true }, { name: 'extKeyUsage', timeStamping: true, critical: true }] });
    const config = '[t]\nserial = serial\nsigner_cert = c.pem\ncerts = chain.pem\nsigner_key = k.pem\nsigner_digest = sha256\ndefault_policy = 1.2.3.4\ndigests = sha256\naccuracy = secs:1\ness_cert_id_alg = sha256\n';
    const request = (bytes: Uint8Array) => tool(['openssl', 'ts', '-query', '-data', 'in', '-sha256', '-cert', '-out', 'q'], { in: bytes }, 'q').output;
    return (bytes: Uint8Array) => tool(['openssl', 'ts', '-reply', '-config', 'conf', '-section', 't', '-queryfile', 'q', '-token_out', '-out', 'out'],
      { q: request(bytes), conf: config, 'c.pem': tsa.certificatePem, 'chain.pem': who.issuing.certificatePem, 'k.pem': tsa.keyPem, serial: '01' }, 'out').output;
  };
  const stamp = stampedBy(authority);
  // The signer's own clock says yesterday; the stamp tells when it was.
  const at = new Date(Date.now() - 30 * hour);
  const good = await verdictOn(await sign(letter, signer, { at, timestamp: stamp }), letter, { roots: authority.root.certificatePem });
  expect([good.faults, good.signatures[0]!.timeFrom]).toEqual([[], 'timestamp']);
  const unknown = await verdictOn(await sign(letter, signer, { timestamp: stampedBy(foreign) }), letter, { roots: authority.root.certificatePem });
  expect([unknown.faults, unknown.signatures[0]!.timeFrom]).toEqual([[], 'claimed']);
  expect(await judge(await sign(letter, signer, { at, timestamp: stampedBy(foreign) }))).toEqual(['certificate_not_yet_valid', 'time']);
  expect(await judge(await sign(letter, signer, { timestamp: () => stamp(new Uint8Array([1, 2, 3])) }))).toEqual(['damaged']);
  // The whole file stamped afterwards, as long-term signatures are.
  const whole = await sign(signed, signer, { subFilter: 'ETSI.RFC3161', sign: (covered) => stamp(covered) });
  const verdict = await verdictOn(whole, letter, { roots: authority.root.certificatePem });
  expect([verdict.faults, verdict.longTerm, verdict.signatures.length]).toEqual([[], true, 1]);
  expect(await judge(await sign(signed, signer, { subFilter: 'ETSI.RFC3161', sign: () => stamp(new Uint8Array([1])) }))).toEqual(['damaged']);
}, 60_000);

test('a range that leaves room for something else is refused', async () => {
  const text = Buffer.from(signed).toString('latin1');
  const [whole, length, after, rest] = /\/ByteRange \[0 (\d+) (\d+) (\d+)\]/.exec(text)! as unknown as [string, string, string, string];
  const range = (a: number, b: number, c: number) => {
    const out = Buffer.from(signed);
    out.write(`/ByteRange [0 ${a} ${b} ${c}]`.padEnd(whole.length), text.indexOf(whole), 'latin1');
    return new Uint8Array(out);
  };
  const [a, b, c] = [Number(length), Number(after), Number(rest)];
  for (const wrong of [range(a - 10, b, c), range(a, b + 10, c - 10), range(a, b, c - 9), range(a, b, c + 1), range(0, b, c), range(a, b, 0)]) expect(await judge(wrong)).toEqual(['byte_range']);
});

test('whichever byte is changed, the letter is signed no longer, or the same is said of it', async () => {
  const { length } = signed;
  const whole = await verdictOn(signed, letter, { roots: authority.root.certificatePem });
  // Within the signature itself some bytes say nothing that is believed: which digests are used at all, how a length is written.
  const from = Buffer.from(signed).lastIndexOf('/Contents <') + '/Contents <'.length;
  const until = Buffer.from(signed).indexOf('>', from);
  const first = [[length - 1], [letter.length], [letter.length + 1], [10], [length - 20], [from - 1], [until], [from + 5], [from + 70]];
  await fc.assert(fc.asyncProperty(fc.nat(length - 1), async (at) => {
    const spoiled = signed.slice();
    spoiled[at]! ^= 1;
    // A file that cannot even be opened is no signed letter either.
    const verdict = await verdictOn(spoiled, letter, { roots: authority.root.certificatePem }).catch(() => null);
    if (verdict === null || verdict.faults.length > 0) return;
    expect([from <= at && at < until, verdict]).toEqual([true, whole]);
  }), { numRuns: 60, examples: first.map(([n]) => [n!] as [number]) });
}, 60_000);
