import { createWriteStream, existsSync, writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { actorOf, findUserByName, type Actor } from '../access/index.ts';
import { exportCasePdf, exportCaseZip, exportInsight } from '../archive/index.ts';
import type { Deps } from '../deps.ts';
import { postOfSubject } from '../receiving/index.ts';
import { Problem } from '../core/errors.ts';
import { parseCpr, parseCvr } from '../numbers/index.ts';
import { count } from '../../views/texts/count.ts';
import { casePdfWords, insightWords } from '../../views/texts/exports.ts';
import type { Command } from './command.ts';
import { withBox } from './open-box.ts';

/** Whoever it is done as: what they may not see is not in it, and the log names them. */
function actorNamed(deps: Deps, username: string | undefined): Actor {
  const user = username ? findUserByName(deps.db, username) : undefined;
  if (!user || user.lockedAt) throw new Error('Angiv med --as BRUGERNAVN, hvem det hentes som. Der er ingen åben bruger med det navn.');
  return actorOf(deps, user);
}

/** Before anything is made and logged: it can be saved there, and what is there is not written over. */
function requireNew(path: string, endings: RegExp, words: string): void {
  if (!endings.test(path)) throw new Error(`Filens navn skal ende på ${words}.`);
  if (!existsSync(dirname(path))) throw new Error(`Mappen ${dirname(path)} findes ikke. Opret den, eller vælg en anden.`);
  if (existsSync(path)) throw new Error(`Filen ${path} findes i forvejen. Vælg et andet navn.`);
}

/** A page that is not there is no word for a terminal. */
async function orSay<T>(work: Promise<T>, missing: string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof Problem && error.code === 'not_found' ? new Error(missing) : error;
  }
}

const save = (content: ReadableStream<Uint8Array>, path: string) => pipeline(Readable.fromWeb(content as never), createWriteStream(path, { mode: 0o600, flags: 'wx' }));

const caseExport: Command = {
  words: ['case', 'export'],
  summary: 'gemmer en sag som ZIP eller som én PDF',
  help: `Brug: elevarkiv case export SAG-ID FIL.zip --as BRUGERNAVN [--json] [--config FIL]
      elevarkiv case export SAG-ID FIL.pdf --as BRUGERNAVN

ZIP: alle filer byte for byte, kvitteringer, oplysninger, noter, historik og en liste med kontrolsummer.
PDF: indholdsfortegnelse og de dokumenter, der kan læses som sider, med sidetal; dokumentarbejderen skal køre.
Filen må ikke findes i forvejen. Eksporten skrives i loggen.`,
  async run(args) {
    const { values, positionals: [caseId, out] } = parseArgs({ args, allowPositionals: true, options: { as: { type: 'string' }, json: { type: 'boolean' }, config: { type: 'string' } } });
    if (!caseId || !out) throw new Error('Angiv sagens id og filen: elevarkiv case export SAG-ID FIL.zip --as BRUGERNAVN');
    requireNew(out, /\.(zip|pdf)$/i, '.zip eller .pdf');
    return withBox(values.config, 'case-export', async (deps) => {
      const actor = actorNamed(deps, values.as);
      const missing = `Der er ingen sag med id ${caseId}, som ${values.as} må se. Id står sidst i sagens adresse i portalen.`;
      if (/\.pdf$/i.test(out)) writeFileSync(out, (await orSay(exportCasePdf(deps, actor, caseId, casePdfWords), missing)).content, { mode: 0o600, flag: 'wx' });
      else await save((await orSay((async () => exportCaseZip(deps, actor, caseId))(), missing)).content, out);
      console.log(values.json ? JSON.stringify({ file: out }) : `Sagen er gemt i ${out}.`);
      return 0;
    });
  },
};

const insight: Command = {
  words: ['insight'],
  summary: 'samler det, der er om en person, til en anmodning om indsigt',
  help: `Brug: elevarkiv insight FIL.zip --as BRUGERNAVN [--json] [--config FIL] < NUMMER

Læser et CPR- eller CVR-nummer fra standard input og gemmer sager, dokumenter, modtaget post uden sag, oplysninger og loggen
over brugen med datoer og formål. Post, der også handler om andre, ligger for sig selv og skal læses, før pakken gives videre.
Det gælder også andres sager, som personen kun er part i. Medarbejderes navne er ikke med. Kun det, brugeren må se, kommer med. Skrives i loggen.`,
  async run(args) {
    const { values, positionals: [out] } = parseArgs({ args, allowPositionals: true, options: { as: { type: 'string' }, json: { type: 'boolean' }, config: { type: 'string' } } });
    if (!out) throw new Error('Angiv filen: elevarkiv insight FIL.zip --as BRUGERNAVN < NUMMER');
    const typed = (await Bun.stdin.text()).trim();
    const cpr = parseCpr(typed);
    const cvr = parseCvr(typed);
    if (!cpr && !cvr) throw new Error('Giv et CPR- eller CVR-nummer på standard input.');
    requireNew(out, /\.zip$/i, '.zip');
    return withBox(values.config, 'insight', async (deps) => {
      const actor = actorNamed(deps, values.as);
      const made = await orSay(exportInsight(deps, actor, cpr ? { kind: 'cpr', number: cpr.number } : { kind: 'cvr', number: cvr! }, insightWords, (who) => postOfSubject(deps, actor, who)),
        `Der er intet om det nummer, som ${values.as} må se. Intet er gemt.`);
      await save(made.content, out);
      console.log(values.json ? JSON.stringify({ file: out, cases: made.cases, post: made.post }) : `Indsigten er gemt i ${out}: ${count(made.cases, 'sag', 'sager')} og ${count(made.post, 'modtaget brev', 'modtagne breve')} uden sag.`);
      return 0;
    });
  },
};

export const caseExportCommands: Command[] = [caseExport, insight];
