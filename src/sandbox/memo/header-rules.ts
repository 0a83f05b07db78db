import { localDay } from '../../core/dates.ts';
import type { XmlElement } from './document.ts';
import { child, children, everyElement, isTrue, value } from './reach.ts';
import { nameOf, type Violation } from './structure.ts';
import { isDay } from './values.ts';

/** What the facts leave open and a setting decides. */
export type RuleOptions = {
  fileExtensions: string[];
  maximumMegabytes: number;
  maximumDelayDays: number;
  replyNeedsContactPoint: boolean;
  mandatoryAllowed: boolean;
  legalNotificationAllowed: boolean;
};

type Say = (code: string, path: string, message: string) => void;

const anyUuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Ten digits that begin with a day (plus 60 for a replacement number), a month and a year. Modulus 11 is no longer a rule. */
export function isPersonNumber(number: string): boolean {
  if (!/^\d{10}$/.test(number)) return false;
  const day = Number(number.slice(0, 2));
  const date = `${String(day > 60 ? day - 60 : day).padStart(2, '0')}`;
  // A leap year serves for every year: 29 February must pass in any century.
  return isDay(`2000-${number.slice(2, 4)}-${date}`);
}

const isCompanyNumber = (number: string) => /^[1-9]\d{7}$/.test(number);

/** The rules of the header that no schema states (facts: digital-post 1.1 to 1.6). */
export function checkHeader(message: XmlElement, options: RuleOptions, now: Date, found: Violation[]): void {
  const say: Say = (code, path, text) => void found.push({ code, path: `Message/MessageHeader${path}`, message: text });
  const header = child(message, 'MessageHeader');
  if (!header) return;
  const blank = (...names: string[]) => value(header, ...names)?.trim() === '';
  if (blank('label')) say('label.empty', '/label', 'A letter needs a title');
  if (blank('Sender', 'label')) say('sender.label.empty', '/Sender/label', 'A sender needs a name');
  checkParty(header, 'Sender', 'senderID', say);
  checkParty(header, 'Recipient', 'recipientID', say);
  const postType = value(header, 'postType');
  if (postType !== undefined && postType !== 'MYNDIGHEDSPOST' && postType !== 'VIRKSOMHEDSPOST') say('post.type.not.allowed', '/postType', 'Not a known post type');
  if (isTrue(value(header, 'mandatory')) && !options.mandatoryAllowed) say('mandatory.not.allowed', '/mandatory', 'This sender may not send mandatory post');
  if (isTrue(value(header, 'legalNotification')) && !options.legalNotificationAllowed) say('legal.notification.not.allowed', '/legalNotification', 'This sender may not serve legal notices');
  checkReply(header, options, now, say);
  checkDelay(header, options, now, say);
  for (const name of ['notification', 'additionalNotification']) {
    const numbers = value(header, name)?.match(/\d{6}[- ]?\d{4}/g) ?? [];
    if (numbers.some((number) => isPersonNumber(number.replace(/\D/, '')))) say('notification.personal.data', `/${name}`, 'A notification must hold no personal data');
  }
  for (const element of everyElement(header)) {
    const name = nameOf(element);
    if (name === 'contactPointID' && !anyUuid.test(element.text)) say('contact.point.id.format.not.allowed', '//contactPointID', 'A contact point id is a UUID');
    if ((name === 'AttentionData' || name === 'ContentData') && child(element, 'grd:Address') && child(element, 'grd:UnstructuredAddress')) {
      say('unstructured.address.not.alone', `//${name}`, 'An unstructured address stands alone');
    }
  }
}

function checkParty(header: XmlElement, party: string, idName: string, say: Say): void {
  const id = value(header, party, idName) ?? '';
  const type = value(header, party, 'idType') ?? '';
  const code = party.toLowerCase();
  if (type !== 'CPR' && type !== 'CVR') say(`${code}.id.type.not.allowed`, `/${party}/idType`, 'The type is CPR or CVR');
  else if (!(type === 'CPR' ? isPersonNumber(id) : isCompanyNumber(id))) say(`${code}.id.format.not.allowed`, `/${party}/${idName}`, 'Not a number of that type');
  const representative = child(child(header, party), 'Representative');
  const representedBy = value(representative, 'idType');
  if (representedBy !== undefined && representedBy !== 'CVR' && representedBy !== 'CPR') say('representative.id.type.not.allowed', `/${party}/Representative/idType`, 'The type is CPR or CVR');
}

function checkReply(header: XmlElement, options: RuleOptions, now: Date, say: Say): void {
  const reply = isTrue(value(header, 'reply'));
  const until = value(header, 'replyByDateTime');
  if (until !== undefined && !reply) say('reply.by.date.time.without.reply', '/replyByDateTime', 'A time limit for an answer that is not allowed');
  if (until !== undefined && reply && Date.parse(until.trim()) <= now.getTime()) say('reply.by.date.time.too.early', '/replyByDateTime', 'The time limit has passed');
  if (reply && options.replyNeedsContactPoint && value(header, 'Sender', 'ContactPoint', 'contactPointID') === undefined) {
    say('reply.contact.point.missing', '/Sender', 'An answer needs a contact point to land at');
  }
  // The first entry names the message; those after it name the answers of the thread (facts 1.6).
  children(header, 'ReplyData').slice(1).forEach((entry, index) => {
    if (value(entry, 'replyUUID') === undefined) say('reply.uuid.missing', `/ReplyData[${index + 2}]`, 'An entry after the first names the answer');
  });
}

function checkDelay(header: XmlElement, options: RuleOptions, now: Date, say: Say): void {
  const day = value(header, 'doNotDeliverUntilDate')?.trim();
  if (day === undefined || !isDay(day)) return;
  if (day < localDay(now)) say('do.not.deliver.until.date.too.early', '/doNotDeliverUntilDate', 'The day has passed');
  const latest = localDay(new Date(now.getTime() + options.maximumDelayDays * 24 * 3600_000));
  if (day > latest) say('do.not.deliver.until.date.too.late', '/doNotDeliverUntilDate', 'The day is too far ahead');
}
