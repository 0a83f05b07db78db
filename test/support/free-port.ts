import { createServer } from 'node:net';

const free = (port: number) => new Promise<boolean>((resolve) => {
  const server = createServer();
  server.once('error', () => resolve(false));
  server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
});

/** Tests that run in the other lane (scripts/test) look for theirs in another range, so that none is found free twice. */
const first = process.env['ELEVARKIV_TEST_LANE'] === '1' ? 22_000 : 18_000;

/** A port that nobody listens on, and neither on those `beside` it: what an earlier run left behind answers no test. */
export async function freePort(beside: number[] = []): Promise<number> {
  for (let tries = 0; tries < 200; tries++) {
    const port = first + Math.floor(Math.random() * 3500);
    if ((await Promise.all([port, ...beside.map((more) => port + more)].map(free))).every(Boolean)) return port;
  }
  throw new Error('no free port');
}
