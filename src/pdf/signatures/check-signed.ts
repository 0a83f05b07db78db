import type { Certificate } from 'pkijs';
import type { OpenDocument } from '../engine/open-document.ts';
import type { Pdfium } from '../engine/pdfium.ts';
import { certificatesOf, chainFault, mayBeUsed, nameOf, serialOf } from './certificates.ts';
import { onlyLongTermData, onlySigned } from './changes.ts';
import { cmsFaults, hash, readCms, timesOf } from './cms.ts';
import { coveredBy } from './covered.ts';
import { readSignatures, type RawSignature } from './read-signatures.ts';
import { samePages } from './same-pages.ts';
import { readToken } from './timestamp.ts';
import type { SignatureFound, SignedCheck, SignedFault, SignedVerdict } from './types.ts';

const documentStamp = 'ETSI.RFC3161';
const subFilters = new Set(['ETSI.CAdES.detached', 'adbe.pkcs7.detached']);
/** Clocks of two machines differ. */
const clockMs = 10 * 60_000;

/**
 * Judges a signed document: that its first revision is what was sent, byte for byte; that nothing but signatures was added;
 * and each signature from its range of bytes to the root of its certificate (ETSI EN 319 142-1 and 319 102-1, as far as
 * that can be done without a network: revocation is not asked).
 */
export async function checkSigned(pdfium: Pdfium, document: OpenDocument, file: Uint8Array, check: SignedCheck): Promise<SignedVerdict> {
  const { original } = check;
  const before = file.subarray(0, original.size);
  if (before.length < original.size || hash('sha256', before).toString('hex') !== original.sha256) return { faults: ['other_document'], signatures: [], longTerm: false };
  const roots = certificatesOf(check.roots);
  const raw = readSignatures(pdfium, document.handle);
  const stamps = raw.filter(({ subFilter }) => subFilter === documentStamp);
  const signatures = await Promise.all(raw.filter(({ subFilter }) => subFilter !== documentStamp).map((each) => judge(each, file, roots, check)));
  const whole = new Set<SignedFault>(signatures.flatMap(({ faults }) => faults));
  if (signatures.length === 0) whole.add('no_signature');
  for (const stamp of stamps) for (const fault of await stampFaults(stamp, file, roots)) whole.add(fault);
  const fault = await endFault(raw, file);
  if (fault) whole.add(fault);
  if (!samePages(pdfium, before, document) || !(await onlySigned(before, file))) whole.add('content');
  return { faults: order.filter((each) => whole.has(each)), signatures, longTerm: stamps.length > 0 || /\/DSS\b/.test(Buffer.from(file.subarray(original.size)).toString('latin1')) };
}

/** What is said first: what makes the rest pointless. */
const order: SignedFault[] = ['unreadable', 'other_document', 'no_signature', 'content', 'changed_after', 'byte_range', 'digest', 'damaged', 'signature', 'weak', 'untrusted', 'certificate_use', 'certificate_expired', 'certificate_not_yet_valid', 'time'];

/** The last signature or stamp reaches the end of the file, or what follows it is data to prove it later. */
async function endFault(all: RawSignature[], file: Uint8Array): Promise<SignedFault | null> {
  const end = Math.max(0, ...all.map((each) => coveredBy(each, file)?.end ?? 0));
  if (end === 0 || end === file.length) return null;
  return (await onlyLongTermData(file.subarray(0, end), file)) ? null : 'changed_after';
}

/** A stamp of the whole document must be whole; that its authority is unknown here only makes it worth nothing. */
async function stampFaults(stamp: RawSignature, file: Uint8Array, roots: Certificate[]): Promise<SignedFault[]> {
  const covered = coveredBy(stamp, file);
  if (!covered) return ['byte_range'];
  return (await readToken(trimmed(stamp.contents), covered.bytes, roots)).whole ? [] : ['damaged'];
}

/** The DER at the start of the room that was kept for it. */
function trimmed(contents: Uint8Array): Uint8Array {
  let end = contents.length;
  while (end > 0 && contents[end - 1] === 0) end--;
  // A signature may end in zeros of its own: the outer length says.
  const length = contents[1] === 0x82 ? ((contents[2]! << 8) | contents[3]!) + 4 : contents[1] === 0x81 ? contents[2]! + 3 : contents[1]! + 2;
  return contents.subarray(0, Math.max(end, Math.min(length, contents.length)));
}

async function judge(raw: RawSignature, file: Uint8Array, roots: Certificate[], check: SignedCheck): Promise<SignatureFound> {
  const nobody = { signer: '', issuer: '', serialNumber: '', signedAt: null, timeFrom: null };
  const covered = coveredBy(raw, file);
  if (!covered) return { ...nobody, faults: ['byte_range'] };
  const cms = subFilters.has(raw.subFilter) ? readCms(raw.contents) : null;
  if (!cms) return { ...nobody, faults: ['damaged'] };
  const { claimed, token, signature } = timesOf(cms);
  const stamped = token ? await readToken(token, signature, roots) : null;
  const at = stamped?.at ?? raw.claimedAt ?? claimed;
  const faults = new Set<SignedFault>(await cmsFaults(cms, covered.bytes));
  if (stamped && !stamped.whole) faults.add('damaged');
  if (!mayBeUsed(cms.certificate, 'signing')) faults.add('certificate_use');
  if (!at || at.getTime() < Date.parse(check.askedAt) - clockMs || at.getTime() > Date.parse(check.now) + clockMs) faults.add('time');
  const chain = await chainFault(cms.certificate, cms.others, roots, at ?? new Date(check.now));
  if (chain) faults.add(chain);
  return {
    signer: nameOf(cms.certificate, 'subject'), issuer: nameOf(cms.certificate, 'issuer'), serialNumber: serialOf(cms.certificate),
    signedAt: at?.toISOString() ?? null, timeFrom: stamped?.at ? 'timestamp' : at ? 'claimed' : null, faults: [...faults],
  };
}
