import { OctetString } from 'asn1js';
import { TSTInfo, type Certificate } from 'pkijs';
import { chainFault, mayBeUsed } from './certificates.ts';
import { digestName, hash, ownBuffer, readCms } from './cms.ts';

const timeStampInfo = '1.2.840.113549.1.9.16.1.4';

/**
 * The time a token gives to `stamped` (RFC 3161), where it is whole and its authority is of the roots; null where it cannot
 * be used as proof. `whole` false: the token is not one over these bytes at all.
 */
export async function readToken(token: Uint8Array, stamped: Uint8Array, roots: Certificate[]): Promise<{ whole: boolean; at: Date | null }> {
  const cms = readCms(token, timeStampInfo);
  const content = cms?.data.encapContentInfo.eContent;
  if (!cms || !(content instanceof OctetString)) return { whole: false, at: null };
  try {
    const info = TSTInfo.fromBER(ownBuffer(new Uint8Array(content.getValue())));
    const algorithm = digestName(info.messageImprint.hashAlgorithm.algorithmId);
    if (!algorithm || Buffer.compare(hash(algorithm, stamped), Buffer.from(info.messageImprint.hashedMessage.valueBlock.valueHexView)) !== 0) return { whole: false, at: null };
    const verified = await cms.data.verify({ signer: 0, data: ownBuffer(stamped), checkChain: false }).catch(() => false);
    if (!verified) return { whole: false, at: null };
    const at = info.genTime;
    const good = mayBeUsed(cms.certificate, 'time') && (await chainFault(cms.certificate, cms.others, roots, at)) === null;
    return { whole: true, at: good ? at : null };
  } catch {
    return { whole: false, at: null };
  }
}
