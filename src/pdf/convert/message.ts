import PostalMime, { type Address, type Email } from 'postal-mime';
import { invalid } from '../../core/errors.ts';
import type { AttachedFile, ConversionNote } from '../types.ts';
import { cleanHtml, htmlPage } from './clean-html.ts';

/** The words that stand before the fields of a message's head: what a reader of Danish post expects. */
export type MessageWords = { from: string; to: string; copy: string; date: string; subject: string; attachments: string; nothing: string };

const mostParts = 500;
const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Addresses with their names; a group's members one by one. */
const names = (addresses: Address[]): string[] => addresses.flatMap(({ name, address, group }) => (group ? names(group) : [name && address ? `${name} <${address}>` : address || name || '']));

/**
 * An e-mail as a page to be read: who, to whom, when, what about, the names of what was attached, and the body (HTML cleaned,
 * its own pictures in their places; else the text); and what was attached, as it came. Problem convert.damaged.
 */
export async function messagePage(content: Uint8Array, words: MessageWords, zone: (date: Date) => string): Promise<{ html: Uint8Array; text: string; notes: ConversionNote[]; attached: AttachedFile[] }> {
  let mail: Email;
  try {
    mail = await PostalMime.parse(content, { maxNestingDepth: 50, maxHeadersSize: 1024 * 1024 });
  } catch {
    throw invalid('convert.damaged');
  }
  const attachments = mail.attachments.slice(0, mostParts);
  const pictures = new Map(attachments.flatMap(({ contentId, mimeType, content: bytes }) =>
    (contentId && typeof bytes !== 'string' ? [[contentId.replace(/^<|>$/g, ''), `data:${mimeType};base64,${Buffer.from(bytes as ArrayBuffer).toString('base64')}`] as const] : [])));
  const used = new Set([...(mail.html ?? '').matchAll(/cid:([^"'\s>]+)/gi)].map((match) => match[1]!));
  const body = mail.html ? cleanHtml(mail.html, pictures) : { html: `<pre style="white-space: pre-wrap; font-family: Liberation Sans; font-size: 11pt">${escape(mail.text ?? '')}</pre>`, styles: '', text: mail.text ?? '', notes: [] };
  const date = mail.date ? new Date(mail.date) : null;
  const named = attachments.filter(({ contentId, disposition }) => disposition === 'attachment' || !contentId || !used.has(contentId.replace(/^<|>$/g, '')));
  const rows: [string, string][] = [
    [words.from, mail.from ? names([mail.from]).join(', ') : ''],
    [words.to, names(mail.to ?? []).join(', ')],
    [words.copy, names(mail.cc ?? []).join(', ')],
    [words.date, date && !Number.isNaN(date.getTime()) ? zone(date) : ''],
    [words.subject, mail.subject ?? ''],
    [words.attachments, named.map(({ filename, mimeType }) => filename || mimeType).join(', ')],
  ];
  const head = rows.filter(([, value]) => value !== '');
  if (head.length === 0 && body.text.trim() === '') throw invalid('convert.damaged');
  const table = `<table border="0" cellpadding="2">${head.map(([label, value]) => `<tr><td valign="top" width="110"><b>${escape(label)}</b></td><td>${escape(value)}</td></tr>`).join('')}</table><hr>`;
  const text = [...head.map((row) => row.join(': ')), '', body.text.trim() === '' ? words.nothing : body.text].join('\n');
  return { html: htmlPage(table + (body.text.trim() === '' && pictures.size === 0 ? `<p>${escape(words.nothing)}</p>` : body.html), body.styles), text, notes: body.notes,
    attached: named.map(({ filename, content: inside }) => ({ filename: filename || '', content: typeof inside === 'string' ? new TextEncoder().encode(inside) : new Uint8Array(inside) })) };
}
