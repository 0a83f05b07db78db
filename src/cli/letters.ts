import { parseArgs } from 'node:util';
import { parsePeopleRegister, understand, type Reading } from '../numbers/index.ts';
import { connectDocumentWorker, directDocumentWorker, type PageRead } from '../pdf/index.ts';
import type { Command } from './command.ts';
import { lettersRedact, lettersSplit } from './letters-cut.ts';
import { tell, wrongUse } from './letters-shared.ts';
import { findConfig } from './find-config.ts';

/** What `letters inspect --json` prints (issue 2, Command line): the keys are an interface. */
function printable(reading: Reading) {
  return {
    pages: reading.pages,
    letters: reading.letters.map(({ pages, recipient, certainty, found }) => ({
      pages, recipient, certainty,
      found: found.map(({ page, box, text, kind }) => ({ page, box, text, kind })),
    })),
    ownerless: reading.ownerless,
    unreadable: reading.unreadable,
    ignored: reading.ignored,
  };
}

function describe(reading: Reading): string {
  const lines = [`${reading.pages} sider, ${reading.letters.length} breve`];
  reading.letters.forEach(({ pages, recipient, certainty }, at) => {
    const kind = recipient?.kind === 'cvr' ? 'CVR' : 'CPR';
    const owner = recipient ? `${kind} ${recipient.number}, ${certainty === 'sure' ? 'sikkert' : 'tvivlsomt'}` : 'ingen modtager';
    lines.push(`  Brev ${at + 1}: side ${pages.join(', ')}: ${owner}`);
  });
  if (reading.ownerless.length > 0) lines.push(`Uden modtager: side ${reading.ownerless.join(', ')}`);
  if (reading.unreadable.length > 0) lines.push(`Kan ikke læses: side ${reading.unreadable.join(', ')}`);
  lines.push(`Tal, der ikke er en modtager: ${reading.ignored.length}`);
  return lines.join('\n');
}

export const lettersInspect: Command = {
  words: ['letters', 'inspect'],
  summary: 'Vis, hvilke breve og modtagere der er i en PDF',
  help: `Brug: elevarkiv letters inspect FIL [--people FIL.csv] [--password-stdin] [--worker] [--json]

Læser en PDF og viser brevene, deres modtagere og hvor numrene står. Kræver ingen kørende server.
  --people FIL.csv   skolens register: elev_cpr;elev_navn;klasse i UTF-8
  --password-stdin   PDF'ens adgangskode læses fra standard input
  --worker           læs gennem boksens kørende dokumentarbejder, med dens grænser
  --json             {pages, letters, ownerless, unreadable, ignored}

Eksempel: elevarkiv letters inspect breve.pdf --json`,
  async run(args) {
    const wish = wrongUse(() => parseArgs({ args, allowPositionals: true, options: { people: { type: 'string' }, 'password-stdin': { type: 'boolean' }, worker: { type: 'boolean' }, json: { type: 'boolean' } } }));
    if (!wish || wish.positionals.length !== 1) return console.error(lettersInspect.help), 2;
    try {
      const password = wish.values['password-stdin'] ? (await Bun.stdin.text()).replace(/\r?\n$/, '') : undefined;
      const register = wish.values.people ? parsePeopleRegister(await Bun.file(wish.values.people).text()) : null;
      const documents = wish.values.worker ? connectDocumentWorker({ socketPath: findConfig(undefined).socketPath }) : directDocumentWorker();
      const pages: PageRead[] = await documents.read(await Bun.file(wish.positionals[0]!).bytes(), { password });
      const reading = understand(pages.map((page) => ({ ...page, unreadable: page.unreadable !== null })), register, { today: new Date() });
      console.log(wish.values.json ? JSON.stringify(printable(reading)) : describe(reading));
      return 0;
    } catch (fault) {
      return tell(fault, wish.values.json);
    }
  },
};

export const letterCommands: Command[] = [lettersInspect, lettersRedact, lettersSplit];
