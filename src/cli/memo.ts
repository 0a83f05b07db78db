import { checkMemo, readMemo, type Memo, type MemoNode, type MemoValue, type Violation } from '../connectors/digital-post/memo/index.ts';
import { MemoContent } from '../connectors/digital-post/memo/content.ts';
import { Problem } from '../core/errors.ts';
import type { Command } from './command.ts';

type Arguments = { file: string; json: boolean };

const problems: Record<string, string> = {
  'memo.not_xml': 'Filen er ikke gyldig XML',
  'memo.doctype': 'Filen har en dokumenttype (DTD), og det er ikke tilladt',
  'memo.bad_encoding': 'Filen er ikke UTF-8',
  'memo.not_memo': 'Filen er XML, men ikke en MeMo-meddelelse',
};

/** A sentence for each rule of checkMemo; `{max}` and the like come from the violation. */
const sentences: Record<string, string> = {
  not_xml: 'Filen er ikke gyldig XML (linje {line})', doctype: 'Filen har en dokumenttype (DTD), og det er ikke tilladt',
  bad_encoding: 'Filen er ikke UTF-8', not_memo: 'Filen er XML, men ikke en MeMo-meddelelse',
  version: 'memoVersion skal være 1.1 eller 1.2', schema_version: 'memoSchVersion hører til version 1.1, og kun dér',
  unknown_attribute: 'Attributten {name} må ikke stå her', unknown_element: 'Elementet må ikke stå her',
  order: 'Elementet står for sent i rækkefølgen', missing: 'Elementet mangler', too_many: 'Elementet står {count} gange, højst {max} er tilladt',
  stray_text: 'Der står tekst mellem elementerne', elements_in_value: 'Der står elementer, hvor der skal stå en værdi',
  length: 'Værdien er på {length} tegn, højst {max} er tilladt', uuid: 'Ikke en UUID af version 4',
  date_time: 'Ikke et tidspunkt, der slutter på Z', date: 'Ikke en dato', boolean: 'Ikke true eller false',
  language: 'Ikke et sprog på to bogstaver', base64: 'Ikke gyldig base64', number: 'Ikke et tal i den tilladte størrelse',
  message_type: 'Ikke DIGITALPOST eller NEMSMS', id_type: 'Ikke CPR eller CVR', id_number: 'Ikke et nummer på {digits} cifre',
  address_alone: 'UnstructuredAddress må ikke stå sammen med Address', action_code: 'Ukendt handling',
  choice: 'Reservation og EntryPoint udelukker hinanden', action_kind: 'AFTALE har en Reservation, andre handlinger et EntryPoint',
  period: 'Slutter, før det begynder', attachments: '{count} bilag, højst {max} er tilladt', body: 'Brødtekst mangler i et brev, eller står i en NemSMS',
  notification: 'En NemSMS skal have en tekst', https: 'Ikke en https-adresse', filename: 'Filnavnet har tegn, som Digital Post afviser',
  empty_file: 'Filen er tom',
};

const sentenceOf = ({ rule, values, message }: Violation): string =>
  (sentences[rule] ?? message).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));

/** One file and perhaps `--json`, or null for wrong use. */
function parse(args: string[]): Arguments | null {
  const files = args.filter((word) => word !== '--json');
  const [file] = files;
  return file === undefined || files.length > 1 || file.startsWith('--') ? null : { file, json: args.includes('--json') };
}

/** The bytes of the file; a missing file is told, not thrown. */
async function load(file: string): Promise<Uint8Array | null> {
  try {
    return await Bun.file(file).bytes();
  } catch {
    console.error(`Filen ${file} kan ikke læses.`);
    return null;
  }
}

function print(value: MemoValue, name: string, indent: string): string[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => print(one, value.length > 1 ? `${name} ${index + 1}` : name, indent));
  if (value instanceof MemoContent) return [`${indent}${name}: ${value.bytes} byte, SHA-256 ${value.sha256}`];
  if (typeof value === 'string') return [`${indent}${name}: ${value}`];
  return [`${indent}${name}`, ...Object.entries(value).flatMap(([key, one]) => print(one, key, `${indent}  `))];
}

function describe(memo: Memo): string {
  const { memoVersion, memoSchVersion, ...parts } = memo;
  const heading = `MeMo ${memoVersion ?? 'uden version'}${memoSchVersion === null ? '' : ` (skema ${memoSchVersion})`}`;
  const named = Object.entries(parts as unknown as MemoNode).filter(([, value]) => value !== null);
  return [heading, ...named.flatMap(([name, value]) => print(value, name, ''))].join('\n');
}

export const memoRead: Command = {
  words: ['memo', 'read'],
  summary: 'Vis alle værdier i en MeMo-meddelelse',
  help: `Brug: elevarkiv memo read FIL [--json]

Viser alle værdier i en MeMo 1.1 eller 1.2. Filernes indhold vises som længde og SHA-256.
  --json   samme som JSON

Eksempel: elevarkiv memo read brev.xml --json`,
  async run(args) {
    const wish = parse(args);
    if (wish === null) return console.error(memoRead.help), 2;
    const bytes = await load(wish.file);
    if (bytes === null) return 1;
    try {
      const memo = readMemo(bytes);
      console.log(wish.json ? JSON.stringify(memo, null, 2) : describe(memo));
      return 0;
    } catch (fault) {
      if (!(fault instanceof Problem)) throw fault;
      const line = fault.values.line === undefined ? '' : ` (linje ${fault.values.line})`;
      if (wish.json) console.log(JSON.stringify({ problem: fault.reason, ...fault.values }));
      else console.error(`${problems[fault.reason] ?? fault.reason}${line}.`);
      return 1;
    }
  },
};

export const memoCheck: Command = {
  words: ['memo', 'check'],
  summary: 'Se, om en MeMo-meddelelse overholder reglerne',
  help: `Brug: elevarkiv memo check FIL [--json]

Prøver en MeMo 1.1 eller 1.2 mod skemaet og Digital Posts øvrige regler. Svaret er 0, når alt er i orden, ellers 1.
  --json   {"violations": [{"path", "rule", "message", "values"}]}

Eksempel: elevarkiv memo check brev.xml`,
  async run(args) {
    const wish = parse(args);
    if (wish === null) return console.error(memoCheck.help), 2;
    const bytes = await load(wish.file);
    if (bytes === null) return 1;
    const violations = checkMemo(bytes);
    if (wish.json) console.log(JSON.stringify({ violations }, null, 2));
    else if (violations.length === 0) console.log('Meddelelsen er i orden.');
    else console.log(violations.map((one) => `${one.path}: ${sentenceOf(one)}.`).join('\n'));
    return violations.length === 0 ? 0 : 1;
  },
};

export const memoCommands: Command[] = [memoRead, memoCheck];
