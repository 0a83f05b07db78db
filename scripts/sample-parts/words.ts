import type { LetterRecipient, LetterSender } from './types.ts';

export const withHyphen = (cpr: string) => `${cpr.slice(0, 6)}-${cpr.slice(6)}`;
export const firstName = (name: string) => name.split(' ')[0] ?? name;
export const kroner = (amount: number) => amount.toLocaleString('da-DK', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** The window of the envelope: name, street, town. */
export function addressBlock(recipient: LetterRecipient): string[] {
  const { name, address } = recipient;
  return address ? [name, address.street, `${address.postalCode} ${address.town}`] : [name];
}

/** One line under every page. Carries the sender's own CVR, as real letters do. */
export const footerLine = (sender: LetterSender) =>
  `${sender.name} · ${sender.address.street} · ${sender.address.postalCode} ${sender.address.town} · Tlf. ${sender.phone} · ${sender.email} · CVR-nr. ${sender.cvr}`;

export const continuationLine = (sender: LetterSender, title: string, page: number, pages: number) => `${sender.name} · ${title} · side ${page} af ${pages}`;

export const escapeXml = (text: string) => text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);
