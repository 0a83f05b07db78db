import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findUser, type Actor, type Role } from '../../src/access/index.ts';
import { addDocumentType, listDocumentTypes } from '../../src/archive/index.ts';
import { importPeople, rememberMailboxes, type MailboxStatus } from '../../src/people/index.ts';
import { readDispatch, setOptions, uploadDispatch, type OptionsInput } from '../../src/sending/index.ts';
import { changeSettings } from '../../src/settings/index.ts';
import { openPortal } from '../web/portal.ts';

/** A portal that may send: numbers, sender, certificate and document type are in place. Nothing leaves it: nobody delivers. */
export function openSchool() {
  const portal = openPortal({ digitalPost: { certificate: 'school.p12' } });
  writeFileSync(portal.deps.config.digitalPost.certificate, 'a certificate');
  changeSettings(portal.deps, null, { 'sender.cvr': '99999999', 'sender.label': 'Skolen', 'digitalPost.baseUrl': 'https://localhost:1/apis/v1', 'sending.undoMinutes': 0, 'sending.duplicateDays': 0 });
  addDocumentType(portal.deps, null, 'Brev');
  return portal;
}

export type School = ReturnType<typeof openSchool>;

/** A user of the school who is logged in, as an actor. */
export async function actorIn(portal: School, username: string, ...roles: Role[]): Promise<Actor> {
  return findUser(portal.deps.db, await portal.user(username, username.charAt(0).toUpperCase() + username.slice(1), ...roles))!;
}

/**
 * A sample uploaded, read and looked up: all recipients in the register with an address, their mailboxes as `mailboxes` says
 * (by place on the list; registered where it says nothing), and the options chosen.
 */
export async function draftIn(portal: School, actor: Actor, input: { file?: string; mailboxes?: (MailboxStatus | undefined)[]; options?: Partial<OptionsInput>; address?: (n: number) => string | null; protectedAt?: number[] } = {}): Promise<string> {
  const { deps } = portal;
  const file = input.file ?? 'optagelsesbreve.pdf';
  const bytes = new Uint8Array(readFileSync(join(import.meta.dir, '../../samples', file)));
  const id = await uploadDispatch(deps, actor, { filename: file, content: (async function* () { yield bytes; })() });
  await readDispatch(deps, id);
  const numbers = deps.db.statement('SELECT recipient_kind AS kind, recipient_number AS number FROM letters WHERE dispatch_id = ? AND recipient_number IS NOT NULL ORDER BY ordinal').all(id) as { kind: 'cpr'; number: string }[];
  const address = input.address ?? ((n: number) => `Skovvej ${n + 1}, ${8000 + ((n * 7) % 10)} Aarhus`);
  importPeople(deps, null, {
    people: numbers.map(({ number }, n) => ({ cpr: number, name: `Elev ${n + 1}`, kind: 'student' as const, className: '2.b', address: address(n), protected: input.protectedAt?.includes(n) ?? false })), guardianships: [], companies: [],
  });
  deps.db.write((tx) => {
    rememberMailboxes(tx, numbers.map((recipient, n) => ({ recipient, status: input.mailboxes?.[n] ?? ('registered' as const) })), deps.clock.now());
    tx.statement("UPDATE letters SET certainty = 'confirmed' WHERE dispatch_id = ?").run(id);
    tx.statement('UPDATE dispatches SET looked_up_at = ? WHERE id = ?').run(deps.clock.now().toISOString(), id);
    numbers.forEach(({ number }, n) => tx.statement('UPDATE letters SET recipient_name = ?, class_name = ? WHERE dispatch_id = ? AND recipient_number = ?').run(`Elev ${n + 1}`, '2.b', id, number));
  });
  setOptions(deps, actor, id, { title: 'Optagelse', documentTypeId: listDocumentTypes(deps.db)[0]!.id, replyAllowed: false, removeCpr: true, deliverOn: null, ...input.options });
  return id;
}

/** How many letters of a dispatch are in which state. */
export function statesOf(portal: School, dispatchId: string): Record<string, number> {
  const rows = portal.deps.db.statement('SELECT state, count(*) AS n FROM letters WHERE dispatch_id = ? GROUP BY state ORDER BY state').all(dispatchId) as { state: string; n: number }[];
  return Object.fromEntries(rows.map((row) => [row.state, row.n]));
}
