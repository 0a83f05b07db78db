import { Problem } from '../../core/errors.ts';
import { describeCertificate } from './certificate.ts';

export type Pkcs12 = {
  /** The sender's certificate, followed by the intermediate ones that came with it. */
  certificatePem: string;
  keyPem: string;
  /** The self-signed roots that came with it; may be empty. They sign the sender, not necessarily the peer. */
  caPem: string;
  cvr: string | null;
  notBefore: Date;
  notAfter: Date;
  subject: string;
};

type ChildAnswer = { certificatePem: string; keyPem: string; caPem: string } | { problem: string };

const child = new URL('./pkcs12-child.ts', import.meta.url).pathname;
const longestMilliseconds = 60_000;

/**
 * Opens a PKCS#12 (.p12) as the certificate authority delivers it (facts: digital-post 4). Done in a
 * process of its own: files of today stretch the password by 100,000 rounds, seconds in which nothing else
 * would run. The password goes through the child's input, never its arguments.
 * Throws Problem invalid certificate.wrong_password, certificate.damaged or certificate.no_key.
 */
export async function readPkcs12(bytes: Uint8Array, password: string): Promise<Pkcs12> {
  const input = JSON.stringify({ file: Buffer.from(bytes).toString('base64'), password });
  const process_ = Bun.spawn([process.execPath, child], {
    stdin: new TextEncoder().encode(input), stdout: 'pipe', stderr: 'ignore', timeout: longestMilliseconds, env: {},
  });
  const text = await new Response(process_.stdout).text();
  let answer: ChildAnswer;
  try {
    answer = JSON.parse(text) as ChildAnswer;
  } catch (cause) {
    throw new Problem('invalid', 'certificate.damaged', {}, cause);
  }
  if ('problem' in answer) throw new Problem('invalid', answer.problem);
  const { cvr, notBefore, notAfter, subject } = describeCertificate(answer.certificatePem);
  return { ...answer, cvr, notBefore, notAfter, subject };
}
