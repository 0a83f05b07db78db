import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { Problem, unavailable } from '../core/errors.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { type JobRunner, jobRunner } from './run-jobs.ts';
import { type Answer, frameHead, framesOf, type Job, together } from './wire.ts';

export type WorkerOptions = {
  socketPath: string;
  /** Lets its group open the socket too: on a box the worker has a user of its own. */
  forGroup?: boolean;
  limits?: Partial<Limits>;
};

/**
 * The document worker: one job per connection on a Unix socket that only its own user (or group) may open.
 * Bytes in, result out; no network, keys or database (the systemd unit takes them away). When the
 * asker goes away the job's child is ended.
 */
export async function startDocumentWorker({ socketPath, forGroup = false, limits }: WorkerOptions): Promise<{ stop(): Promise<void> }> {
  const runner = jobRunner({ ...defaultLimits, ...limits }, true);
  const open = new Set<Socket>();
  const server: Server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    void serve(socket, runner);
  });
  rmSync(socketPath, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(socketPath, resolve);
  });
  chmodSync(socketPath, forGroup ? 0o660 : 0o600);
  return {
    async stop() {
      runner.close();
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      rmSync(socketPath, { force: true });
    },
  };
}

async function serve(socket: Socket, runner: JobRunner): Promise<void> {
  const gone = new AbortController();
  socket.on('error', () => {});
  socket.on('close', () => gone.abort());
  const give = (header: Answer, body: Uint8Array = new Uint8Array(0)) => write(socket, header, body, gone.signal);
  try {
    const { value: frame } = await framesOf<Job>(socket).next();
    if (!frame) return;
    await runner.run(gone.signal, frame.header, frame.body, ({ header, body }) => give(header, body));
    await give({ is: 'done' });
  } catch (error) {
    const problem = error instanceof Problem ? error : unavailable('pdf.worker_away');
    if (!gone.signal.aborted) await give({ is: 'problem', code: problem.code, reason: problem.reason, values: problem.values }).catch(() => {});
  } finally {
    socket.end();
  }
}

/** Writes a frame and waits until the socket has room again, so that nothing piles up for a slow taker. */
async function write(socket: Socket, header: Answer, body: Uint8Array, gone: AbortSignal): Promise<void> {
  gone.throwIfAborted();
  const head = frameHead(header, body.length);
  if (body.length > together) socket.write(head);
  if (socket.write(body.length > together ? body : Buffer.concat([head, body]))) return;
  await new Promise<void>((resolve, reject) => {
    socket.once('drain', resolve);
    gone.addEventListener('abort', () => reject(gone.reason), { once: true });
  });
}
