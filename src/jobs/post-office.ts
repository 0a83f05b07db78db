import { readFileSync } from 'node:fs';
import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import { endOfLocalDay } from '../core/dates.ts';
import { Problem, unavailable } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { canPackContainers, packContainer, readPkcs12, writeMemo, type DigitalPost, type Mail, type SendOutcome } from '../connectors/digital-post/index.ts';
import type { Database } from '../db/index.ts';
import type { MailboxLookUp } from '../people/index.ts';
import type { DeliveryOutcome, OutgoingLetter, PostOffice } from '../sending/index.ts';
import { readSettings, type Settings } from '../settings/index.ts';
import { identityInUse, noteCertificate, openPeer, passwordOf, textOf } from './identity.ts';

export type Connection = { office: PostOffice; lookUp: MailboxLookUp; /** The school's own mailbox and the organisations of others. */ mail: Mail };

/**
 * The way to Digital Post as the settings stand now. Opened anew when a setting or the certificate
 * file changes. Throws unavailable with why it cannot be opened: not_configured, no_certificate,
 * certificate.*.
 */
export function connectionKeeper(deps: { db: Database; clock: Clock; log: Log; config: Config }): () => Promise<Connection> {
  let kept: { settings: Settings; stamp: string; connection: Promise<Connection> } | undefined;
  return () => {
    // The same object as long as no setting has changed.
    const settings = readSettings(deps.db);
    const changed = stamp(deps.config);
    if (kept?.settings !== settings || kept.stamp !== changed) {
      const connection = open(deps, settings);
      const mine = { settings, stamp: changed, connection };
      kept = mine;
      connection.catch(() => { if (kept === mine) kept = undefined; });
    }
    return kept.connection;
  };
}

/** Which certificate, and when its file was written: one that was renewed is taken into use without a restart. */
function stamp(config: Config): string {
  const path = identityInUse(config)?.certificate;
  return path ? `${path} ${Bun.file(path).lastModified}` : '';
}

async function open(deps: { db: Database; clock: Clock; log: Log; config: Config }, settings: Settings): Promise<Connection> {
  if (!settings['digitalPost.baseUrl'] || !settings['sender.cvr']) throw unavailable('not_configured');
  const files = identityInUse(deps.config);
  if (!files) throw unavailable('no_certificate');
  const identity = await readPkcs12(readFileSync(files.certificate), passwordOf(files));
  noteCertificate(deps, identity, false);
  const client = openPeer(deps, settings, identity, textOf(files.authorities));
  return { office: postOffice(client, settings), lookUp: (numbers) => client.lookUp(numbers), mail: client };
}

function postOffice(client: DigitalPost, settings: Settings): PostOffice {
  return {
    async deliver(letter) {
      return outcomeOf(await client.send(letter.messageUuid, memoOf(letter, settings)));
    },
    packs: canPackContainers(),
    async packLetters(letters) {
      const unwritable = new Map<string, string>();
      return { container: await packContainer(memosOf(letters, settings, unwritable)), unwritable };
    },
    async deliverContainer(transmissionId, container) {
      return outcomeOf(await client.sendMass(transmissionId, container));
    },
    probe: () => client.probe(),
    listReceipts: () => client.listReceipts(),
    fetchReceipt: (id) => client.fetchReceipt(id),
    deleteReceipt: (id) => client.deleteReceipt(id),
  };
}

async function* memosOf(letters: AsyncIterable<OutgoingLetter>, settings: Settings, unwritable: Map<string, string>) {
  for await (const letter of letters) {
    try {
      yield { messageUuid: letter.messageUuid, memo: memoOf(letter, settings) };
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
      unwritable.set(letter.messageUuid, error.reason);
    }
  }
}

function memoOf(letter: OutgoingLetter, settings: Settings): Uint8Array {
  return writeMemo({
    messageUuid: letter.messageUuid,
    label: letter.title,
    sender: { cvr: settings['sender.cvr'], label: settings['sender.label'], contactPointId: letter.contactPoint ?? (settings['sender.contactPoint'] || null) },
    recipient: { kind: letter.recipient.kind, number: letter.recipient.number, label: letter.recipient.name },
    replyAllowed: letter.replyAllowed,
    replyBy: letter.replyBy ? endOfLocalDay(letter.replyBy) : null,
    attention: letter.attention,
    signing: letter.signing && { url: letter.signing.url, until: letter.signing.by ? endOfLocalDay(letter.signing.by) : null },
    caseId: letter.replyAllowed ? letter.caseId : null,
    recipientContactPointId: letter.recipientContactPointId,
    answers: letter.answers,
    createdAt: letter.createdAt,
    doNotDeliverUntil: letter.doNotDeliverUntil,
    document: { filename: letter.filename, mime: 'application/pdf', content: letter.content },
    attachments: letter.attachments,
  });
}

function outcomeOf(outcome: SendOutcome): DeliveryOutcome {
  if (outcome.kind === 'accepted') {
    return { kind: 'accepted', raw: outcome.receipt.raw, status: outcome.receipt.status ?? 'RECEIVED', peerTransmissionId: outcome.receipt.transmissionId };
  }
  if (outcome.kind === 'rejected') {
    return { kind: 'rejected', code: outcome.code ?? String(outcome.status), message: outcome.message ?? '', letterAtFault: outcome.letterAtFault };
  }
  return outcome;
}

/** The reason behind a connection that could not be opened, as a key of the texts. */
export function troubleOf(error: unknown): { reason: string; detail: string } {
  if (error instanceof Problem) return { reason: error.reason.replace(/^certificate\./, 'certificate_'), detail: '' };
  return { reason: 'peer_away', detail: (error as Error).message };
}
