import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { understand } from '../numbers/index.ts';
import { type CutLetter, directDocumentWorker, type LetterCut } from '../pdf/index.ts';
import type { Command } from './command.ts';
import { tell, wrongUse } from './letters-shared.ts';

const options = { number: { type: 'string', multiple: true }, 'numbers-stdin': { type: 'boolean' }, json: { type: 'boolean' } } as const;

/** Numbers as digits alone, however they were typed. */
const plain = (text: string): string => text.replace(/[\s\-.]/g, '').toUpperCase();

/** Cuts the letters and hands them over one by one. */
async function cutAll(pdf: Uint8Array, letters: LetterCut[], take: (letter: CutLetter) => Promise<void>): Promise<void> {
  await directDocumentWorker().cut(pdf, letters, { onLetter: take });
}

export const lettersRedact: Command = {
  words: ['letters', 'redact'],
  summary: 'Fjern CPR-numre fra en PDF',
  help: `Brug: elevarkiv letters redact IND UD [--number NUMMER ...] [--numbers-stdin] [--json]

Fjerner alle CPR-numre og skriver resultatet i UD, når det er bevist, at intet er tilbage.
Numre i kommandoer kan ses af andre på maskinen; brug helst --numbers-stdin.
  --number NUMMER   fjern kun dette nummer (kan gentages)
  --numbers-stdin   fjern kun numrene fra standard input, ét pr. linje
  --json            {pages, removed, leaks, unreadable}
Scannede sider læses, og numrene i dem males over. Sider, der slet ikke kan læses, kan have numre endnu: de nævnes, og svaret er 1.

Eksempel: elevarkiv letters redact brev.pdf renset.pdf`,
  async run(args) {
    const wish = wrongUse(() => parseArgs({ args, allowPositionals: true, options }));
    if (!wish || wish.positionals.length !== 2) return console.error(lettersRedact.help), 2;
    const [from, to] = wish.positionals as [string, string];
    const { values } = wish;
    try {
      const typed = values['numbers-stdin'] ? (await Bun.stdin.text()).split(/\r?\n/) : [];
      const numbers = [...(values.number ?? []), ...typed].map(plain).filter((number) => number !== '');
      if (!numbers.every((number) => /^(\d{8}|\d{6}[0-9A-Z]{4})$/.test(number))) return console.error('Et nummer skal have 8 eller 10 cifre.'), 2;
      const pdf = await Bun.file(from).bytes();
      const read = await directDocumentWorker().read(pdf, {});
      const pages = read.map((page) => page.page);
      const unreadable = read.filter((page) => page.unreadable !== null).map((page) => page.page);
      let code = 1;
      await cutAll(pdf, [{ id: 'all', pages, redact: numbers.length > 0 ? 'only' : 'all', numbers, scans: read.filter((page) => page.source === 'ocr' && page.unreadable === null) }], async ({ sent, removed, leaks }) => {
        if (sent) await Bun.write(to, sent);
        if (values.json) console.log(JSON.stringify({ pages: pages.length, removed, leaks, unreadable }));
        else if (sent) console.log(`${removed} steder er fjernet på ${pages.length} sider. Resultatet er skrevet i ${to}.`);
        else console.error('Numrene kunne ikke fjernes helt, og der er ikke skrevet nogen fil.');
        if (unreadable.length > 0) console.error(`Side ${unreadable.join(', ')} kan ikke læses, så der kan stå numre endnu.`);
        code = sent && unreadable.length === 0 ? 0 : 1;
      });
      return code;
    } catch (fault) {
      return tell(fault, values.json);
    }
  },
};

export const lettersSplit: Command = {
  words: ['letters', 'split'],
  summary: 'Del en PDF i én fil for hvert brev',
  help: `Brug: elevarkiv letters split IND MAPPE [--json]

Skriver hvert brev i en fil for sig, brev-001.pdf og så videre, uden andre breves bogmærker og oplysninger.
  --json   {letters: [{file, pages, recipient, certainty}], ownerless}

Eksempel: elevarkiv letters split breve.pdf mappe`,
  async run(args) {
    const wish = wrongUse(() => parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean' } } }));
    if (!wish || wish.positionals.length !== 2) return console.error(lettersSplit.help), 2;
    const [from, folder] = wish.positionals as [string, string];
    try {
      const pdf = await Bun.file(from).bytes();
      const read = await directDocumentWorker().read(pdf, {});
      const reading = understand(read.map((page) => ({ ...page, unreadable: page.unreadable !== null })), null, { today: new Date() });
      await mkdir(folder, { recursive: true });
      const digits = Math.max(3, String(reading.letters.length).length);
      const named = reading.letters.map((letter, at) => ({ ...letter, file: `brev-${String(at + 1).padStart(digits, '0')}.pdf` }));
      await cutAll(pdf, named.map(({ file, pages }) => ({ id: file, pages, redact: 'none', numbers: [] })), async (letter) => {
        await Bun.write(join(folder, letter.id), letter.original);
      });
      const letters = named.map(({ file, pages, recipient, certainty }) => ({ file, pages, recipient, certainty }));
      if (wish.values.json) console.log(JSON.stringify({ letters, ownerless: reading.ownerless }));
      else console.log(`${letters.length} breve er skrevet i ${folder}.${reading.ownerless.length > 0 ? ` Uden modtager: side ${reading.ownerless.join(', ')}.` : ''}`);
      return 0;
    } catch (fault) {
      return tell(fault, wish.values.json);
    }
  },
};
