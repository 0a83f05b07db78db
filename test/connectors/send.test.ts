import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test';
import { createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { manualClock } from '../../src/core/clock.ts';
import { openLog } from '../../src/core/log.ts';
import { makeAuthority, makeClientCertificate } from '../../src/sandbox/index.ts';
import { makeCertificate } from '../../src/sandbox/certificates/sign.ts';
import type { SendOutcome } from '../../src/connectors/digital-post/index.ts';
import { failureOf } from '../../src/connectors/digital-post/failure.ts';
import { outcomeOfFailure } from '../../src/connectors/digital-post/send-outcome.ts';
import { posted, startPeer, type Peer } from './peer.ts';
import { rawServer, wire } from './raw-server.ts';

let peer: Peer;
beforeAll(async () => {
  peer = await startPeer();
}, 60_000);
afterAll(() => peer.stop());
afterEach(() => peer.reset());

/** Posts one letter and tells what became of it and how often it lies with the peer. */
async function send(wish: Parameters<Peer['connect']>[0] = {}, letter = posted()): Promise<{ outcome: SendOutcome; stored: number; said: string }> {
  const connection = peer.connect(wish);
  const outcome = await connection.send(...letter);
  connection.close();
  return { outcome, stored: await peer.stored(letter[0]), said: 'reason' in outcome ? `${outcome.kind} ${outcome.reason}` : outcome.kind };
}

const day = 24 * 3600_000;
const foreign = () => makeClientCertificate({ cvr: '12345678', name: 'Fremmed', signedBy: makeAuthority() });

describe('a letter posted over mutual TLS', () => {
  test('is accepted, with the receipt byte for byte', async () => {
    const [uuid, memo] = posted();
    const { outcome, stored } = await send({}, [uuid, memo]);
    if (outcome.kind !== 'accepted') throw new Error(JSON.stringify(outcome));
    expect(outcome.receipt).toMatchObject({ messageUuid: uuid, status: 'RECEIVED', errorCode: null });
    expect(JSON.parse(outcome.receipt.raw)).toMatchObject({ messageUUID: uuid, receiptStatus: 'RECEIVED' });
    expect(stored).toBe(1);
  });

  test('goes over a connection of its own each time', async () => {
    const server = await rawServer(await peerTls(), (socket, request) => socket.end(request.startsWith('GET') ? wire(200, '{"content":[]}') : wire(201, '{"receiptStatus":"RECEIVED"}')));
    const connection = peer.connect({ baseUrl: server.url });
    for (let number = 0; number < 3; number++) expect((await connection.send(...posted())).kind).toBe('accepted');
    expect(server.connections()).toBe(4);
    server.stop();
  });

  test('is refused for good when the peer says so', async () => {
    await peer.set({ contentErrors: 'synchronous' });
    const [uuid, memo] = posted();
    const broken = Buffer.from(Buffer.from(memo).toString('utf8').replace('0104101234', '01041012'));
    const refused = await send({}, [uuid, broken]);
    expect(refused.outcome).toMatchObject({ kind: 'rejected', status: 400, letterAtFault: true });
    expect(refused.stored).toBe(0);
    for (const [setting, status] of [['http401Next', 401], ['http403Next', 403]] as const) {
      await peer.set({ [setting]: 1 });
      const { outcome, stored } = await send();
      expect(outcome).toMatchObject({ kind: 'rejected', status, letterAtFault: false });
      expect(stored).toBe(0);
    }
  });

  test('under another CVR number than the certificate\'s is the connection\'s fault', async () => {
    const { outcome, stored } = await send({}, posted({ sender: { cvr: '87654321', label: 'En anden', contactPointId: null } }));
    expect(outcome).toMatchObject({ kind: 'rejected', status: 403, code: 'sender.not.allowed', letterAtFault: false });
    expect(stored).toBe(0);
  });

  test('that is there already is told apart', async () => {
    await peer.set({ duplicateUuid: 'conflict_409' });
    const letter = posted();
    expect((await send({}, letter)).said).toBe('accepted');
    const again = await send({}, letter);
    expect([again.said, again.stored]).toEqual(['already_there', 1]);
  });

  test('meets a busy peer: not sent', async () => {
    await peer.set({ http503Next: 1 });
    const { said, stored } = await send();
    expect([said, stored]).toEqual(['not_sent busy', 0]);
  });

  test('meets silence, a cut or nonsense after its bytes arrived: unknown, and it does lie there', async () => {
    const cases = [['timeoutAfterBytesNext', 'unknown timeout'], ['dropAfterBytesNext', 'unknown cut_off'], ['nonsenseNext', 'unknown nonsense']] as const;
    for (const [setting, expected] of cases) {
      await peer.set({ [setting]: 1 });
      const { said, stored } = await send();
      expect([setting, said, stored]).toEqual([setting, expected, 1]);
    }
    await peer.set({ nonsenseNext: 1, nonsenseKind: 'half_json' });
    const half = await send();
    expect([half.said, half.stored]).toEqual(['unknown nonsense', 1]);
  });

  test('cut before the peer read it: we cannot know, so unknown', async () => {
    await peer.set({ dropBeforeBytesNext: 1 });
    const { said, stored } = await send();
    expect([said, stored]).toEqual(['unknown cut_off', 0]);
  });

  test('waits for a slow answer, up to its limit', async () => {
    await peer.set({ slowMs: 400 });
    expect((await send()).said).toBe('accepted');
    const connection = peer.connect({ timeoutMs: 250 });
    const letter = posted();
    expect(await connection.send(...letter)).toMatchObject({ kind: 'not_sent', reason: 'timeout' });
    await peer.set({ slowMs: 0 });
    expect((await connection.probe()).ok).toBe(true);
    await peer.set({ slowMs: 600 });
    const slow = await connection.send(...letter);
    expect(slow).toMatchObject({ kind: 'unknown', reason: 'timeout' });
    connection.close();
  });
});

describe('a connection that cannot be made sends nothing', () => {
  test('nobody listens, nobody of that name, or somebody who speaks no TLS', async () => {
    expect((await send({ baseUrl: 'https://localhost:1/apis/v1' })).said).toBe('not_sent peer_refused');
    expect((await send({ baseUrl: 'https://nobody.invalid/apis/v1' })).said).toBe('not_sent peer_not_found');
    const plain = createServer((socket) => socket.end('SSH-2.0-x\r\n'));
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    expect((await send({ baseUrl: `https://localhost:${(plain.address() as { port: number }).port}/` })).said).toBe('not_sent tls_failed');
    plain.close();
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    expect((await send({ baseUrl: `https://localhost:${(silent.address() as { port: number }).port}/`, timeoutMs: 300 })).said).toBe('not_sent timeout');
    silent.close();
  });

  test('no certificate of our own, a damaged, an expired or a foreign one', async () => {
    expect((await send({ certificatePem: '', keyPem: '' })).said).toBe('not_sent certificate_missing');
    expect((await send({ certificatePem: 'x' })).said).toBe('not_sent certificate_damaged');
    expect((await send({ keyPem: 'x' })).said).toBe('not_sent certificate_damaged');
    const { chainPem, keyPem } = foreign();
    const { said, stored } = await send({ certificatePem: chainPem, keyPem });
    expect(['not_sent closed_without_answer', 'not_sent certificate_rejected']).toContain(said);
    expect(stored).toBe(0);
    const old = makeClientCertificate({ cvr: '12345678', name: 'Udløbet', signedBy: peer.authority(), notBefore: new Date(Date.now() - 9 * day), notAfter: new Date(Date.now() - day) });
    expect((await send({ certificatePem: old.chainPem, keyPem: old.keyPem })).said).toBe('not_sent certificate_expired');
    // A clock that runs behind does not see it; then the peer does.
    const connection = peer.connect({ certificatePem: old.chainPem, keyPem: old.keyPem }, { clock: manualClock(new Date(Date.now() - 5 * day).toISOString()) });
    const letter = posted();
    const outcome = await connection.send(...letter);
    expect(outcome.kind).toBe('not_sent');
    expect(await peer.stored(letter[0])).toBe(0);
    expect((await send({ certificatePem: peer.own.certificatePem, keyPem: peer.own.keyPem })).said).toBe('accepted');
  });

  test('a peer under a foreign authority, another name or an expired certificate', async () => {
    expect((await send({ caPem: makeAuthority().root.certificatePem })).said).toBe('not_sent peer_certificate');
    const cases = [['other.example', new Date(Date.now() + day), 'not_sent peer_wrong_name'], ['localhost', new Date(Date.now() - day), 'not_sent peer_certificate']] as const;
    for (const [name, notAfter, expected] of cases) {
      const server = await rawServer(await peerTls(name, notAfter), (socket) => socket.end(wire(200, '{}')));
      expect((await send({ baseUrl: server.url })).said).toBe(expected);
      expect(server.bytes()).toBe(0);
      server.stop();
    }
  });
});

describe('peers that behave as they should not', () => {
  test('one that never accepts the certificate gets no letter, however it says so', async () => {
    for (const way of ['close', 'page'] as const) {
      let posts = 0;
      const server = await rawServer(await peerTls(), (socket, request) => {
        if (request.startsWith('POST')) posts++;
        if (way === 'close') socket.destroy();
        else socket.end(wire(400, '<html>No required SSL certificate was sent</html>', 'text/html'));
      });
      expect((await send({ baseUrl: server.url })).said).toBe(way === 'close' ? 'not_sent closed_without_answer' : 'not_sent nonsense');
      expect(posts).toBe(0);
      server.stop();
    }
  });

  test('answers to a letter: only what is sure is called sure', async () => {
    const uuid = posted()[0];
    const error = '{"code":"x","message":"y"}';
    const cases: [string, string][] = [
      [wire(201, `{"receiptStatus":"RECEIVED","messageUUID":"${uuid.toUpperCase()}"}`), 'accepted'],
      [wire(201, '{"receiptStatus":"RECEIVED","messageUUID":"00000000-0000-4000-8000-000000000000"}'), 'unknown nonsense'],
      [wire(201, '{"receiptStatus":"INVALID","errorCode":"file.empty.not.allowed"}'), 'rejected'],
      [wire(201, '{}'), 'unknown nonsense'], [wire(201, '[]'), 'unknown nonsense'], [wire(201, ''), 'unknown nonsense'],
      [wire(200, '{"receiptStatus":"RECEIVED"}'), 'unknown nonsense'], [wire(302, ''), 'unknown nonsense'],
      [wire(503, error), 'not_sent busy'], [wire(503, '<html>'), 'unknown peer_error'], [wire(502, error), 'unknown peer_error'], [wire(504, ''), 'unknown peer_error'], [wire(500, error), 'unknown peer_error'],
      [wire(409, error), 'already_there'], [wire(409, '<html>'), 'unknown nonsense'], [wire(422, error), 'rejected'], [wire(400, '<html>'), 'unknown nonsense'], [wire(404, ''), 'rejected'],
      ['HTTP/1.1 201 Created\r\ncontent-length: 500\r\n\r\n{"receiptStatus":"RECEIVED"}', 'unknown cut_off'], ['HTTP/1.1 2', 'unknown cut_off'], ['hello\r\n\r\n', 'unknown nonsense'],
    ];
    let answer = '';
    const server = await rawServer(await peerTls(), (socket, request) => socket.end(request.startsWith('GET') ? wire(200, '{"content":[]}') : answer));
    for (const [text, expected] of cases) {
      answer = text;
      const outcome = await peer.connect({ baseUrl: server.url }).send(uuid, posted()[1]);
      expect(`${text.slice(0, 60)} => ${'reason' in outcome ? `${outcome.kind} ${outcome.reason}` : outcome.kind}`).toBe(`${text.slice(0, 60)} => ${expected}`);
    }
    server.stop();
  }, 60_000);

  test('one that stops accepting the certificate leaves one letter in doubt, not more', async () => {
    const authority = makeAuthority();
    const { requestCert: _, rejectUnauthorized: __, ...open } = await peerTls();
    const lenient = await rawServer(open, (socket) => socket.end(wire(200, '{"content":[]}')));
    const connection = peer.connect({ baseUrl: lenient.url });
    expect((await connection.probe()).ok).toBe(true);
    lenient.stop();
    // The same address is strict from now on: the connection still trusts its last minute and posts at once.
    const strict = await rawServerOn(lenient.port, { ...open, ca: authority.root.certificatePem });
    const outcome = await connection.send(...posted());
    // It closed without an alert, which looks like a peer that took the letter and died.
    expect(outcome).toMatchObject({ kind: 'unknown', reason: 'cut_off' });
    expect(strict.requests()).toBe(0);
    // And having been hurt it probes again, so the next letter stays home for certain.
    expect(await connection.send(...posted())).toMatchObject({ kind: 'not_sent' });
    strict.stop();
  });
});

test('an alert about our certificate proves that nothing was read, at any stage', () => {
  // As the runtime names them; servers that send them stop before the request is read.
  for (const alert of ['SSLV3_ALERT_CERTIFICATE_EXPIRED', 'SSLV3_ALERT_BAD_CERTIFICATE', 'SSLV3_ALERT_CERTIFICATE_REVOKED', 'SSLV3_ALERT_CERTIFICATE_UNKNOWN', 'TLSV1_ALERT_UNKNOWN_CA', 'TLSV1_ALERT_CERTIFICATE_REQUIRED']) {
    expect(outcomeOfFailure(failureOf('sent', `ERR_SSL_${alert}`))).toMatchObject({ kind: 'not_sent', reason: 'certificate_rejected' });
  }
  for (const code of ['ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', 'ERR_SSL_SSLV3_ALERT_UNEXPECTED_MESSAGE', 'ECONNRESET', 'EPIPE', 'TIMEOUT', 'HPE_INVALID_CONSTANT', 'SOMETHING_NEW']) {
    expect(outcomeOfFailure(failureOf('sent', code)).kind).toBe('unknown');
    expect(outcomeOfFailure(failureOf('connecting', code)).kind).toBe('not_sent');
  }
});

test('the log of all this names no number, title or address', async () => {
  const chunks: string[] = [];
  const log = openLog('silent', 'test');
  const keep = (...words: unknown[]) => void chunks.push(JSON.stringify(words));
  const listening = Object.assign(Object.create(log), { debug: keep, info: keep, warn: keep, error: keep });
  const connection = peer.connect({}, { log: listening });
  await connection.lookUp([{ kind: 'cpr', number: '0104101234' }]);
  await peer.set({ dropAfterBytesNext: 1 });
  await connection.send(...posted());
  await peer.set({ contactsDown: true });
  await connection.lookUp([{ kind: 'cpr', number: '0104101234' }]);
  expect(chunks.length).toBeGreaterThan(4);
  expect(chunks.join()).not.toMatch(/0104101234|Number|contacts|Optagelse/);
});

/** A server identity signed by the peer's authority. */
async function peerTls(name = 'localhost', notAfter = new Date(Date.now() + day)) {
  const { issuing, root } = peer.authority();
  const made = makeCertificate({
    subject: [{ name: 'commonName', value: name }], issuer: issuing, notBefore: new Date(Date.now() - 5 * day), notAfter,
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: name }] }],
  });
  return { key: made.keyPem, cert: made.certificatePem + issuing.certificatePem, ca: [root.certificatePem, issuing.certificatePem], requestCert: true, rejectUnauthorized: true };
}

/** A strict server on a given port that counts the requests it got to read. */
async function rawServerOn(port: number, tls: object) {
  let requests = 0;
  const server = createTlsServer({ ...tls, requestCert: true, rejectUnauthorized: true }, (socket) => {
    socket.on('data', () => void requests++);
    socket.on('error', () => socket.destroy());
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { requests: () => requests, stop: () => server.close() };
}
