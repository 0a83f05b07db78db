import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layCertificates } from '../support/first-start.ts';
import { makeClientCertificate, readAuthority, startSandbox, type ClientCertificate, type ContactEntry, type Sandbox, type SandboxSettings } from '../../src/sandbox/index.ts';

export const school = { cvr: '12345678', name: 'Prøveskolen' };
export const contacts: ContactEntry[] = [
  { kind: 'cpr', number: '0101070001', name: 'Ane Prøve', status: 'REGISTERED' },
  { kind: 'cpr', number: '0202070002', name: 'Bo Fritaget', status: 'EXEMPT' },
  { kind: 'cpr', number: '0303070003', name: 'Carl Lukket', status: 'CLOSED' },
  { kind: 'cpr', number: '0404070004', name: 'Dorte Venter', status: 'UNCONFIRMED_REGISTRATION' },
  { kind: 'cvr', number: '87654321', name: 'Tømrer Højlund ApS', status: 'REGISTERED' },
];

export type Answered = { status: number; json: any };
export type Tried = Sandbox & {
  folder: string;
  client: ClientCertificate;
  tls(client?: ClientCertificate | null): object;
  call(path: string, init?: RequestInit & { client?: ClientCertificate | null }): Promise<Answered>;
  post(xml: string, init?: { uuid?: string; type?: string; client?: ClientCertificate; headers?: Record<string, string>; timeoutMs?: number }): Promise<Answered>;
  set(settings: Partial<SandboxSettings>): Promise<void>;
  control(path: string, init?: RequestInit): Promise<any>;
  end(): Promise<void>;
};

let client: ClientCertificate | undefined;

/** A peer of its own in a temporary folder, with the client that the tests call it by. Receipts are due at once. */
export async function tryPeer(settings: Partial<SandboxSettings> = {}): Promise<Tried> {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
  const contactsFile = join(folder, 'contacts.json');
  writeFileSync(contactsFile, JSON.stringify(contacts));
  await layCertificates(folder, school);
  const sandbox = await startSandbox({ folder, port: 0, controlPort: 0, contactsFile, holder: school, settings: { receiptDelayMs: 0, ...settings } });
  client ??= makeClientCertificate({ ...school, signedBy: readAuthority(folder) });
  return callsOf(sandbox, folder, client);
}

/** The ways to call a peer, whoever started it. */
export function callsOf(sandbox: Sandbox, folder: string, client: ClientCertificate): Tried {
  const ca = readAuthority(folder).root.certificatePem;
  const tls = (who: ClientCertificate | null = client) => who === null ? { ca } : { ca, cert: who.chainPem, key: who.keyPem };
  const call: Tried['call'] = async (path, { client: who, ...init } = {}) => {
    const answer = await fetch(sandbox.url + path, { ...init, tls: tls(who), keepalive: false } as RequestInit);
    const text = await answer.text();
    return { status: answer.status, json: text === '' ? null : JSON.parse(text) };
  };
  const control = async (path: string, init: RequestInit = {}) => (await fetch(`${sandbox.controlUrl}/control${path}`, init)).json();
  return {
    ...sandbox, folder, client, tls, call, control,
    post: (xml, init = {}) => call(`/memos/?memo-message-uuid=${init.uuid ?? uuidOf(xml)}`, {
      method: 'POST', body: xml, headers: { 'content-type': init.type ?? 'application/xml', ...init.headers },
      ...(init.client ? { client: init.client } : {}), ...(init.timeoutMs ? { signal: AbortSignal.timeout(init.timeoutMs) } : {}),
    }),
    set: async (settings) => {
      const answer = await fetch(`${sandbox.controlUrl}/control/settings`, { method: 'PUT', body: JSON.stringify(settings), headers: { 'content-type': 'application/json' } });
      if (!answer.ok) throw new Error(await answer.text());
    },
    end: async () => {
      await sandbox.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const uuidOf = (xml: string) => /messageUUID>([^<]*)</.exec(xml)?.[1] ?? '';

/** A letter in which nothing is wrong, with a UUID of its own; `change` spoils it. */
export function letter(change: (xml: string) => string = (xml) => xml): string {
  return change(`<?xml version="1.0" encoding="UTF-8"?>
<memo:Message xmlns:memo="https://DigitalPost.dk/MeMo-1" xmlns:grd="https://data.gov.dk/model/core/" memoVersion="1.2">
<memo:MessageHeader><memo:messageType>DIGITALPOST</memo:messageType><memo:messageUUID>${randomUUID()}</memo:messageUUID><memo:label>Optagelse</memo:label>
<memo:reply>true</memo:reply><memo:postType>MYNDIGHEDSPOST</memo:postType>
<memo:Sender><memo:senderID>12345678</memo:senderID><memo:idType>CVR</memo:idType><memo:label>Prøveskolen</memo:label>
<memo:ContactPoint><memo:contactPointID>241d39f6-998e-4929-b198-ccacbbf4b330</memo:contactPointID></memo:ContactPoint></memo:Sender>
<memo:Recipient><memo:recipientID>0101070001</memo:recipientID><memo:idType>CPR</memo:idType></memo:Recipient>
<memo:ReplyData><memo:messageUUID>8c2ea15d-61fb-4ba9-9366-42f8b194c114</memo:messageUUID><memo:caseID>7</memo:caseID></memo:ReplyData></memo:MessageHeader>
<memo:MessageBody><memo:createdDateTime>2026-11-23T12:00:00Z</memo:createdDateTime>
<memo:MainDocument><memo:File><memo:encodingFormat>application/pdf</memo:encodingFormat><memo:filename>Optagelse.pdf</memo:filename><memo:language>da</memo:language><memo:content>JVBERi0xLjcK</memo:content></memo:File></memo:MainDocument>
</memo:MessageBody></memo:Message>`);
}

/** One additional document; `number` makes its file name its own. */
export const additional = (number: number) => `<memo:AdditionalDocument><memo:File><memo:encodingFormat>text/plain</memo:encodingFormat><memo:filename>Bilag ${number}.txt</memo:filename><memo:language>da</memo:language><memo:content>SGVq</memo:content></memo:File></memo:AdditionalDocument>`;
export const action = (code: string, inside: string) => `<memo:Action><memo:label>Svar</memo:label><memo:actionCode>${code}</memo:actionCode>${inside}</memo:Action>`;
export const entryPoint = (url: string) => `<memo:EntryPoint><memo:url>${url}</memo:url></memo:EntryPoint>`;
