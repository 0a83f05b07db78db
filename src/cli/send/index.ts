import { parseArgs } from 'node:util';
import { basename } from 'node:path';
import type { Deps } from '../../deps.ts';
import { listJoins, submit, validate, type ListJoin, type Report } from '../../sending/index.ts';
import type { Command } from '../command.ts';
import { wrongUse } from '../letters-shared.ts';
import { findConfig } from '../find-config.ts';
import { userNamed } from '../people.ts';
import { blockerWords, sentenceFor } from '../sentence.ts';
import { makeDraft, type Made, type SendWish } from './draft.ts';
import { onBox, onCopy } from './try-box.ts';

type Sent = { dispatchId: string | null; submitted: boolean; list: Made['list']; report: Report };

const help = `Brug: elevarkiv send FIL --title TITEL --type DOKUMENTTYPE --as BRUGER (--dry-run | --submit) [--list FIL.csv] [--json]

Sender et dokument som på siden Send, med brugerens rettigheder og de samme kontroller.
  --dry-run          vis rapporten; alt prøves på en kopi, og intet bliver tilbage
  --submit           afsend det, rapporten siger; er noget i vejen, ligger kladden på siden Send
  --list FIL         modtagerne står i en liste (Excel eller CSV)
  --map NAVN         et gemt kolonnevalg for listen
  --join MÅDE        order, key eller whole; uden det det, liste og dokument lægger op til
  --key KOLONNE      den kolonne, hvis indhold står i brevet (--join key)
  --pages N          sider pr. brev (--join order)
  --reply            brevet kan besvares
  --keep-cpr         fjern ikke CPR-numre
  --deliver-on DAG   afsend den dag, ÅÅÅÅ-MM-DD
  --config FIL       boksens indstillingsfil
  --json             {dispatchId, submitted, list: {rows, joined, used, choice, problems}, report}; numre er maskeret

Slutkode 1: noget er i vejen, eller rækker i listen kan ikke bruges.
Eksempel: elevarkiv send breve.pdf --title Indkaldelse --type Brev --list elever.csv --dry-run --as lise --json`;

function describe({ submitted, dispatchId, list, report }: Sent): string {
  return [
    ...(list ? [`Listen: ${list.joined} af ${list.rows} rækker har fået et brev.`, ...list.problems.map(({ level, reason, values }) => `  ${level === 'note' ? 'Bemærk' : 'Bruges ikke'}: ${sentenceFor(reason, values)}`)] : []),
    `${report.sendable} breve kan sendes, ${report.heldBack.length} holdes tilbage.`,
    ...report.blockers.map((blocker) => `  I vejen: ${blockerWords(blocker)}`),
    submitted ? 'Afsendt. Brevene afleveres, når boksen kører.' : dispatchId ? `Ikke afsendt. Kladden ligger på siden Send (/afsendelser/${dispatchId}).` : 'Intet er sendt eller gemt (--dry-run).',
  ].join('\n');
}

async function send(deps: Deps, as: string, wish: SendWish, really: boolean): Promise<Sent> {
  const actor = userNamed(deps, as)!;
  const { id, list } = await makeDraft(deps, actor, wish);
  const report = validate(deps, actor, id);
  const fine = report.blockers.length === 0 && report.sendable > 0 && (list === null || list.used);
  if (really && fine) submit(deps, actor, id, report);
  return { dispatchId: really ? id : null, submitted: really && fine, list, report: { ...report, dispatchId: really ? id : '' } };
}

export const sendCommand: Command = {
  words: ['send'],
  summary: 'sender et dokument, eller viser hvad der ville blive sendt',
  help,
  async run(args) {
    const wish = wrongUse(() => parseArgs({
      args, allowPositionals: true,
      options: {
        title: { type: 'string' }, type: { type: 'string' }, list: { type: 'string' }, map: { type: 'string' }, join: { type: 'string' }, key: { type: 'string' }, pages: { type: 'string' }, reply: { type: 'boolean' }, 'keep-cpr': { type: 'boolean' },
        'deliver-on': { type: 'string' }, as: { type: 'string' }, 'dry-run': { type: 'boolean' }, submit: { type: 'boolean' }, config: { type: 'string' }, json: { type: 'boolean' },
      },
    }));
    const values = wish?.values;
    const file = wish?.positionals[0];
    const join = values?.join === undefined ? null : listJoins.find((each) => each === values.join);
    if (!values || !file || wish.positionals.length !== 1 || !values.title || !values.type || !values.as || Boolean(values['dry-run']) === Boolean(values.submit) || join === undefined) return console.error(help), 2;
    const bytesOf = async (path: string) => ({ name: basename(path), bytes: await Bun.file(path).bytes() });
    const list = values.list === undefined ? null : { ...(await bytesOf(values.list)), join: join as ListJoin | null, key: values.key ?? null, pagesPerLetter: values.pages === undefined ? null : Number(values.pages), map: values.map ?? null };
    const input: SendWish = { file: await bytesOf(file), title: values.title, type: values.type, list, replyAllowed: values.reply === true, keepCpr: values['keep-cpr'] === true, deliverOn: values['deliver-on'] ?? null };
    const config = findConfig(values.config);
    const sent = values.submit ? await onBox(config, (deps) => send(deps, values.as!, input, true)) : await onCopy(config, (deps) => send(deps, values.as!, input, false));
    const printed = { ...sent, list: sent.list && { ...sent.list, problems: sent.list.problems.map((each) => ({ ...each, text: sentenceFor(each.reason, each.values) })) }, report: { ...sent.report, blockers: sent.report.blockers.map((each) => ({ ...each, text: blockerWords(each) })) } };
    console.log(values.json ? JSON.stringify(printed) : describe(sent));
    const wrong = sent.report.blockers.length > 0 || sent.report.sendable === 0 || (sent.list?.problems.some(({ level }) => level !== 'note') ?? false) || (values.submit === true && !sent.submitted);
    return wrong ? 1 : 0;
  },
};
