import { randomUUID } from 'node:crypto';
import forge from 'node-forge';

const utf8 = forge.asn1.Type.UTF8 as unknown as forge.asn1.Class;

/** One attribute of a distinguished name, by its object identifier. */
function attribute(type: string, value: string): forge.pki.CertificateField {
  return type === '2.5.4.6' ? { type, value } : { type, value, valueTagClass: utf8 };
}

/** The subject of an authority, in the shape of the OCES3 test authorities (facts: digital-post 4). */
export function authorityName(commonName: string): forge.pki.CertificateField[] {
  return [
    attribute('2.5.4.6', 'DK'),
    attribute('2.5.4.10', 'Elevarkiv sandkasse'),
    attribute('2.5.4.11', 'Test - cti'),
    attribute('2.5.4.3', commonName),
  ];
}

/**
 * The subject of an OCES3 certificate: the CVR number stands in 2.5.4.97 as `NTRDK-<CVR>`, the kind in serialNumber:
 * O for an organisation or its system, E for an employee.
 */
export function clientName(cvr: string | null, name: string, kind: 'O' | 'E'): forge.pki.CertificateField[] {
  return [
    attribute('2.5.4.6', 'DK'),
    ...(cvr === null ? [] : [attribute('2.5.4.97', `NTRDK-${cvr}`)]),
    attribute('2.5.4.10', name),
    attribute('2.5.4.5', `UI:DK-${kind}:G:${randomUUID()}`),
    attribute('2.5.4.3', name),
  ];
}

/** The subject of a person's certificate for one signature: their name and an id that says nothing of them. */
export function personName(name: string): forge.pki.CertificateField[] {
  return [attribute('2.5.4.6', 'DK'), attribute('2.5.4.5', `UI:DK-P:G:${randomUUID()}`), attribute('2.5.4.3', name.slice(0, 64))];
}

/**
 * The CVR number (8 digits) of a certificate in DER, from 2.5.4.97, or null where it names none.
 * Read from the certificate itself: the runtime's parsed subject does not name this attribute everywhere.
 */
export function cvrOfCertificate(der: Uint8Array): string | null {
  const asn1 = forge.asn1.fromDer(forge.util.createBuffer(Buffer.from(der).toString('binary')));
  const subject = forge.pki.certificateFromAsn1(asn1).subject.attributes;
  const found = subject.find((entry) => entry.type === '2.5.4.97')?.value;
  return /^NTRDK-(\d{8})$/.exec(typeof found === 'string' ? found : '')?.[1] ?? null;
}
