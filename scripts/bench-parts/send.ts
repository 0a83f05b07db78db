import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeConfig } from '../../src/config.ts';
import { readPkcs12, writeMemo } from '../../src/connectors/digital-post/index.ts';
import { findUserByName } from '../../src/access/index.ts';
import { installDemo } from '../../src/demo/install.ts';
import { demoSchool } from '../../src/demo/school.ts';
import { openDeps, type Deps } from '../../src/deps.ts';
import { runJobs } from '../../src/jobs/index.ts';
import { caseFor, archiveLetter } from '../../src/archive/index.ts';
import { enqueue } from '../../src/queue/index.ts';
import { changeSettings } from '../../src/settings/index.ts';
import { barePost } from './bare-post.ts';

const concurrency = 4;

async function startPeer(folder: string, contacts: string, school: { cvr: string; name: string }) {
  const peer = Bun.spawn([process.execPath, join(import.meta.dir, '../../src/main.ts'), 'sandbox', '--folder', folder, '--port', '0', '--control-port', '0', '--contacts', contacts, '--cvr', school.cvr, '--name', school.name], { stdout: 'pipe', stderr: 'ignore' });
  const reader = peer.stdout.getReader();
  const { value } = await reader.read();
  return { peer, ...(JSON.parse(new TextDecoder().decode(value)) as { url: string; controlUrl: string }) };
}

/** A letter's PDF of about the size LibreOffice makes. */
const content = () => readFileSync(join(import.meta.dir, '../../samples/optagelsesbreve.pdf')).subarray(0, 30_000);

/** The least that sending durably can be: ready messages, the same concurrency, one flush per letter. */
async function bare(memos: { messageUuid: string; xml: Uint8Array }[], url: string, certificates: string): Promise<number> {
  const identity = await readPkcs12(readFileSync(join(certificates, 'client.p12')), readFileSync(join(certificates, 'client.password'), 'utf8').trim());
  const tls = { cert: identity.certificatePem, key: identity.keyPem, ca: readFileSync(join(certificates, 'ca.pem'), 'utf8') };
  return barePost({ url, tls, memos, concurrency, fsyncFolder: join(certificates, '..', 'bare') });
}

/** Queues `count` letters of one dispatch as preparation leaves them. */
async function queueLetters(deps: Deps, count: number): Promise<string> {
  const school = demoSchool();
  const actor = findUserByName(deps.db, 'lise')!;
  const dispatchId = deps.ids.uuid();
  const source = await deps.files.put(content());
  const now = deps.clock.now();
  deps.db.write((tx) => {
    deps.files.record(tx, source);
    tx.statement("INSERT INTO dispatches (id, state, title, source_blob_id, source_filename, source_size, created_by, created_at, updated_at, submitted_at, submitted_by) VALUES (?, 'submitted', 'Optagelsesbrev', ?, 'a.pdf', 1, ?, ?, ?, ?, ?)")
      .run(dispatchId, source.id, actor.id, now.toISOString(), now.toISOString(), now.toISOString(), actor.id);
  });
  const open = school.students.filter((student) => student.mailbox === 'REGISTERED');
  for (let n = 0; n < count; n++) {
    const student = open[n % open.length]!;
    const [sent, original] = await deps.files.putMany([content(), content()]);
    deps.db.write((tx) => {
      const letterId = deps.ids.uuid();
      const documentId = deps.ids.uuid();
      deps.files.record(tx, sent!);
      deps.files.record(tx, original!);
      const caseId = caseFor(tx, deps, { recipient: { kind: 'cpr', number: student.cpr }, name: student.name, at: now, actorId: actor.id });
      archiveLetter(tx, { documentId, caseId, dispatchId, letterId, title: 'Optagelsesbrev', documentTypeId: null, status: 'queued', sent: sent!, original: original!, filename: 'brev.pdf', pages: 2, text: '', actorId: actor.id, at: now });
      tx.statement("INSERT INTO letters (id, dispatch_id, ordinal, pages, recipient_kind, recipient_number, recipient_name, certainty, evidence, found, alternatives, state, message_uuid, document_id, sent_blob_id, updated_at) VALUES (?, ?, ?, '[1,2]', 'cpr', ?, ?, 'sure', '[]', '[]', '[]', 'queued', ?, ?, ?, ?)")
        .run(letterId, dispatchId, n + 1, student.cpr, student.name, deps.ids.uuid(), documentId, sent!.id, now.toISOString());
      enqueue(tx, { kind: 'deliver-letter', key: `deliver:${letterId}`, payload: { letterId }, runAt: now, now });
    });
  }
  return dispatchId;
}

/** `scripts/bench send`: letters handed over by the delivery process against the bare loop, in one run. */
export async function benchSend(count: number): Promise<void> {
  const school = demoSchool();
  const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-bench-'));
  const config = makeConfig({ data: 'box', digitalPost: { certificate: 'sandbox/certificates/client.p12', certificatePassword: 'sandbox/certificates/client.password', authorities: 'sandbox/certificates/ca.pem' }, logLevel: 'silent' }, folder);
  const deps = openDeps(config, 'bench');
  await installDemo(deps, { folder, peer: 'https://localhost:1/apis/v1' });
  const { peer, url, controlUrl } = await startPeer(join(folder, 'sandbox'), join(folder, 'contacts.json'), school);
  changeSettings(deps, null, { 'digitalPost.baseUrl': url, 'digitalPost.concurrency': concurrency, 'digitalPost.receiptSeconds': 3600 });
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
    const { totals } = (await (await fetch(`${controlUrl}/control/counts`)).json()) as { totals: Record<string, number> };
    console.log(`${count} letters, ${concurrency} at a time: bare loop ${Math.round(bareMs)} ms, delivery ${Math.round(ours)} ms, ratio ${(ours / bareMs).toFixed(2)} (goal 1.5)`);
    console.log(`peer: ${JSON.stringify(totals)}`);
  } finally {
    peer.kill();
    deps.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
