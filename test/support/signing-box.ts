import { join } from 'node:path';
import type { Actor } from '../../src/access/index.ts';
import { listDocumentTypes } from '../../src/archive/index.ts';
import { connectSigning } from '../../src/demo/signing.ts';
import { addRecipient, getDispatch, setOptions, shareDocument, submit, uploadDispatch, validate, type OptionsInput } from '../../src/sending/index.ts';
import { readFileSync } from 'node:fs';
import { until, type Box } from './box.ts';

/** One request as the sandbox's signing service has it. */
export type There = { id: string; token: string; title: string; signer: string; state: string; sign_by: string | null };

/** The ways to the signing service of a box's sandbox. */
export function signingOf(box: Box) {
  const ask = async (path: string, init: RequestInit = {}) => (await fetch(`${box.sandbox.controlUrl}/control/signing${path}`, init)).json();
  const post = (path: string) => ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }) as Promise<{ done: boolean }>;
  return {
    connect: () => connectSigning(box.deps, { url: box.sandbox.signingUrl, certificates: join(box.folder, 'sandbox/certificates') }),
    all: () => ask('') as Promise<There[]>,
    sign: (id: string) => post(`/${id}/sign`),
    decline: (id: string) => post(`/${id}/decline`),
    /** The link in the letter as it lies in the mailbox. */
    async linkIn(uuid: string): Promise<string | null> {
      const { Database } = await import('bun:sqlite');
      const store = new Database(join(box.folder, 'sandbox/sandbox.sqlite'), { readonly: true });
      const row = store.query('SELECT xml FROM memo WHERE uuid = ?').get(uuid) as { xml: Uint8Array } | null;
      store.close();
      return row ? (/actionCode>UNDERSKRIV<[\s\S]*?url>([^<]+)</.exec(Buffer.from(row.xml).toString())?.[1] ?? null) : null;
    },
  };
}

/** Sends one document to `count` people with mailboxes, to be signed. Answers the dispatch's id. */
export async function sendToSign(box: Box, actor: Actor, count: number, options: Partial<OptionsInput> = {}): Promise<string> {
  const { deps } = box;
  const bytes = new Uint8Array(readFileSync(join(import.meta.dir, '../../samples/optagelsesbreve.pdf')));
  const id = await uploadDispatch(deps, actor, { filename: 'aftale.pdf', content: (async function* () { yield bytes; })() });
  const ready = () => { const found = getDispatch(deps.db, actor, id); return found.state === 'draft' && found.lookedUpAt !== null; };
  await until(ready, 'reading and look-up');
  shareDocument(deps, actor, id);
  const people = deps.db.statement("SELECT p.id FROM people p JOIN mailboxes m ON m.number = p.cpr WHERE m.status = 'registered' AND p.kind = 'student' ORDER BY p.cpr LIMIT ?").all(count) as { id: string }[];
  for (const person of people) addRecipient(deps, actor, id, { ref: `person:${person.id}` });
  setOptions(deps, actor, id, { title: 'Praktikaftale', documentTypeId: listDocumentTypes(deps.db)[0]!.id, replyAllowed: false, removeCpr: true, deliverOn: null, signatureRequired: true, signBy: null, ...options });
  await until(() => validate(deps, actor, id).blockers.filter((each) => each.kind !== 'unreadable_page').length === 0, 'nothing in the way');
  const report = validate(deps, actor, id);
  submit(deps, actor, id, report);
  return id;
}
