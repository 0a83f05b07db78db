import { constants, sign } from 'node:crypto';
import forge from 'node-forge';
import type { Authority } from './authority.ts';

const { asn1 } = forge;
const { Class, Type } = asn1;
type Node = forge.asn1.Asn1;
const node = (type: forge.asn1.Type, constructed: boolean, value: Node[] | string): Node => asn1.create(Class.UNIVERSAL, type, constructed, value);
const sequence = (...children: Node[]) => node(Type.SEQUENCE, true, children);
const time = (at: Date) => node(Type.UTCTIME, false, asn1.dateToUtcTime(at) as unknown as string);
const integer = (hex: string) => node(Type.INTEGER, false, forge.util.hexToBytes(/^[89a-f]/i.test(hex) ? `00${hex}` : hex));

/**
 * The list of revoked certificates (X.509 CRL version 2, DER) of the issuing authority, signed as its certificates are:
 * RSASSA-PSS, SHA-256, salt of 32 bytes. Good for a day.
 * @param serials hexadecimal, with an even number of digits
 */
export function makeRevocationList({ issuing }: Authority, serials: string[], now: Date): Uint8Array {
  const issuer = asn1.fromDer(forge.pem.decode(issuing.certificatePem)[0]!.body);
  // Of the issuer's own certificate: how it was signed (2nd field) and its subject (6th of what is signed).
  const [body, algorithm] = issuer.value as Node[];
  const subject = (body!.value as Node[])[5]!;
  const revoked = serials.map((serial) => sequence(integer(serial), time(now)));
  const number = integer(Math.floor(now.getTime() / 1000).toString(16).padStart(8, '0'));
  const extension = sequence(node(Type.OID, false, asn1.oidToDer('2.5.29.20').getBytes()), node(Type.OCTETSTRING, false, asn1.toDer(number).getBytes()));
  const toSign = sequence(
    integer('01'), algorithm!, subject, time(now), time(new Date(now.getTime() + 86_400_000)),
    ...(revoked.length > 0 ? [sequence(...revoked)] : []),
    asn1.create(Class.CONTEXT_SPECIFIC, 0 as unknown as forge.asn1.Type, true, [sequence(extension)]),
  );
  const bytes = Buffer.from(asn1.toDer(toSign).getBytes(), 'binary');
  const signature = sign('sha256', bytes, { key: issuing.keyPem, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });
  const list = sequence(toSign, algorithm!, node(Type.BITSTRING, false, `\0${signature.toString('binary')}`));
  return Buffer.from(asn1.toDer(list).getBytes(), 'binary');
}
