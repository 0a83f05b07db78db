import { invalid } from '../../../core/errors.ts';
import { safeFilename } from './filename.ts';
import type { MemoLetter } from '../types.ts';
import type { MemoTree } from './write.ts';

/** Names the program in the answer to a letter (facts: digital-post 1.6, generatingSystemID). */
export const generatingSystem = 'elevarkiv';

const extensions: Partial<Record<string, string>> = { 'application/pdf': '.pdf' };

/** A name the platform takes, with the extension of its type: the platform judges the type by the extension. */
function filenameOf({ filename, mime }: { filename: string; mime: string }): string {
  const name = safeFilename(filename);
  const extension = extensions[mime] ?? '';
  return name.toLowerCase().endsWith(extension) ? name : `${name}${extension}`;
}

function timeOf(at: Date): string {
  if (Number.isNaN(at.getTime()) || at.getUTCFullYear() < 1 || at.getUTCFullYear() > 9999) throw invalid('memo.bad_date_time', { field: 'createdDateTime' });
  return at.toISOString();
}

/**
 * What an answer to this letter must bring back, and where this letter is an answer itself, first what it gives back. An
 * entry after the first names the answer (facts: digital-post 1.6).
 */
function replyData(letter: MemoLetter): MemoTree[] | null {
  const { answers, messageUuid } = letter;
  const given: MemoTree[] = answers ? [{ messageUUID: answers.messageUuid, replyUUID: messageUuid, caseID: answers.caseId, contactPointID: answers.contactPointId }] : [];
  const asked: MemoTree[] = letter.replyAllowed
    ? [{ messageUUID: messageUuid, replyUUID: answers ? messageUuid : null, caseID: letter.caseId, contactPointID: letter.sender.contactPointId, generatingSystemID: generatingSystem }] : [];
  const all = [...given, ...asked];
  return all.length > 0 ? all : null;
}

/** Facts 1.3: the order inside AttentionData is the writer's business. */
function attentionData(attention: MemoLetter['attention']): MemoTree | null {
  if (!attention) return null;
  const { productionUnit, email, telephone, person } = attention;
  if (productionUnit && !/^\d{10}$/.test(productionUnit.number)) throw invalid('memo.bad_production_unit');
  const tree: MemoTree = {
    AttentionPerson: person ? { label: person } : null,
    'grd:ProductionUnit': productionUnit && { 'grd:productionUnitNumber': productionUnit.number, 'grd:productionUnitName': productionUnit.name || null },
    EMail: email && { emailAddress: email.address, relatedAgent: email.name || null },
    Telephone: telephone && { telephoneNumber: telephone.number, relatedAgent: telephone.name || null },
  };
  return Object.values(tree).some((value) => value !== null) ? tree : null;
}

function signingAction(signing: MemoLetter['signing']): MemoTree[] | null {
  if (!signing) return null;
  if (!/^https:\/\/[^\s]+$/.test(signing.url) || signing.url.length > 256) throw invalid('memo.bad_signing_address');
  return [{ label: 'Underskriv', actionCode: 'UNDERSKRIV', endDateTime: signing.until && timeOf(signing.until), EntryPoint: { url: signing.url } }];
}

function additionalDocuments(letter: MemoLetter): MemoTree[] | null {
  if (letter.attachments.length > 10) throw invalid('memo.too_many', { field: 'AdditionalDocument', max: 10 });
  return letter.attachments.map((attachment) => {
    if (attachment.content.byteLength === 0) throw invalid('memo.empty_file');
    return { label: attachment.title, File: [{ encodingFormat: attachment.mime, filename: filenameOf(attachment), language: 'da', content: attachment.content }] };
  });
}

/**
 * The letter as a tree of MeMo names (facts: digital-post 1.3 to 1.6). An answer finds its way back by
 * the contact point and by ReplyData, which the answer must return; both only where an answer is allowed.
 */
export function letterTree(letter: MemoLetter): MemoTree {
  const { sender, recipient, document, replyAllowed } = letter;
  if (!/^\d{8}$/.test(sender.cvr)) throw invalid('memo.bad_sender');
  if (!(recipient.kind === 'cpr' ? /^\d{10}$/ : /^\d{8}$/).test(recipient.number)) throw invalid('memo.bad_recipient');
  if (document.content.byteLength === 0) throw invalid('memo.empty_file');
  if (letter.label.trim() === '') throw invalid('memo.missing', { field: 'label' });
  if (sender.label.trim() === '') throw invalid('memo.missing', { field: 'Sender/label' });
  const contactPoint = replyAllowed && sender.contactPointId !== null ? { contactPointID: sender.contactPointId } : null;
  return {
    MessageHeader: {
      messageType: 'DIGITALPOST',
      messageUUID: letter.messageUuid,
      label: letter.label,
      reply: replyAllowed,
      replyByDateTime: replyAllowed && letter.replyBy ? timeOf(letter.replyBy) : null,
      doNotDeliverUntilDate: letter.doNotDeliverUntil,
      postType: 'MYNDIGHEDSPOST',
      Sender: { senderID: sender.cvr, idType: 'CVR', label: sender.label, ContactPoint: contactPoint },
      Recipient: { recipientID: recipient.number, idType: recipient.kind.toUpperCase(), label: recipient.label || null, AttentionData: attentionData(letter.attention), ContactPoint: letter.recipientContactPointId ? { contactPointID: letter.recipientContactPointId } : null },
      ReplyData: replyData(letter),
    },
    MessageBody: {
      createdDateTime: timeOf(letter.createdAt),
      MainDocument: {
        label: letter.label,
        File: [{ encodingFormat: document.mime, filename: filenameOf(document), language: 'da', content: document.content }],
        Action: signingAction(letter.signing),
      },
      AdditionalDocument: additionalDocuments(letter),
    },
  };
}
