import { parseXml } from '../memo/parse.ts';
import { child, value } from '../memo/reach.ts';
import type { Peer } from '../peer/context.ts';
import { findLetter, type MemoRow } from '../store/memos.ts';
import { plain, type Mail, type MailFile } from './mail.ts';
import { NotPossible, schoolOf, send } from './scenarios.ts';

/** A citizen of the register, the nth by number; the same one each time. */
export function someCitizen(peer: Peer, place = 0): { number: string; name: string } {
  const found = peer.store.query<{ number: string; name: string }, [number]>("SELECT number, name FROM contact WHERE kind = 'cpr' AND status = 'REGISTERED' ORDER BY number LIMIT 1 OFFSET ?").get(place);
  return found ?? { number: '0101701234', name: 'En borger' };
}

export function someCompany(peer: Peer): { number: string; name: string } {
  return peer.store.query<{ number: string; name: string }, []>("SELECT number, name FROM contact WHERE kind = 'cvr' AND status = 'REGISTERED' ORDER BY number LIMIT 1").get() ?? { number: '87654321', name: 'En virksomhed' };
}

/** The newest delivered letter that may be answered. Throws NotPossible where there is none. */
export function latestToAnswer(peer: Peer): MemoRow & { xml: Uint8Array } {
  const row = peer.store.query<{ transmission: string }, [number]>("SELECT transmission FROM memo WHERE reply = 1 AND status = 'COMPLETED' AND due_at <= ? AND mailbox IS NOT NULL ORDER BY sequence DESC LIMIT 1").get(peer.clock.now().getTime());
  const found = row && findLetter(peer.store, row.transmission);
  if (!found) throw new NotPossible();
  return found;
}

/** The recipient of a letter answers it: ReplyData as the letter gave it, to the contact point it named. `as` = somebody else answers. */
export function answerLetter(peer: Peer, row: MemoRow & { xml: Uint8Array }, answer: { text: string; files: MailFile[]; as?: Mail['sender'] }): string {
  const header = child(parseXml(row.xml), 'MessageHeader');
  const given = child(header, 'ReplyData');
  const owner = peer.store.query<{ kind: 'cpr' | 'cvr'; number: string; name: string }, [string]>('SELECT kind, number, name FROM contact WHERE mailbox = ?').get(row.mailbox ?? '');
  if (!owner || !header) throw new NotPossible();
  const contactPointId = value(header, 'Sender', 'ContactPoint', 'contactPointID');
  return send(peer, {
    title: `Sv.: ${row.title}`.slice(0, 256), sender: answer.as ?? { kind: owner.kind === 'cpr' ? 'CPR' : 'CVR', number: owner.number, name: owner.name }, recipient: schoolOf(peer), replyAllowed: true,
    contactPoint: contactPointId === undefined ? undefined : { id: contactPointId },
    reply: { messageUuid: row.uuid, caseId: value(given, 'caseID'), contactPointId: value(given, 'contactPointID'), generatingSystemId: value(given, 'generatingSystemID') },
    main: [plain(answer.text)], additional: answer.files,
  });
}
