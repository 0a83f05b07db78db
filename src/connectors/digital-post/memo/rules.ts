import { isRefusedFilename } from './filename.ts';
import type { XmlElement } from './parse.ts';
import { childPaths, violation, type Violation } from './violation.ts';

/** The rules beside the schema, one function each (facts: digital-post 1.3 to 1.5). */
type Rule = (element: XmlElement, path: string) => Violation[];

const actionCodes = new Set(['AFTALE', 'BEKRAEFT', 'BETALING', 'FORBEREDELSE', 'INFORMATION', 'SELVBETJENING', 'TILMELDING', 'UNDERSKRIV']);
const mostAttachments = 10;

const childrenNamed = (element: XmlElement, key: string) => element.children.filter((child) => child.key === key);
const textOf = (element: XmlElement, key: string) => childrenNamed(element, key)[0]?.text;
const broken = (condition: boolean, path: string, rule: string, message: string, values = {}) => (condition ? [violation(path, rule, values, message)] : []);

/** Both letter cases are accepted: senders in the field write `cvr` too. */
function identity(element: XmlElement, path: string, key: string): Violation[] {
  const type = textOf(element, 'memo:idType')?.toUpperCase();
  const number = textOf(element, key);
  if (type === undefined || number === undefined) return [];
  if (type !== 'CPR' && type !== 'CVR') return [violation(`${path}/idType`, 'id_type', {}, 'not CPR or CVR')];
  const digits = type === 'CPR' ? 10 : 8;
  return broken(!new RegExp(`^\\d{${digits}}$`).test(number), `${path}/${key.slice(5)}`, 'id_number', `not ${digits} digits`, { digits });
}

/** "Can only be used alone", says the official sample of 1.1 about the unstructured address. */
const oneAddress: Rule = (element, path) =>
  broken(
    childrenNamed(element, 'grd:Address').length > 0 && childrenNamed(element, 'grd:UnstructuredAddress').length > 0,
    `${path}/UnstructuredAddress`, 'address_alone', 'may not stand beside Address');

const action: Rule = (element, path) => {
  const code = textOf(element, 'memo:actionCode');
  const start = Date.parse(textOf(element, 'memo:startDateTime') ?? '');
  const end = Date.parse(textOf(element, 'memo:endDateTime') ?? '');
  const reservation = childrenNamed(element, 'memo:Reservation').length > 0;
  const entryPoint = childrenNamed(element, 'memo:EntryPoint').length > 0;
  return [
    ...broken(code !== undefined && !actionCodes.has(code), `${path}/actionCode`, 'action_code', 'not a known action'),
    ...broken(reservation && entryPoint, path, 'choice', 'Reservation and EntryPoint exclude each other'),
    ...broken(!(reservation && entryPoint) && (code === 'AFTALE' ? entryPoint : reservation), path, 'action_kind', 'AFTALE has a Reservation, other actions an EntryPoint'),
    ...broken(end < start, `${path}/endDateTime`, 'period', 'ends before it starts'),
  ];
};

const body: Rule = (element, path) => {
  const attachments = childrenNamed(element, 'memo:AdditionalDocument').length;
  return broken(attachments > mostAttachments, path, 'attachments', 'too many additional documents', { max: mostAttachments, count: attachments });
};

const message: Rule = (element, path) => {
  const header = childrenNamed(element, 'memo:MessageHeader')[0];
  const type = header && textOf(header, 'memo:messageType');
  const hasBody = childrenNamed(element, 'memo:MessageBody').length > 0;
  const hasNotification = Boolean(header && textOf(header, 'memo:notification')?.trim());
  return [
    ...broken(type === 'DIGITALPOST' && !hasBody, `${path}/MessageBody`, 'body', 'a letter has a body'),
    ...broken(type === 'NEMSMS' && hasBody, `${path}/MessageBody`, 'body', 'a NemSMS has no body'),
    ...broken(type === 'NEMSMS' && !hasNotification, `${path}/MessageHeader/notification`, 'notification', 'a NemSMS has a text'),
  ];
};

function isHttps(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === 'https:';
}

const rules: Record<string, Rule> = {
  'memo:Message': message,
  'memo:MessageBody': body,
  'memo:Sender': (element, path) => identity(element, path, 'memo:senderID'),
  'memo:Recipient': (element, path) => identity(element, path, 'memo:recipientID'),
  'memo:Representative': (element, path) => identity(element, path, 'memo:representativeID'),
  'memo:AttentionData': oneAddress,
  'memo:ContentData': oneAddress,
  'memo:Action': action,
  'memo:url': (element, path) => broken(!isHttps(element.text.trim()), path, 'https', 'not an https address'),
  'memo:filename': (element, path) => broken(isRefusedFilename(element.text), path, 'filename', 'characters the platform refuses'),
  'memo:content': (element, path) => broken(element.text.trim() === '', path, 'empty_file', 'an empty file'),
};

/** What breaks the rules beside the schema, over the whole message. */
export function messageFaults(root: XmlElement, path = '/Message'): Violation[] {
  const paths = childPaths(root, path);
  return [...(rules[root.key]?.(root, path) ?? []), ...root.children.flatMap((child, index) => messageFaults(child, paths[index]!))];
}
