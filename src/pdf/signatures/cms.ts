import { fromBER, ObjectIdentifier, OctetString, Sequence, UTCTime, GeneralizedTime, type BaseBlock } from 'asn1js';
import { createHash } from 'node:crypto';
import { Certificate, ContentInfo, IssuerAndSerialNumber, SignedData, type SignerInfo } from 'pkijs';
import { derOf } from './certificates.ts';
import type { SignedFault } from './types.ts';

const ids = {
  data: '1.2.840.113549.1.7.1', signedData: '1.2.840.113549.1.7.2', contentType: '1.2.840.113549.1.9.3', messageDigest: '1.2.840.113549.1.9.4', signingTime: '1.2.840.113549.1.9.5',
  signingCertificate: '1.2.840.113549.1.9.16.2.12', signingCertificateV2: '1.2.840.113549.1.9.16.2.47', timeStampToken: '1.2.840.113549.1.9.16.2.14',
};
const hashes: Record<string, 'sha1' | 'sha256' | 'sha384' | 'sha512'> = { '1.3.14.3.2.26': 'sha1', '2.16.840.1.101.3.4.2.1': 'sha256', '2.16.840.1.101.3.4.2.2': 'sha384', '2.16.840.1.101.3.4.2.3': 'sha512' };

export const hash = (algorithm: string, bytes: Uint8Array): Buffer => createHash(algorithm).update(bytes).digest();
/** The name of a digest that still proves something; null for any other. */
export const digestName = (oid: string): string | null => (hashes[oid] && hashes[oid] !== 'sha1' ? hashes[oid]! : null);
/** A copy of its own, as the library wants it. */
export const ownBuffer = (bytes: Uint8Array): ArrayBuffer => bytes.slice().buffer as ArrayBuffer;

export type CmsRead = { data: SignedData; info: SignerInfo; certificate: Certificate; others: Certificate[] };

/** A CMS SignedData with one signer whose certificate is in it; null for anything else. What follows the DER must be empty room. */
export function readCms(bytes: Uint8Array, content = ids.data): CmsRead | null {
  try {
    const { offset, result } = fromBER(ownBuffer(bytes));
    if (offset <= 0 || bytes.subarray(offset).some((byte) => byte !== 0)) return null;
    const outer = new ContentInfo({ schema: result });
    if (outer.contentType !== ids.signedData) return null;
    const data = new SignedData({ schema: outer.content });
    const [info, ...more] = data.signerInfos;
    if (!info || more.length > 0 || data.encapContentInfo.eContentType !== content) return null;
    // The content of a signature in a PDF lies in the PDF; a second one inside would be another document.
    if (content === ids.data && data.encapContentInfo.eContent) return null;
    const certificates = (data.certificates ?? []).filter((each) => each instanceof Certificate);
    const certificate = certificates.find((each) => isOf(info, each));
    return certificate ? { data, info, certificate, others: certificates.filter((each) => each !== certificate) } : null;
  } catch {
    return null;
  }
}

function isOf({ sid }: SignerInfo, certificate: Certificate): boolean {
  if (sid instanceof IssuerAndSerialNumber) return certificate.issuer.isEqual(sid.issuer) && certificate.serialNumber.isEqual(sid.serialNumber);
  const key = certificate.extensions?.find((each) => each.extnID === '2.5.29.14')?.parsedValue as unknown;
  return key instanceof OctetString && sid instanceof OctetString && key.isEqual(sid);
}

const attribute = (info: SignerInfo, type: string, where: 'signedAttrs' | 'unsignedAttrs' = 'signedAttrs'): BaseBlock[] | null =>
  (info[where]?.attributes.find((each) => each.type === type)?.values as BaseBlock[] | undefined) ?? null;

/**
 * Whether a signature is one over `content`: the digest among what is signed is its digest, the certificate named there is
 * the signer's, and it was made with that certificate's key (RFC 5652, 5.4 and 5.6; RFC 5035).
 */
export async function cmsFaults({ data, info, certificate }: CmsRead, content: Uint8Array): Promise<SignedFault[]> {
  const algorithm = digestName(info.digestAlgorithm.algorithmId);
  if (!algorithm) return ['weak'];
  const [type] = attribute(info, ids.contentType) ?? [];
  const [digest] = attribute(info, ids.messageDigest) ?? [];
  if (!(type instanceof ObjectIdentifier) || !(digest instanceof OctetString) || type.valueBlock.toString() !== data.encapContentInfo.eContentType) return ['damaged'];
  if (Buffer.compare(hash(algorithm, content), Buffer.from(digest.valueBlock.valueHexView)) !== 0) return ['digest'];
  if (!namesItsCertificate(info, certificate)) return ['signature'];
  const verified = await data.verify({ signer: 0, data: ownBuffer(content), checkChain: false }).catch(() => false);
  return verified ? [] : ['signature'];
}

/** A signature that says which certificate it was made with must mean this one; an old kind says nothing. */
function namesItsCertificate(info: SignerInfo, certificate: Certificate): boolean {
  const [v2] = attribute(info, ids.signingCertificateV2) ?? [];
  const [v1] = attribute(info, ids.signingCertificate) ?? [];
  const named = v2 ?? v1;
  if (!named) return true;
  try {
    const first = ((named as Sequence).valueBlock.value[0] as Sequence).valueBlock.value[0] as Sequence;
    const [head, second] = first.valueBlock.value;
    const stated = head instanceof Sequence ? (head.valueBlock.value[0] as ObjectIdentifier).valueBlock.toString() : null;
    const value = (head instanceof OctetString ? head : second) as OctetString;
    const algorithm = v2 ? (stated === null ? 'sha256' : hashes[stated]) : 'sha1';
    return algorithm !== undefined && Buffer.compare(hash(algorithm, derOf(certificate)), Buffer.from(value.valueBlock.valueHexView)) === 0;
  } catch {
    return false;
  }
}

/** The time the signer's machine says, and the token of a time stamp authority over the signature, where there is one. */
export function timesOf({ info }: CmsRead): { claimed: Date | null; token: Uint8Array | null; signature: Uint8Array } {
  const [time] = attribute(info, ids.signingTime) ?? [];
  const [token] = attribute(info, ids.timeStampToken, 'unsignedAttrs') ?? [];
  return {
    claimed: time instanceof UTCTime || time instanceof GeneralizedTime ? time.toDate() : null,
    token: token ? new Uint8Array(token.toBER(false)) : null,
    signature: new Uint8Array(info.signature.valueBlock.valueHexView),
  };
}
