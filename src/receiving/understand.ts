import { cleanLine, cleanText, htmlText } from './clean-text.ts';
import { decodeText, fileType } from './file-type.ts';
import type { FileContent, MemoNode, MemoValue, ReadMemo } from './ports.ts';
import type { Addressed, Party, Understood, UnderstoodFile } from './types.ts';

const isNode = (value: MemoValue | undefined): value is MemoNode => typeof value === 'object' && !Array.isArray(value) && !isContent(value);
const isContent = (value: MemoValue | undefined): value is FileContent => typeof value === 'object' && 'data' in value && (value as FileContent).data instanceof Uint8Array;
/** The first of what may stand once or, against the rules, several times. */
const one = (value: MemoValue | undefined): MemoValue | undefined => (Array.isArray(value) ? value[0] : value);
const child = (node: MemoNode | null | undefined, name: string): MemoNode | null => { const value = one(node?.[name]); return isNode(value) ? value : null; };
const children = (node: MemoNode | null, name: string): MemoNode[] => { const value = node?.[name]; return (Array.isArray(value) ? value : value === undefined ? [] : [value]).filter((each) => isNode(each)); };
const text = (node: MemoNode | null | undefined, name: string): string => { const value = one(node?.[name]); return typeof value === 'string' ? value : ''; };
const line = (node: MemoNode | null | undefined, name: string, most?: number): string | null => cleanLine(text(node, name), most) || null;
const isTrue = (value: string) => /^\s*(true|1)\s*$/.test(value);

/** Digits of a CPR or CVR number; null where it is neither. Lower-case kinds are taken too (facts: digital-post 1.4). */
function party(kind: string, id: string): Party | null {
  const digits = id.replace(/[\s-]/g, '');
  if (/^\s*cpr\s*$/i.test(kind) && /^\d{10}$/.test(digits)) return { kind: 'cpr', number: digits };
  if (/^\s*cvr\s*$/i.test(kind) && /^\d{8}$/.test(digits)) return { kind: 'cvr', number: digits };
  return null;
}

const digitsOf = (value: string | null, shape: RegExp) => (value !== null && shape.test(value.replace(/[\s-]/g, '')) ? value.replace(/[\s-]/g, '') : null);
const uuidOf = (value: string) => /^\s*([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\s*$/i.exec(value)?.[1]?.toLowerCase() ?? null;

/** A time as ISO; null where it is none, or is a stand-in for none such as 0001-01-01 (facts: digital-post 7). */
export function timeOf(value: string): string | null {
  const time = /^\s*\d{4}-\d\d-\d\d/.test(value) ? Date.parse(value.trim()) : Number.NaN;
  if (Number.isNaN(time) || time < Date.UTC(1990, 0, 1) || time > Date.UTC(2200, 0, 1)) return null;
  return new Date(time).toISOString();
}

function addressedOf(header: MemoNode): Addressed {
  const recipient = child(header, 'Recipient');
  const point = child(recipient, 'ContactPoint');
  const attention = child(recipient, 'AttentionData');
  const content = child(header, 'ContentData');
  const caseId = child(content, 'CaseID');
  const forward = child(header, 'ForwardData');
  const person = child(attention, 'AttentionPerson');
  return {
    contactPoint: point && {
      id: (line(point, 'contactPointID') ?? '').toLowerCase(), label: line(point, 'label') ?? line(point, 'contactGroup') ?? '',
      info: children(point, 'ContactInfo').slice(0, 4).map((each) => ({ label: line(each, 'label') ?? '', value: line(each, 'value') ?? '' })),
    },
    attention: {
      person: line(person, 'label') ?? line(person, 'personID'),
      productionUnit: digitsOf(line(child(attention, 'ProductionUnit'), 'productionUnitNumber'), /^\d{10}$/),
      email: line(child(attention, 'EMail'), 'emailAddress')?.toLowerCase() ?? null,
      gln: digitsOf(line(child(attention, 'GlobalLocationNumber'), 'globalLocationNumber'), /^\d{13}$/),
      telephone: line(child(attention, 'Telephone'), 'telephoneNumber', 40),
    },
    content: {
      cpr: digitsOf(line(child(content, 'CPRdata'), 'cprNumber'), /^\d{10}$/), name: line(child(content, 'CPRdata'), 'name'),
      cvr: digitsOf(line(child(content, 'CVRdata'), 'cvrNumber'), /^\d{8}$/),
      caseId: line(caseId, 'caseID'), caseSystem: line(caseId, 'caseSystem'), education: line(child(content, 'Education'), 'educationCode'),
    },
    replies: children(header, 'ReplyData').slice(0, 50).map((each) => ({ messageUuid: uuidOf(text(each, 'messageUUID')), caseId: line(each, 'caseID'), comment: line(each, 'comment', 512) })),
    forward: forward && { sender: line(forward, 'originalSender') ?? '', at: timeOf(text(forward, 'originalMessageDateTime')), comment: cleanText(text(forward, 'comment'), 2000) || null },
  };
}

/** Every file there is; one without bytes stays as an empty file, so that a person sees that it was meant to be there. */
function filesOf(body: MemoNode | null): UnderstoodFile[] {
  const kinds = [['MainDocument', 'main'], ['AdditionalDocument', 'additional'], ['TechnicalDocument', 'technical']] as const;
  return kinds.flatMap(([name, kind]) => children(body, name).flatMap((document) => children(document, 'File').map((file): UnderstoodFile => {
    const content = one(file['content']);
    return {
      kind, label: line(document, 'label') ?? '', filename: cleanLine(text(file, 'filename'), 150).replace(/[\\/:*?"<>|]+/g, '-') || 'fil', claimed: cleanLine(text(file, 'encodingFormat'), 100),
      content: isContent(content) ? content.data : new Uint8Array(),
    };
  }))).slice(0, 200);
}

/** The words of the main document: its plain text where it has one, else its HTML as text; a PDF is read later. */
function bodyOf(files: UnderstoodFile[], header: MemoNode): string {
  const main = files.filter(({ kind }) => kind === 'main').map((file) => ({ file, type: fileType(file.content, file.filename, file.claimed) }));
  const plain = main.find(({ type }) => type === 'text/plain');
  const html = main.find(({ type }) => type === 'text/html');
  if (plain) return cleanText(decodeText(plain.file.content));
  if (html) return htmlText(decodeText(html.file.content.subarray(0, 2_000_000)));
  return main.length === 0 ? cleanText([text(header, 'notification'), text(header, 'additionalNotification')].filter(Boolean).join('\n\n'), 2000) : '';
}

/** What a message of version 1.1 or 1.2 says, as far as it can be understood; what is wrong in it is left out, never judged. */
export function understand(memo: ReadMemo): Understood {
  const header = memo.MessageHeader;
  const sender = child(header, 'Sender');
  const files = filesOf(memo.MessageBody);
  return {
    messageUuid: uuidOf(text(header, 'messageUUID')),
    kind: /^\s*NEMSMS\s*$/i.test(text(header, 'messageType')) ? 'sms' : 'letter',
    title: cleanLine(text(header, 'label')),
    sender: party(text(sender, 'idType'), text(sender, 'senderID')),
    senderName: cleanLine(text(sender, 'label')) || cleanLine(text(sender, 'idTypeLabel')),
    senderContactPoint: line(child(sender, 'ContactPoint'), 'contactPointID'),
    writtenAt: timeOf(text(memo.MessageBody, 'createdDateTime')),
    replyAllowed: isTrue(text(header, 'reply')),
    replyBy: timeOf(text(header, 'replyByDateTime')),
    addressed: addressedOf(header),
    body: bodyOf(files, header),
    files,
  };
}
