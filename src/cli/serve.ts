import { parseArgs } from 'node:util';
import { createApp } from '../app.ts';
import { openDatabase, portalCache } from '../db/index.ts';
import { openDeps } from '../deps.ts';
import { runJobs } from '../jobs/index.ts';
import { newSetUpCode } from '../settings/index.ts';
import { runSandbox } from '../sandbox/main.ts';
import type { Command } from './command.ts';
import { findConfig } from './find-config.ts';
import { prepareDemo } from './demo.ts';
import { lockPortal, requireFree } from './only-once.ts';
import { tellServiceManager } from './service-manager.ts';
import { setUpCodeWords } from './setup-code.ts';
import { stopSignal, superviseChild } from './supervise.ts';

/** Uploads are streamed with a cap of their own, which answers in words; this only keeps the server's from cutting in before. Bytes. */
const largestBody = 100 * 1024 ** 3;

const serve: Command = {
  words: ['serve'],
  summary: 'starter portalen; --all også afsendelse og dokumentarbejder',
  help: `Brug: elevarkiv serve [--all] [--port N] [--config FIL]

Starter webportalen. Med --all startes dokumentarbejderen og afsendelsen som egne processer, der lukkes sammen
med portalen; på en boks er de egne tjenester (elevarkiv documents, elevarkiv deliver).`,
  async run(args) {
    const { values } = parseArgs({ args, options: { all: { type: 'boolean' }, port: { type: 'string' }, config: { type: 'string' } } });
    const config = findConfig(values.config);
    const port = values.port ? Number(values.port) : config.web.port;
    const lock = lockPortal(config);
    await requireFree(config.web.hostname, port);
    const stopping = stopSignal();
    if (values.all) {
      const options = values.config ? ['--config', values.config] : [];
      superviseChild(['documents', ...options], stopping);
      superviseChild(['deliver', ...options], stopping);
    }
    const deps = openDeps(config, 'web', { db: openDatabase(config.databasePath, portalCache) });
    const app = createApp(deps);
    const server = Bun.serve({ hostname: config.web.hostname, port, maxRequestBodySize: largestBody, idleTimeout: 255, fetch: (request, bun) => app.fetch(request, { server: bun }) });
    console.log(`Elevarkiv svarer på http://localhost:${server.port}`);
    const code = newSetUpCode(deps);
    if (code) console.log(setUpCodeWords(code, config.origin));
    tellServiceManager(stopping);
    await new Promise((resolve) => stopping.addEventListener('abort', resolve));
    await server.stop(true);
    deps.close();
    lock.release();
    return 0;
  },
};

const deliver: Command = {
  words: ['deliver'],
  summary: 'kører afsendelse, læsning og kvitteringer',
  help: 'Brug: elevarkiv deliver [--config FIL]\n\nTager arbejde fra køen, til den får besked på at stoppe. Kun én ad gangen; en anden venter på sin tur.',
  async run(args) {
    const { values } = parseArgs({ args, options: { config: { type: 'string' } } });
    const deps = openDeps(findConfig(values.config), 'deliver');
    const stopping = stopSignal();
    tellServiceManager(stopping);
    await runJobs(deps, stopping);
    deps.close();
    return 0;
  },
};

const sandbox: Command = {
  words: ['sandbox'],
  summary: 'kører en Digital Post-modpart til demo og prøver',
  help: 'Brug: elevarkiv sandbox --folder MAPPE [--port N] [--control-port N] [--signing-port N] [--contacts FIL.json] [--companies FIL.json] [--cvr CVR --name NAVN]\n\nEn streng modpart med gensidig TLS. Intet sendes ud af maskinen.',
  async run(args) {
    await runSandbox(args);
    await new Promise((resolve) => stopSignal().addEventListener('abort', resolve));
    return 0;
  },
};

const demo: Command = {
  words: ['demo', 'prepare'],
  summary: 'lægger demoskolen og dens indstillingsfil i en mappe',
  help: 'Brug: elevarkiv demo prepare --folder MAPPE --port N --sandbox-port N --control-port N --signing-port N [--fresh]\n\nBruges af scripts/start. En mappe, der er lagt, røres ikke; --fresh begynder forfra, men aldrig mens portalen kører.',
  run: prepareDemo,
};

export const serveCommands: Command[] = [serve, deliver, sandbox, demo];
