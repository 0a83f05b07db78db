import { createHash, sign } from 'node:crypto';
import forge from 'node-forge';

const { asn1 } = forge;
const { Class, Type } = asn1;
type Node = forge.asn1.Asn1;

const node = (type: forge.asn1.Type, constructed: boolean, value: Node[] | string): Node => asn1.create(Class.UNIVERSAL, type, constructed, value);
const sequence = (...children: Node[]) => node(Type.SEQUENCE, true, children);
const set = (...children: Node[]) => node(Type.SET, true, children);
const oid = (name: string) => node(Type.OID, false, asn1.oidToDer(name).getBytes());
const octets = (bytes: Uint8Array) => node(Type.OCTETSTRING, false, Buffer.from(bytes).toString('binary'));
const integer = (value: number) => node(Type.INTEGER, false, String.fromCharCode(value));
const tagged = (number: number, children: Node[]): Node => asn1.create(Class.CONTEXT_SPECIFIC, number as forge.asn1.Type, true, children);
const der = (of: Node): Buffer => Buffer.from(asn1.toDer(of).getBytes(), 'binary');
const parsed = (bytes: Uint8Array): Node => asn1.fromDer(forge.util.createBuffer(Buffer.from(bytes).toString('binary')));
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

const oids = {
  data: '1.2.840.113549.1.7.1', signedData: '1.2.840.113549.1.7.2', contentType: '1.2.840.113549.1.9.3', messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47', timeStampToken: '1.2.840.113549.1.9.16.2.14',
  sha256: '2.16.840.1.101.3.4.2.1', rsa: '1.2.840.113549.1.1.1',
};

const attribute = (type: string, value: Node) => sequence(oid(type), set(value));
const algorithm = (type: string) => sequence(oid(type), node(Type.NULL, false, ''));
/** DER orders the members of a SET by their bytes; the order is part of what is signed. */
const ordered = (attributes: Node[]) => attributes.map((each) => ({ each, bytes: der(each) })).sort((a, b) => Buffer.compare(a.bytes, b.bytes)).map(({ each }) => each);

export type Signer = { certificatePem: string; keyPem: string; /** Between the signer's own and the root, PEM. */ chainPem: string[] };

/**
 * A CMS SignedData over bytes that lie elsewhere, as PAdES baseline B wants it (ETSI EN 319 142-1, EN 319 122-1): SHA-256
 * with RSA, the content's digest and the signer's certificate among what is signed, no time (that stands in the PDF).
 * `timestamp` makes a token over the signature itself, for baseline T.
 */
export function signedData({ certificatePem, keyPem, chainPem }: Signer, content: Uint8Array, timestamp?: (signature: Uint8Array) => Uint8Array): Uint8Array {
  const certificates = [certificatePem, ...chainPem].map((pem) => Buffer.from(forge.pem.decode(pem)[0]!.body, 'binary'));
  const [mine] = certificates as [Buffer];
  const body = (parsed(mine).value as Node[])[0]!.value as Node[];
  // Of the certificate: [0] version, serial number, algorithm, issuer ...
  const issuerAndSerial = sequence(body[3]!, body[1]!);
  const attributes = ordered([
    attribute(oids.contentType, oid(oids.data)),
    attribute(oids.messageDigest, octets(sha256(content))),
    attribute(oids.signingCertificateV2, sequence(sequence(sequence(octets(sha256(mine)))))),
  ]);
  const signature = sign('sha256', der(set(...attributes)), keyPem);
  const unsigned = timestamp ? [tagged(1, [attribute(oids.timeStampToken, parsed(timestamp(signature)))])] : [];
  const info = sequence(integer(1), issuerAndSerial, algorithm(oids.sha256), tagged(0, attributes), algorithm(oids.rsa), octets(signature), ...unsigned);
  const data = sequence(integer(1), set(algorithm(oids.sha256)), sequence(oid(oids.data)), tagged(0, certificates.map(parsed)), set(info));
  return new Uint8Array(der(sequence(oid(oids.signedData), tagged(0, [data]))));
}
