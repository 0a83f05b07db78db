import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findUserByName } from '../../src/access/index.ts';
import { archiveLetter, caseFor } from '../../src/archive/index.ts';
import { readPkcs12, writeMemo } from '../../src/connectors/digital-post/index.ts';
import { readConfig } from '../../src/config.ts';
import { installDemo } from '../../src/demo/install.ts';
import { demoSchool } from '../../src/demo/school.ts';
import { openDeps, type Deps } from '../../src/deps.ts';
import { enqueue } from '../../src/queue/index.ts';
import { changeSettings } from '../../src/settings/index.ts';

const main = join(import.meta.dir, '../../src/main.ts');
export const concurrency = 4;

export type SendBox = { folder: string; settings: string; deps: Deps; url: string; controlUrl: string; totals(): Promise<Record<string, number>>; accepted(): Promise<Record<string, number>>; /** Changes settings of the peer. */ control(settings: Record<string, unknown>): Promise<void>; close(): void };

async function startPeer(folder: string, contacts: string, school: { cvr: string; name: string }) {
  const peer = Bun.spawn([process.execPath, main, 'sandbox', '--folder', folder, '--port', '0', '--control-port', '0', '--contacts', contacts, '--cvr', school.cvr, '--name', school.name], { stdout: 'pipe', stderr: 'ignore' });
  const reader = peer.stdout.getReader();
  const { value } = await reader.read();
  return { peer, ...(JSON.parse(new TextDecoder().decode(value)) as { url: string; controlUrl: string }) };
}

/** A letter's PDF of about the size LibreOffice makes. */
export const content = () => readFileSync(join(import.meta.dir, '../../samples/optagelsesbreve.pdf')).subarray(0, 30_000);

/** The demo school and the sandbox as a process of its own, in a temporary folder. */
export async function openSendBox(): Promise<SendBox> {
  const school = demoSchool();
  const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-bench-'));
  const settings = join(folder, 'elevarkiv.toml');
  writeFileSync(settings, 'data = "box"\nlogLevel = "silent"\n[digitalPost]\ncertificate = "sandbox/certificates/client.p12"\ncertificatePassword = "sandbox/certificates/client.password"\nauthorities = "sandbox/certificates/ca.pem"\n');
  const deps = openDeps(readConfig(settings), 'bench');
  await installDemo(deps, { folder, peer: 'https://localhost:1/apis/v1' });
  const { peer, url, controlUrl } = await startPeer(join(folder, 'sandbox'), join(folder, 'contacts.json'), school);
  changeSettings(deps, null, { 'digitalPost.baseUrl': url, 'digitalPost.concurrency': concurrency, 'digitalPost.receiptSeconds': 3600, 'digitalPost.massFrom': 0 });
  const counts = async () => (await (await fetch(`${controlUrl}/control/counts`)).json()) as { totals: Record<string, number>; accepted: Record<string, number> };
  return {
    folder, settings, deps, url, controlUrl,
    totals: async () => (await counts()).totals,
    accepted: async () => (await counts()).accepted,
    async control(wanted) {
      await fetch(`${controlUrl}/control/settings`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(wanted) });
    },
    close() {
      peer.kill();
      deps.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The school's client certificate as the bare loops use it. `folder` of the box. */
export async function clientTls(folder: string): Promise<{ cert: string; key: string; ca: string }> {
  const certificates = join(folder, 'sandbox/certificates');
  const identity = await readPkcs12(readFileSync(join(certificates, 'client.p12')), readFileSync(join(certificates, 'client.password'), 'utf8').trim());
  return { cert: identity.certificatePem, key: identity.keyPem, ca: readFileSync(join(certificates, 'ca.pem'), 'utf8') };
}

/** Makes messages ready to be posted, to a student who has a mailbox; what is the same for all is done once, so that a bare loop pays for no more than it must. */
export function memoMaker(deps: Deps): () => { messageUuid: string; memo: Uint8Array } {
  const school = demoSchool();
  const student = school.students.find((each) => each.mailbox === 'REGISTERED')!;
  const pdf = content();
  return () => {
    const messageUuid = deps.ids.uuid();
    return { messageUuid, memo: writeMemo({
      messageUuid, label: 'Optagelsesbrev', sender: { cvr: school.cvr, label: school.name, contactPointId: null }, recipient: { kind: 'cpr', number: student.cpr, label: student.name },
      replyAllowed: false, replyBy: null, attention: null, signing: null, attachments: [], caseId: null, createdAt: new Date(), doNotDeliverUntil: null, document: { filename: 'brev.pdf', mime: 'application/pdf', content: pdf },
    }) };
  };
}

/** Queues `count` letters of one dispatch as preparation leaves them, to leave from `runAt` on (now, unless told). */
export async function queueLetters(deps: Deps, count: number, kind: 'deliver-letter' | 'deliver-in-container' = 'deliver-letter', runAt?: Date): Promise<string> {
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
      enqueue(tx, { kind, key: `deliver:${letterId}`, payload: { letterId, dispatchId }, runAt: runAt ?? now, now });
    });
  }
  return dispatchId;
}
