import { createHash } from 'node:crypto';
import { create } from 'xmlbuilder2';

/** One letter as a print supplier needs it. No number of a person is in it. */
export type RemoteLetter = {
  file: string; /** Of the file. */ sha256: string; id: string; position: number; title: string; name: string; address: string[]; postalCode: string | null; pages: number; duplex: boolean; attachments: { file: string; title: string }[];
};
export type Manifest = { batch: string; createdAt: string; sender: string; cvr: string; letters: RemoteLetter[] };

const utf8 = (text: string) => new TextEncoder().encode(text);
// Characters that XML 1.0 cannot hold at all.
const clean = (text: string) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ' ');

/** The same data twice: whichever of the two a supplier reads. */
export function manifestOf(manifest: Manifest): { json: Uint8Array; xml: Uint8Array } {
  const root = create({ version: '1.0', encoding: 'UTF-8' }).ele('batch', { id: manifest.batch, createdAt: manifest.createdAt });
  root.ele('sender', { cvr: manifest.cvr }).txt(clean(manifest.sender));
  for (const letter of manifest.letters) {
    const one = root.ele('letter', { id: letter.id, position: String(letter.position), file: letter.file, sha256: letter.sha256, pages: String(letter.pages), duplex: String(letter.duplex) });
    one.ele('title').txt(clean(letter.title));
    const recipient = one.ele('recipient');
    recipient.ele('name').txt(clean(letter.name));
    for (const line of letter.address) recipient.ele('addressLine').txt(clean(line));
    if (letter.postalCode) recipient.ele('postalCode').txt(letter.postalCode);
    for (const attachment of letter.attachments) one.ele('attachment', { file: attachment.file }).txt(clean(attachment.title));
  }
  return { json: utf8(`${JSON.stringify(manifest, null, 2)}\n`), xml: utf8(root.end({ prettyPrint: true })) };
}

export const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');
