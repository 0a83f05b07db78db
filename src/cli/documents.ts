import { parseArgs } from 'node:util';
import { startDocumentWorker } from '../pdf/index.ts';
import type { Command } from './command.ts';
import { findConfig } from './find-config.ts';
import { tellServiceManager } from './service-manager.ts';
import { stopSignal } from './supervise.ts';

export const documents: Command = {
  words: ['documents'],
  summary: 'kører dokumentarbejderen (PDF) på en Unix-socket',
  help: 'Brug: elevarkiv documents [--config FIL] [--socket STI] [--group]\n\nMed --group må også gruppen åbne socketen. Har hverken netværk, nøgler eller database. Hver PDF læses i en ny proces med grænser for tid og hukommelse.',
  async run(args) {
    const { values } = parseArgs({ args, options: { config: { type: 'string' }, socket: { type: 'string' }, group: { type: 'boolean' } } });
    const stopping = stopSignal();
    const worker = await startDocumentWorker({ socketPath: values.socket ?? findConfig(values.config).socketPath, forGroup: values.group ?? false });
    tellServiceManager(stopping);
    await new Promise((resolve) => stopping.addEventListener('abort', resolve));
    await worker.stop();
    return 0;
  },
};
