import { createPrivateKey, X509Certificate } from 'node:crypto';
import forge from 'node-forge';

/** Runs as a process of its own: reads `{file: base64, password}` as JSON from its input, prints the PEM texts or `{problem}`. */

// forge gives PBES2 a password's letters as Latin-1, where every other program gives the bytes of UTF-8:
// without this a password with æ, ø or å would be called wrong. The MAC of the file forge has right.
type Pbe = { getCipherForPBES2(oid: string, parameters: unknown, password: string): unknown };
const { pbe } = forge.pki as unknown as { pbe: Pbe };
const cipherOfBytes = pbe.getCipherForPBES2;
pbe.getCipherForPBES2 = (oid, parameters, password) => cipherOfBytes(oid, parameters, forge.util.encodeUtf8(password));

const pemOf = (asn1: forge.asn1.Asn1): string =>
  forge.pem.encode({ type: 'CERTIFICATE', body: forge.asn1.toDer(asn1).getBytes() }).replace(/\r/g, '');

function open(file: string, password: string): forge.pkcs12.Pkcs12Pfx | string {
  let asn1: forge.asn1.Asn1;
  try {
    asn1 = forge.asn1.fromDer(forge.util.decode64(file));
  } catch {
    return 'certificate.damaged';
  }
  try {
    return forge.pkcs12.pkcs12FromAsn1(asn1, password);
  } catch (error) {
    return /password|MAC could not be verified|decrypt/i.test(String(error)) ? 'certificate.wrong_password' : 'certificate.damaged';
  }
}

type Bag = forge.pkcs12.Bag & { asn1: forge.asn1.Asn1 };

function keyPemOf(pfx: forge.pkcs12.Pkcs12Pfx): string | null {
  for (const type of [forge.pki.oids.pkcs8ShroudedKeyBag!, forge.pki.oids.keyBag!]) {
    const bag = pfx.getBags({ bagType: type })[type]?.[0] as Bag | undefined;
    if (bag?.key) return forge.pki.privateKeyInfoToPem(forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(bag.key))).replace(/\r/g, '');
    if (bag?.asn1) return forge.pki.privateKeyInfoToPem(bag.asn1).replace(/\r/g, '');
  }
  return null;
}

/** forge only unpacks; the certificates are read by the runtime, which knows every signature. */
function contents(pfx: forge.pkcs12.Pkcs12Pfx) {
  const keyPem = keyPemOf(pfx);
  if (keyPem === null) return { problem: 'certificate.no_key' };
  const type = forge.pki.oids.certBag!;
  const pems = (pfx.getBags({ bagType: type })[type] ?? []).map((bag) => {
    const { cert, asn1 } = bag as Bag;
    return pemOf(cert ? forge.pki.certificateToAsn1(cert) : asn1);
  });
  const key = createPrivateKey(keyPem);
  const certificates = pems.map((pem) => ({ pem, certificate: new X509Certificate(pem) }));
  const own = certificates.find(({ certificate }) => certificate.checkPrivateKey(key));
  if (own === undefined) return { problem: 'certificate.no_key' };
  const isRoot = (certificate: X509Certificate) => certificate.subject === certificate.issuer;
  const others = certificates.filter((one) => one !== own);
  return {
    certificatePem: [own, ...others.filter(({ certificate }) => !isRoot(certificate))].map(({ pem }) => pem).join(''),
    keyPem,
    caPem: others.filter(({ certificate }) => isRoot(certificate)).map(({ pem }) => pem).join(''),
  };
}

function answer(file: string, password: string) {
  const pfx = open(file, password);
  if (typeof pfx === 'string') return { problem: pfx };
  try {
    return contents(pfx);
  } catch {
    return { problem: 'certificate.damaged' };
  }
}

const { file, password } = (await Bun.stdin.json()) as { file: string; password: string };
process.stdout.write(JSON.stringify(answer(file, password)));
