import { createConnection } from 'node:net';
import { once } from 'node:events';
import { Problem, unavailable } from '../core/errors.ts';
import { portOver, problemOf } from './port.ts';
import type { DocumentWorker } from './types.ts';
import { type Answer, frameHead, framesOf } from './wire.ts';

/** The DocumentWorker behind a Unix socket. Errors: the port's; `unavailable` pdf.worker_away when nobody answers or the worker ends in the middle. */
export function connectDocumentWorker({ socketPath }: { socketPath: string }): DocumentWorker {
  return portOver(async (job, pdf, onAnswer) => {
    const socket = createConnection(socketPath);
    try {
      await once(socket, 'connect');
      socket.write(frameHead(job, pdf.length));
      if (pdf.length > 0) socket.write(pdf);
      for await (const frame of framesOf<Answer>(socket)) {
        if (frame.header.is === 'problem') throw problemOf(frame.header);
        if (frame.header.is === 'done') return;
        await onAnswer(frame).catch((error) => {
          throw new TakerFailed(error);
        });
      }
      throw unavailable('pdf.worker_away');
    } catch (error) {
      if (error instanceof TakerFailed) throw error.cause;
      throw error instanceof Problem ? error : unavailable('pdf.worker_away');
    } finally {
      socket.destroy();
    }
  });
}

/** What the caller's own callback threw: passed on as it is. */
class TakerFailed extends Error {
  constructor(cause: unknown) {
    super('taker failed', { cause });
  }
}
