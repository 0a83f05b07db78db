import { benchSend } from './send.ts';

const [what, count] = process.argv.slice(2);
const letters = Number(count ?? 1000);
if (what === 'send') await benchSend(letters);
else {
  console.log('scripts/bench send [letters]');
  process.exitCode = 2;
}
process.exit();
