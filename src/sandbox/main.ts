import { parseArgs } from 'node:util';
import { openLog } from '../core/log.ts';
import { startSandbox } from './index.ts';

/**
 * Runs the peer until it is told to stop: --folder DIR --port N --control-port N [--signing-port N] [--contacts FILE.json] [--companies FILE.json]
 * [--cvr 8 digits --name TEXT] for the holder of the client certificate. Prints one line of JSON with
 * the addresses when it is ready.
 */
export async function runSandbox(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      folder: { type: 'string' }, port: { type: 'string', default: '8443' }, 'control-port': { type: 'string', default: '8444' }, 'signing-port': { type: 'string', default: '0' },
      contacts: { type: 'string' }, companies: { type: 'string' }, cvr: { type: 'string' }, name: { type: 'string' },
    },
  });
  if (!values.folder) throw new Error('--folder is required');
  const sandbox = await startSandbox({
    folder: values.folder, port: Number(values.port), controlPort: Number(values['control-port']), signingPort: Number(values['signing-port']),
    ...(values.contacts ? { contactsFile: values.contacts } : {}),
    ...(values.companies ? { companiesFile: values.companies } : {}),
    ...(values.cvr ? { holder: { cvr: values.cvr, name: values.name ?? 'Elevarkiv demoskole' } } : {}),
    log: openLog('info', 'sandbox'),
  });
  console.log(JSON.stringify({ url: sandbox.url, controlUrl: sandbox.controlUrl, signingUrl: sandbox.signingUrl }));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void sandbox.stop().then(() => process.exit(0)));
  }
}

if (import.meta.main) await runSandbox(process.argv.slice(2));
