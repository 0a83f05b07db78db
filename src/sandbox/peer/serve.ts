import { createSecureServer } from 'node:http2';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { cvrOfCertificate } from '../certificates/names.ts';
import type { ServerIdentity } from '../certificates/open.ts';
import { isRevoked } from '../certificates/revocation.ts';
import type { Log } from '../../core/log.ts';
import { refusal, send } from './answers.ts';
import { readSettings } from '../store/settings.ts';
import type { Peer } from './context.ts';
import { handle } from './handle.ts';

/**
 * Serves the API with mutual TLS: no certificate, an expired or revoked one or one of another authority ends
 * the handshake. By node:http2 with HTTP/1.1 allowed, because it is there that the runtime shows the
 * client's certificate (facts: dependencies, mutual TLS).
 * @param port 0 for any free port.
 */
export async function servePeer(peer: Peer, identity: ServerIdentity, port: number, log: Log): Promise<{ port: number; stop(): Promise<void> }> {
  const { root, issuing } = identity.authority;
  const callers = new WeakMap<TLSSocket, string | null>();
  const sockets = new Set<TLSSocket>();
  const server = createSecureServer({
    allowHTTP1: true, requestCert: true, rejectUnauthorized: true, ca: [root.certificatePem, issuing.certificatePem],
    cert: identity.chainPem, key: identity.keyPem, ALPNProtocols: ['http/1.1'],
  }, (request, response) => {
    const [incoming, outgoing] = [request, response] as unknown as [IncomingMessage, ServerResponse];
    const socket = incoming.socket as TLSSocket;
    if (!callers.has(socket)) callers.set(socket, cvrOfSocket(socket));
    handle(peer, incoming, outgoing, { cvr: callers.get(socket) ?? null, revoked: () => revoked(socket, peer) }).catch((error: unknown) => {
      log.error({ error: error instanceof Error ? error.stack : String(error) }, 'sandbox call failed');
      if (!outgoing.headersSent) send(outgoing, refusal(500, 'internal.error', 'The sandbox failed'));
    });
  });
  server.on('secureConnection', (socket: TLSSocket) => {
    // The runtime takes no list of revoked certificates, so the connection is closed here, before a byte of it is read:
    // to the client the same as a handshake refused without an alert.
    if (readSettings(peer.store, peer.base).revokedAnswer === 'closed' && revoked(socket, peer)) {
      log.info({ reason: 'CERT_REVOKED' }, 'sandbox refused a connection');
      socket.destroy();
      return;
    }
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  server.on('tlsClientError', (error: Error & { code?: string }) => log.info({ reason: error.code }, 'sandbox refused a connection'));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const stop = () => new Promise<void>((resolve) => {
    server.close(() => resolve());
    // Calls that were left without an answer on purpose would keep it open for ever.
    for (const socket of sockets) socket.destroy();
    setTimeout(resolve, 500).unref();
  });
  return { port: (server.address() as AddressInfo).port, stop };
}

function revoked(socket: TLSSocket, { certificates, store, base }: Peer): boolean {
  const certificate = socket.getPeerX509Certificate();
  if (!certificate) return false;
  return isRevoked(certificates.folder, certificate.serialNumber, readSettings(store, base).clientRevoked);
}

function cvrOfSocket(socket: TLSSocket): string | null {
  const certificate = socket.getPeerX509Certificate();
  return certificate ? cvrOfCertificate(certificate.raw) : null;
}
