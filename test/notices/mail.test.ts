import { afterAll, beforeAll, expect, test } from 'bun:test';
import { SMTPServer } from 'smtp-server';
import { findUser } from '../../src/access/index.ts';
import type { Actor } from '../../src/access/index.ts';
import { sendMail, type MailSettings } from '../../src/connectors/mail/index.ts';
import { errandLoop } from '../../src/jobs/errands.ts';
import { dueMail, noticeMailOf, notify, setNoticeMail } from '../../src/notices/index.ts';
import { changeSettings } from '../../src/settings/index.ts';
import { makeAuthority, type Authority } from '../../src/sandbox/index.ts';
import { makeServerCertificate } from '../../src/sandbox/certificates/authority.ts';
import { until } from '../support/box.ts';
import { openPortal } from '../web/portal.ts';

// The mail server is npm's smtp-server over real sockets and real TLS.
const portal = openPortal();
const { deps } = portal;
let lise: Actor;
let authority: Authority;
let identity: { chainPem: string; keyPem: string };
type Server = { port: number; mails: string[]; close(): Promise<void> };
const open: Server[] = [];

async function serve(options: { port?: number; secure?: boolean; offersTls?: boolean; refuse?: (step: 'rcpt' | 'data') => { code: number } | null } = {}): Promise<Server> {
  const mails: string[] = [];
  const { secure = false, offersTls = true, refuse = () => null } = options;
  const fault = (code: number) => Object.assign(new Error('lise@skole.dk is not here'), { responseCode: code });
  const server = new SMTPServer({
    secure, cert: identity.chainPem, key: identity.keyPem, authOptional: true, logger: false, ...(offersTls ? {} : { disabledCommands: ['STARTTLS'] }), allowInsecureAuth: true,
    onAuth: (auth, _session, done) => (auth.username === 'elevarkiv' && auth.password === 'kode' ? done(null, { user: 'x' }) : done(new Error('no'))),
    onRcptTo: (_address, _session, done) => { const no = refuse('rcpt'); done(no ? fault(no.code) : null); },
    onData(stream, _session, done) {
      let text = '';
      stream.on('data', (chunk) => { text += String(chunk); });
      stream.on('end', () => {
        const no = refuse('data');
        if (!no) mails.push(text);
        done(no ? fault(no.code) : null);
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const made = { port: (server.server.address() as { port: number }).port, mails, close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
  open.push(made);
  return made;
}

beforeAll(async () => {
  lise = findUser(deps.db, await portal.user('lise', 'Lise Holm', 'secretary'))!;
  await portal.user('rune', 'Rune', 'administrator');
  authority = makeAuthority();
  identity = makeServerCertificate(authority);
});
afterAll(async () => {
  for (const server of open) await server.close();
  portal.close();
});

const settings = (port: number, more: Partial<MailSettings> = {}): MailSettings => ({ host: 'localhost', port, security: 'starttls', user: '', password: '', from: 'elevarkiv@skole.dk', authorities: authority.root.certificatePem, ...more });
const mail = { to: 'lise@skole.dk', subject: 'Du har 3 nye', text: 'Æblegrød\n' };
const reason = (promise: Promise<unknown>) => promise.then(() => 'sent', (error) => `${error.code} ${error.reason}`);

test('a mail goes by STARTTLS, by TLS and in clear; what can be mended waits, what cannot says so', async () => {
  const plain = await serve();
  expect(await reason(sendMail(settings(plain.port), mail))).toBe('sent');
  expect(plain.mails[0]).toContain('=C3=86blegr=C3=B8d');
  expect(await reason(sendMail(settings(plain.port, { user: 'elevarkiv', password: 'kode' }), mail))).toBe('sent');
  expect(await reason(sendMail(settings(plain.port, { user: 'elevarkiv', password: 'forkert' }), mail))).toBe('unavailable mail.login');
  expect(await reason(sendMail(settings(plain.port, { authorities: '' }), mail))).toBe('unavailable mail.tls');
  const secure = await serve({ secure: true });
  expect(await reason(sendMail(settings(secure.port, { security: 'tls' }), mail))).toBe('sent');
  // Nothing goes in clear because somebody between took the offer of TLS away.
  const stripped = await serve({ offersTls: false });
  expect(await reason(sendMail(settings(stripped.port), mail))).toBe('unavailable mail.tls');
  expect(stripped.mails).toEqual([]);
  expect(await reason(sendMail(settings(stripped.port, { security: 'none' }), mail))).toBe('sent');
  const full = await serve({ refuse: (step) => (step === 'data' ? { code: 451 } : null) });
  expect(await reason(sendMail(settings(full.port), mail))).toBe('unavailable mail.busy');
  const strange = await serve({ refuse: (step) => (step === 'rcpt' ? { code: 550 } : null) });
  expect(await reason(sendMail(settings(strange.port), mail))).toBe('invalid mail.recipient_refused');
  await strange.close();
  expect(await reason(sendMail(settings(strange.port), mail))).toBe('unavailable mail.unreachable');
  expect(await reason(sendMail(settings(1, { host: '' }), mail))).toBe('unavailable mail.not_configured');
}, 30_000);

test('the administrator sends a mail to try, and reads what came of it', async () => {
  const server = await serve();
  changeSettings(deps, null, { 'school.name': 'Ådal Skole', 'mail.host': 'localhost', 'mail.port': server.port, 'mail.from': 'elevarkiv@skole.dk', 'mail.authorities': authority.root.certificatePem });
  const tried = await portal.post('/administration/e-mail/proeve', { til: 'rune@skole.dk' }, 'rune');
  expect([tried.status, server.mails.length]).toEqual([303, 1]);
  expect((await portal.post('/administration/e-mail/proeve', { til: 'x' }, 'rune')).status).toBe(422);
  // A wrong value changes nothing and stays in its field; the password is kept when none is typed, and never shown.
  const form = { 'mail.host': 'localhost', 'mail.port': String(server.port), 'mail.security': 'starttls', 'mail.user': 'elevarkiv', 'mail.password': 'forkert', 'mail.from': 'elevarkiv@skole.dk', 'mail.authorities': authority.root.certificatePem };
  expect((await portal.post('/administration/e-mail', form, 'rune')).status).toBe(303);
  const refused = await portal.post('/administration/e-mail', { ...form, 'mail.password': '', 'mail.from': 'ingen' }, 'rune');
  const page = await refused.text();
  expect([refused.status, page.includes('value="ingen"'), page.includes('forkert')]).toEqual([422, true, false]);
  const login = await portal.post('/administration/e-mail/proeve', { til: 'rune@skole.dk' }, 'rune');
  expect([login.status, (await login.text()).includes('tog ikke imod brugernavnet')]).toEqual([503, true]);
  expect(portal.events('mail.tried')).toBe(2);
});

test('a mail server that is away loses nothing: the mail comes when it is back, once, and holds no name, title or number', async () => {
  const first = await serve();
  await first.close();
  changeSettings(deps, null, { 'mail.port': first.port, 'mail.user': '' });
  setNoticeMail(deps, lise, { email: 'lise@skole.dk', frequency: 'at_once' });
  const { documentId } = await portal.letter({ cpr: '0101071234', name: 'Åse Ærø', title: 'Advarsel' });
  deps.db.write((tx) => notify(tx, { ids: deps.ids, at: deps.clock.now() }, { userId: lise.id, kind: 'signature_completed', subject: { kind: 'document', id: documentId }, count: 3 }));
  portal.clock.advance(61_000);
  const stopping = new AbortController();
  const loop = errandLoop(deps, 'w', stopping.signal);
  await until(() => noticeMailOf(deps.db, lise.id).problem === 'mail.unreachable', 'the first try');
  expect(dueMail(deps.db, lise.id)).toEqual({ to: 'lise@skole.dk', count: 3 });
  expect(await (await portal.get('/min-side', 'lise')).text()).toContain('intet går tabt');
  expect(await (await portal.get('/administration/e-mail', 'rune')).text()).toContain('kan ikke nås');
  const back = await serve({ port: first.port });
  portal.clock.advance(3_600_000);
  await until(() => back.mails.length === 1, 'the mail');
  portal.clock.advance(3_600_000);
  await Bun.sleep(400);
  stopping.abort();
  await loop;
  expect(back.mails.length).toBe(1);
  const text = back.mails[0]!.replaceAll('=\r\n', '');
  expect(text).toContain('Du har 3 nye adviser i Elevarkiv');
  expect(text).toContain('http://localhost:8080/adviser');
  expect(text).not.toMatch(/Advarsel|Ærø|=C3=86r|0101|Lise|Holm/);
  expect(noticeMailOf(deps.db, lise.id)).toMatchObject({ problem: null });
  expect(dueMail(deps.db, lise.id)).toBeNull();
}, 30_000);
