import { benchAttachments } from './attachments.ts';
import { benchConvert } from './convert.ts';
import { benchKills } from './kills.ts';
import { benchList } from './list.ts';
import { benchMass } from './mass.ts';
import { run as benchMerge } from './merge.ts';
import { benchOcr } from './ocr.ts';
import { benchPages } from './pages.ts';
import { benchRecipients } from './recipients.ts';
import { benchReceive } from './receive.ts';
import { benchTray } from './tray.ts';
import { benchScrolling } from './scrolling.ts';
import { benchSearch } from './search.ts';
import { benchSend } from './send.ts';
import { benchStart } from './start.ts';

const [what, count, rounds] = process.argv.slice(2);
const letters = Number(count ?? 1000);
if (what === 'send') await benchSend(letters);
else if (what === 'tray') await benchTray(count === undefined ? 100_000 : letters);
else if (what === 'receive') await benchReceive(letters);
else if (what === 'list') await benchList(Number(count ?? 5000));
else if (what === 'start') await benchStart();
else if (what === 'kills') await benchKills(letters);
else if (what === 'recipients') await benchRecipients(Number(count ?? 2000));
else if (what === 'scrolling') await benchScrolling(Number(count ?? 500));
else if (what === 'pages') await benchPages(letters);
else if (what === 'convert') await benchConvert(Number(count ?? 100));
else if (what === 'ocr') await benchOcr(Number(count ?? 100));
else if (what === 'mass') await benchMass(count === undefined ? 10_000 : letters);
else if (what === 'search') await benchSearch(count === undefined ? 1_000_000 : letters, ...process.argv.slice(4, 6));
else if (what === 'attachments') await benchAttachments(letters);
else if (what === 'merge') await benchMerge({ letters, rounds: Number(rounds ?? 5) });
else {
  console.log('scripts/bench convert [files, 100 unless told]\nscripts/bench merge [letters] [rounds, 5 unless told]\nscripts/bench attachments [letters]\nscripts/bench send [letters]\nscripts/bench kills [letters]\nscripts/bench list [rows, 5000 unless told]\nscripts/bench mass [letters, 10000 unless told]\nscripts/bench ocr [pages, 100 unless told]\nscripts/bench pages [letters]\nscripts/bench receive [messages]\nscripts/bench tray [messages, 100000 unless told]\nscripts/bench recipients [letters]\nscripts/bench scrolling [letters]\nscripts/bench start\nscripts/bench search [letters, 1000000 unless told] [folder that is kept] [build,ask,new,pages]');
  process.exitCode = 2;
}
process.exit();
