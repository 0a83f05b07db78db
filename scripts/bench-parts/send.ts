import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPkcs12, writeMemo } from '../../src/connectors/digital-post/index.ts';
import { demoSchool } from '../../src/demo/school.ts';
import { runJobs } from '../../src/jobs/index.ts';
import { barePost } from './bare-post.ts';
import { concurrency, content, openSendBox, queueLetters } from './send-box.ts';

/** The least that sending durably can be: ready messages, the same concurrency, one flush per letter. */
async function bare(memos: { messageUuid: string; xml: Uint8Array }[], url: string, certificates: string): Promise<number> {
  const identity = await readPkcs12(readFileSync(join(certificates, 'client.p12')), readFileSync(join(certificates, 'client.password'), 'utf8').trim());
  const tls = { cert: identity.certificatePem, key: identity.keyPem, ca: readFileSync(join(certificates, 'ca.pem'), 'utf8') };
  return barePost({ url, tls, memos, concurrency, fsyncFolder: join(certificates, '..', 'bare') });
}

/** `scripts/bench send`: letters handed over by the delivery process against the bare loop, in one run. */
export async function benchSend(count: number): Promise<void> {
  const school = demoSchool();
  const box = await openSendBox();
  const { deps, folder, url } = box;
  // Receipts come afterwards: those of the bare loop would otherwise be fetched while ours is measured.
  await box.control({ receiptDelayMs: 3_600_000 });
  try {
    const recipient = school.students.find((student) => student.mailbox === 'REGISTERED')!;
    const memos = Array.from({ length: count }, () => {
      const uuid = deps.ids.uuid();
      return { messageUuid: uuid, xml: writeMemo({ messageUuid: uuid, label: 'Optagelsesbrev', sender: { cvr: school.cvr, label: school.name, contactPointId: null }, recipient: { kind: 'cpr', number: recipient.cpr, label: recipient.name }, replyAllowed: false, caseId: null, createdAt: new Date(), doNotDeliverUntil: null, document: { filename: 'brev.pdf', mime: 'application/pdf', content: content() } }) };
    });
    const bareMs = await bare(memos, url, join(folder, 'sandbox/certificates'));
    const dispatchId = await queueLetters(deps, count);
    const stopping = new AbortController();
    const started = performance.now();
    const running = runJobs(deps, stopping.signal);
    const left = () => (deps.db.statement("SELECT count(*) AS n FROM letters WHERE dispatch_id = ? AND state IN ('queued', 'sending')").get(dispatchId) as { n: number }).n;
    while (left() > 0) await Bun.sleep(50);
    const ours = performance.now() - started;
    stopping.abort();
    await running;
    console.log(`${count} letters, ${concurrency} at a time: bare loop ${Math.round(bareMs)} ms, delivery ${Math.round(ours)} ms, ratio ${(ours / bareMs).toFixed(2)} (goal 1.5)`);
    console.log(`peer: ${JSON.stringify(await box.totals())}`);
  } finally {
    box.close();
  }
}
