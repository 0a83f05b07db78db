import type { XmlElement } from './document.ts';
import { checkActions } from './action-rules.ts';
import type { RuleOptions } from './header-rules.ts';
import { child, children, value } from './reach.ts';
import type { Violation } from './structure.ts';
import { base64Size } from './values.ts';

type Say = (code: string, path: string, message: string) => void;

// Refused since 10 September 2025 (facts: digital-post 1.5).
const forbiddenInName = /[<>:"/\\|?*\r\n\u00a0\u2000-\u200a\u2028\u205f\u2060\u3000]/;
const maximumAdditional = 10;

/** The MIME types that belong to an extension; one not listed here is not compared. */
const mimesOf: Record<string, string[]> = {
  pdf: ['application/pdf'], txt: ['text/plain'], html: ['text/html'], xml: ['text/xml', 'application/xml'], doc: ['application/msword'],
};

/** The rules of the body: presence, documents, files, sizes, actions (facts: digital-post 1.3 to 1.5). */
export function checkBody(message: XmlElement, options: RuleOptions, found: Violation[]): void {
  const say: Say = (code, path, text) => void found.push({ code, path: `Message${path}`, message: text });
  const body = child(message, 'MessageBody');
  const header = child(message, 'MessageHeader');
  if (value(header, 'messageType') === 'NEMSMS') {
    if (body) say('message.body.not.allowed', '/MessageBody', 'A text message has no documents');
    if ((value(header, 'notification') ?? '').trim() === '') say('empty.notification.not.allowed', '/MessageHeader/notification', 'A text message needs a text');
    return;
  }
  if (!body) return say('message.body.missing', '/MessageBody', 'A letter needs a main document');
  const additional = children(body, 'AdditionalDocument');
  if (additional.length > maximumAdditional) say('additional.documents.too.many', '/MessageBody/AdditionalDocument', `At most ${maximumAdditional} additional documents`);
  let bytes = 0;
  for (const kind of ['MainDocument', 'AdditionalDocument', 'TechnicalDocument']) {
    children(body, kind).forEach((document, index) => {
      const path = `/MessageBody/${kind}[${index + 1}]`;
      bytes += checkFiles(document, path, kind === 'TechnicalDocument' ? [...options.fileExtensions, 'xml'] : options.fileExtensions, say);
      checkActions(document, path, say);
    });
  }
  if (bytes > options.maximumMegabytes * 1_000_000) say('message.size.too.large', '/MessageBody', `The files together exceed ${options.maximumMegabytes} MB`);
}

/** Checks the files of one document and answers their size together in bytes. */
function checkFiles(document: XmlElement, path: string, extensions: string[], say: Say): number {
  let bytes = 0;
  const seen = new Set<string>();
  children(document, 'File').forEach((file, index) => {
    const at = `${path}/File[${index + 1}]`;
    const name = value(file, 'filename') ?? '';
    const extension = /^.*[^.\s].*\.([^.]+)$|^[^.]+\.([^.]+)$/.exec(name)?.slice(1).find(Boolean)?.toLowerCase() ?? '';
    if (forbiddenInName.test(name)) say('file.name.character.not.allowed', `${at}/filename`, 'A character that a file name must not hold');
    if (!extensions.includes(extension)) say('file.extension.not.allowed', `${at}/filename`, 'Not a permitted file type');
    const mimes = mimesOf[extension];
    if (mimes && !mimes.includes(value(file, 'encodingFormat') ?? '')) say('file.encoding.format.mismatch', `${at}/encodingFormat`, 'The MIME type is another than the file name says');
    // Several files are the same content in several formats; two of one format are two attachments (facts 1.5).
    if (seen.has(extension)) say('file.format.repeated', at, 'Two files of one format in one document');
    seen.add(extension);
    const size = base64Size(value(file, 'content') ?? '');
    if (size === 0) say('file.empty.not.allowed', `${at}/content`, 'The file is empty');
    bytes += size ?? 0;
  });
  return bytes;
}
