import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import type { Ids } from '../core/ids.ts';
import type { Log } from '../core/log.ts';
import { record } from '../audit/index.ts';
import type { Actor } from '../access/index.ts';
import { currentIdentity, describeCertificate, dropIdentity, filesOfIdentity, inspectIdentity, keepIdentity, openDigitalPost, readPkcs12, useIdentity, type IdentityFiles, type IdentityFinding, type Pkcs12 } from '../connectors/digital-post/index.ts';
import type { Database, Reader, Tx } from '../db/index.ts';
import { getStatus, setStatus } from '../queue/index.ts';
import { prepareSettings, readSettings, type Settings } from '../settings/index.ts';

type Deps = { db: Database; clock: Clock; ids: Ids; log: Log; config: Config };

/** Where certificates that were uploaded in the portal lie. */
const storeOf = (config: Config) => join(config.data, 'digital-post');

/** The certificate in use: the settings file's, which wins where it names one, else the one uploaded in the portal. Null = none. */
export function identityInUse(config: Config): IdentityFiles | null {
  if (config.digitalPost.certificate) return existsSync(config.digitalPost.certificate) ? config.digitalPost : null;
  const id = currentIdentity(storeOf(config));
  return id ? filesOfIdentity(storeOf(config), id) : null;
}

/** The way to Digital Post with an identity, as the settings stand. */
export function openPeer(deps: { clock: Clock; log: Log }, settings: Settings, identity: Pkcs12, authorities: string) {
  return openDigitalPost({
    baseUrl: settings['digitalPost.baseUrl'],
    apiToken: settings['digitalPost.apiToken'],
    certificatePem: identity.certificatePem,
    keyPem: identity.keyPem,
    caPem: authorities || identity.caPem,
    timeoutMs: settings['digitalPost.timeoutSeconds'] * 1000,
    lookUpBatch: 50,
    maxCallsPerSecond: settings['digitalPost.callsPerSecond'],
  }, deps);
}

/** What is known of the certificate in use without opening it: written whenever it was. Dates ISO. */
export type CertificateStatus = { serialNumber: string; cvr: string | null; name: string; issuer: string; notAfter: string; test: boolean; triedAt: string | null };

export function certificateStatus(db: Database): CertificateStatus | null {
  return (getStatus(db, 'certificate')?.value as CertificateStatus | undefined) ?? null;
}

const nameIn = (subject: string): string => /(?:^|\n)CN=([^\n]+)/.exec(subject)?.[1] ?? '';

/** Notes what the certificate says, so that pages need not open it. */
export function noteCertificate(deps: Pick<Deps, 'db' | 'clock'>, identity: Pkcs12, tried: boolean): void {
  const { serialNumber, test, issuer } = describeCertificate(identity.certificatePem);
  const known: CertificateStatus = { serialNumber, cvr: identity.cvr, name: nameIn(identity.subject), issuer: nameIn(issuer), notAfter: identity.notAfter.toISOString(), test, triedAt: tried ? deps.clock.now().toISOString() : null };
  if (!tried && certificateStatus(deps.db)?.serialNumber === serialNumber) return;
  deps.db.write((tx) => setStatus(tx, 'certificate', known, deps.clock.now()));
}

/** `authorities`: PEM that the peer's certificate may come from, '' = those in the file. `apiToken` '' keeps the one that is set. */
export type Offered = { p12: Uint8Array; password: string; authorities: string; baseUrl: string; apiToken: string };
/** `call` null = none was made, because the file itself cannot be used. */
export type Renewal = { /** Whom the certificate is for. */ cvr: string | null; findings: IdentityFinding[]; call: { ok: true } | { ok: false; reason: string; detail: string } | null; inUse: boolean };

/**
 * Takes an offered certificate into use together with the address it is for, if it can be used and Digital Post answers
 * a call made with it; else everything stays as it was. Nothing is lost on a crash in between.
 * Errors: setting.bad_value (invalid, `key`) for the address.
 */
export async function renewIdentity(deps: Deps, actor: Actor, offered: Offered): Promise<Renewal> {
  const { p12, password, authorities, baseUrl, apiToken } = offered;
  const address = prepareSettings(deps, actor.id, { 'digitalPost.baseUrl': baseUrl, ...(apiToken ? { 'digitalPost.apiToken': apiToken } : {}) });
  const settings = readSettings(deps.db);
  const { identity, findings, usable } = await inspectIdentity(p12, password, { cvr: settings['sender.cvr'], now: deps.clock.now() });
  const refused = (call: Renewal['call'], why: Record<string, unknown>): Renewal => {
    deps.db.write((tx) => record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'certificate.refused', subject: { kind: 'system', id: 'certificate' }, payload: why }));
    return { cvr: identity?.cvr ?? null, findings, call, inUse: false };
  };
  if (!identity || !usable) return refused(null, { findings: findings.filter(({ level }) => level === 'stop').map(({ reason }) => reason) });
  const id = deps.ids.uuid();
  const store = storeOf(deps.config);
  keepIdentity(store, id, { p12, password, authorities });
  const call = await callWith(deps, { ...settings, 'digitalPost.baseUrl': baseUrl, 'digitalPost.apiToken': apiToken || settings['digitalPost.apiToken'] }, identity, authorities);
  if (!call.ok) {
    dropIdentity(store, id);
    return refused(call, { call: call.reason });
  }
  useIdentity(store, id);
  noteCertificate(deps, identity, true);
  deps.db.write((tx) => {
    address(tx);
    noteCall(tx, call, deps.clock.now());
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'certificate.changed', subject: { kind: 'system', id: 'certificate' }, payload: { notAfter: identity.notAfter.toISOString() } });
  });
  return { cvr: identity.cvr, findings, call, inUse: true };
}

/** Looks through the certificate in use and makes a call with it. Null where there is none. */
export async function tryIdentity(deps: Deps, actor: Actor): Promise<Renewal | null> {
  const files = identityInUse(deps.config);
  if (!files) return null;
  const settings = readSettings(deps.db);
  const { identity, findings, usable } = await inspectIdentity(new Uint8Array(readFileSync(files.certificate)), passwordOf(files), { cvr: settings['sender.cvr'], now: deps.clock.now() });
  if (!identity || !usable || !settings['digitalPost.baseUrl']) return { cvr: identity?.cvr ?? null, findings, call: null, inUse: true };
  const call = await callWith(deps, settings, identity, textOf(files.authorities));
  if (call.ok) noteCertificate(deps, identity, true);
  deps.db.write((tx) => {
    noteCall(tx, call, deps.clock.now());
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'certificate.tried', subject: { kind: 'system', id: 'certificate' }, payload: call.ok ? { ok: true } : { ok: false, reason: call.reason } });
  });
  return { cvr: identity.cvr, findings, call, inUse: true };
}

/** The last call somebody made with the certificate in use. */
export type LastCall = { ok: true; at: string } | { ok: false; reason: string; at: string };

const noteCall = (tx: Tx, call: NonNullable<Renewal['call']>, at: Date): void => setStatus(tx, 'test-call', call.ok ? { ok: true } : { ok: false, reason: call.reason }, at);

export function lastCallOf(db: Reader): LastCall | null {
  const call = getStatus(db, 'test-call');
  return call ? ({ ...call.value, at: call.at } as LastCall) : null;
}

async function callWith(deps: Deps, settings: Settings, identity: Pkcs12, authorities: string): Promise<{ ok: true } | { ok: false; reason: string; detail: string }> {
  const peer = openPeer(deps, settings, identity, authorities);
  try {
    return await peer.probe();
  } finally {
    peer.close();
  }
}

/** The password as it was typed; only the line end that an editor adds to a file does not belong to it. */
export const passwordOf = (files: IdentityFiles): string => textOf(files.certificatePassword).replace(/\r?\n$/, '');

/** Text of a file that may not be there. */
export const textOf = (path: string): string => (path && existsSync(path) ? readFileSync(path, 'utf8') : '');
