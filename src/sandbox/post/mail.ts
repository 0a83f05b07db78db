import { randomUUID } from 'node:crypto';
import { writeMemo, type Part } from '../memo/write.ts';

export type MailFile = { filename: string; mime: string; content: Uint8Array };

/** One message to an organisation, as somebody out there writes it. */
export type Mail = {
  uuid?: string;
  version?: '1.1' | '1.2';
  kind?: 'DIGITALPOST' | 'NEMSMS';
  title: string;
  notification?: string | undefined;
  sender: { kind: 'CPR' | 'CVR'; number: string; name: string; contactPointId?: string | undefined };
  recipient: { cvr: string; name: string };
  /** Whether the sender takes an answer. */
  replyAllowed?: boolean | undefined;
  contactPoint?: { id: string; label?: string; info?: { label: string; value: string }[] } | undefined;
  attention?: { person?: string | undefined; productionUnit?: string | undefined; email?: string | undefined } | undefined;
  content?: { cpr?: string | undefined; name?: string | undefined; caseId?: string | undefined; caseSystem?: string | undefined; education?: string | undefined } | undefined;
  forward?: { messageUuid: string; at: string; sender: string; comment: string } | undefined;
  /** What the answered letter asked to have back. */
  reply?: { messageUuid: string; caseId?: string | undefined; contactPointId?: string | undefined; generatingSystemId?: string | undefined } | undefined;
  /** The text of createdDateTime; absent = now. */
  created?: string;
  main?: MailFile[];
  additional?: MailFile[];
};

const when = <T>(value: T | undefined, part: (value: T) => Part): Part => (value === undefined || value === '' ? null : part(value));

const file = ({ filename, mime, content }: MailFile): Part => ['File', ['encodingFormat', mime], ['filename', filename], ['language', 'da'], ['content', Buffer.from(content).toString('base64')]];

/** The message as MeMo; answers its UUID with it. */
export function writeMail(mail: Mail, now: Date): { uuid: string; xml: Uint8Array } {
  const uuid = mail.uuid ?? randomUUID();
  const { attention, content, forward, reply, contactPoint: point } = mail;
  const flags: Part[] = mail.version === '1.1' ? [['mandatory', 'false'], ['legalNotification', 'false']] : [];
  const header: Part = ['MessageHeader',
    ['messageType', mail.kind ?? 'DIGITALPOST'], ['messageUUID', uuid], ['label', mail.title], when(mail.notification, (text) => ['notification', text]),
    ['reply', String(mail.replyAllowed ?? false)], ...flags,
    ['Sender', ['senderID', mail.sender.number], ['idType', mail.sender.kind], ['label', mail.sender.name], when(mail.sender.contactPointId, (id) => ['ContactPoint', ['contactPointID', id]])],
    ['Recipient', ['recipientID', mail.recipient.cvr], ['idType', 'CVR'], ['label', mail.recipient.name],
      attention && ['AttentionData', when(attention.person, (name) => ['AttentionPerson', ['label', name]]),
        when(attention.productionUnit, (number) => ['grd:ProductionUnit', ['grd:productionUnitNumber', number]]), when(attention.email, (address) => ['EMail', ['emailAddress', address]])],
      point && ['ContactPoint', ['contactPointID', point.id], when(point.label, (label) => ['label', label]), ...(point.info ?? []).map((each): Part => ['ContactInfo', ['label', each.label], ['value', each.value]])]],
    content && ['ContentData', when(content.cpr, (cpr) => ['grd:CPRdata', ['grd:cprNumber', cpr], when(content.name, (name) => ['grd:name', name])]),
      when(content.caseId, (id) => ['CaseID', ['caseID', id], ['caseSystem', content.caseSystem ?? 'ukendt']]), when(content.education, (code) => ['udd:Education', ['udd:educationCode', code]])],
    forward && ['ForwardData', ['messageUUID', forward.messageUuid], ['originalMessageDateTime', forward.at], ['originalSender', forward.sender], ['comment', forward.comment]],
    reply && ['ReplyData', ['messageUUID', reply.messageUuid], when(reply.caseId, (id) => ['caseID', id]), when(reply.contactPointId, (id) => ['contactPointID', id]), when(reply.generatingSystemId, (id) => ['generatingSystemID', id])],
  ];
  const body: Part = mail.kind === 'NEMSMS' ? null : ['MessageBody', ['createdDateTime', mail.created ?? now.toISOString()],
    ['MainDocument', ['label', mail.title], ...(mail.main ?? []).map(file)],
    ...(mail.additional ?? []).map((each): Part => ['AdditionalDocument', ['label', each.filename], file(each)])];
  return { uuid, xml: writeMemo(mail.version ?? '1.2', header, body) };
}

export const plain = (text: string): MailFile => ({ filename: 'besked.txt', mime: 'text/plain', content: Buffer.from(text) });
