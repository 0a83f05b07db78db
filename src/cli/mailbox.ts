import { parseArgs } from 'node:util';
import { connectionKeeper } from '../jobs/index.ts';
import { knownMailbox, numbersOfSheet, rememberMailboxes } from '../people/index.ts';
import { maskCpr } from '../numbers/index.ts';
import { readSheet, writeCsv } from '../sheets/index.ts';
import { readSettings } from '../settings/index.ts';
import { sending } from '../../views/texts/sending.ts';
import { sentenceFor } from './sentence.ts';
import type { Command } from './command.ts';
import { wrongUse } from './letters-shared.ts';
import { withBox } from './open-box.ts';

const batch = 100;

const mailboxCheck: Command = {
  words: ['mailbox', 'check'],
  summary: 'slår op, hvem på en liste der kan modtage Digital Post',
  help: `Brug: elevarkiv mailbox check FIL [--anew] [--csv] [--config FIL] [--json]

FIL er Excel (.xlsx) eller CSV med CPR- eller CVR-numre i en kolonne. Svarene huskes på boksen.
  --anew    spørg Digital Post om alle, også dem der er svaret på for nylig
  --csv     skriv resultatet som CSV til standard output
  --json    {column, rows: [{row, kind, number, status}], counts, problems}; CPR-numre er maskeret, row er rækken i filen

Slutkode 1: nogle numre fik intet svar, eller nogle rækker kunne ikke bruges.
Eksempel: elevarkiv mailbox check 3a.csv --json`,
  async run(args) {
    const wish = wrongUse(() => parseArgs({ args, allowPositionals: true, options: { anew: { type: 'boolean' }, csv: { type: 'boolean' }, config: { type: 'string' }, json: { type: 'boolean' } } }));
    if (!wish || wish.positionals.length !== 1) return console.error(mailboxCheck.help), 2;
    const { values, positionals } = wish;
    const bytes = await Bun.file(positionals[0]!).bytes();
    return withBox(values.config, 'mailbox', async (deps) => {
      const sheet = await readSheet(bytes);
      const { rows, problems, column } = numbersOfSheet(sheet, deps.clock.now());
      const oldest = deps.clock.now().getTime() - readSettings(deps.db)['mailbox.maxAgeHours'] * 3_600_000;
      const stale = rows.filter((row) => {
        const known = knownMailbox(deps.db, row);
        return values.anew || !known || new Date(known.checkedAt).getTime() < oldest;
      });
      const connect = connectionKeeper(deps);
      for (let start = 0; start < stale.length; start += batch) {
        const asked = stale.slice(start, start + batch);
        const answers = await (await connect()).lookUp(asked);
        deps.db.write((tx) => rememberMailboxes(tx, asked.flatMap((recipient) => (answers.has(recipient.number) ? [{ recipient, status: answers.get(recipient.number)! }] : [])), deps.clock.now()));
      }
      const found = rows.map((row) => ({ row: row.row, kind: row.kind, number: row.kind === 'cpr' ? maskCpr(row.number) : row.number, status: knownMailbox(deps.db, row)?.status ?? 'not_checked' as const }));
      const counts: Record<string, number> = {};
      for (const { status } of found) counts[status] = (counts[status] ?? 0) + 1;
      const said = { column: sheet.headers[column], rows: found, counts, problems: problems.map(({ row, reason, values: named }) => ({ row, reason, text: sentenceFor(reason, named) })) };
      if (values.csv) process.stdout.write(writeCsv([['række', 'nummer', 'postkasse'], ...found.map((each) => [String(each.row), each.number, sending.mailbox[each.status]])]));
      else if (values.json) console.log(JSON.stringify(said));
      else console.log([...Object.entries(counts).map(([status, n]) => `${sending.mailbox[status as keyof typeof sending.mailbox]}: ${n}`), ...said.problems.map(({ text }) => text)].join('\n'));
      return counts['not_checked'] || said.problems.length > 0 ? 1 : 0;
    });
  },
};

export const mailboxCommands: Command[] = [mailboxCheck];
