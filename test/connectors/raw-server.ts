import type { AddressInfo } from 'node:net';
import { createServer, type Server, type TlsOptions, type TLSSocket } from 'node:tls';

/** A TLS server that does to each connection exactly what a test says; for peers that behave as no sandbox does. */
export async function rawServer(tls: TlsOptions, meet: (socket: TLSSocket, request: string, number: number) => void) {
  let connections = 0;
  let bytes = 0;
  const open = new Set<TLSSocket>();
  const server: Server = createServer(tls, (socket) => {
    const number = ++connections;
    let request = '';
    open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => open.delete(socket));
    socket.on('data', (piece: Buffer) => {
      bytes += piece.byteLength;
      request += piece.toString('latin1');
      const head = request.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(request)?.[1] ?? 0);
      if (head < 0 || request.length < head + 4 + length) return;
      const whole = request;
      request = '';
      meet(socket, whole, number);
    });
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port, url: `https://localhost:${port}/apis/v1`,
    connections: () => connections,
    bytes: () => bytes,
    stop() {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}

/** An HTTP answer as it lies on the wire. */
export const wire = (status: number, body: string, type = 'application/json') =>
  `HTTP/1.1 ${status} X\r\ncontent-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
