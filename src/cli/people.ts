import { parseArgs } from 'node:util';
import { findUserByName, type Actor } from '../access/index.ts';
import type { Deps } from '../deps.ts';
import { applyPeopleImport, chooseColumns, readPeopleImport, runPeopleImport, takePeopleFile, understandPeople, type PeopleMapping, type Understood } from '../people/index.ts';
import { sentenceFor } from './sentence.ts';
import type { Command } from './command.ts';
import { wrongUse } from './letters-shared.ts';
import { withBox } from './open-box.ts';

type Done = Exclude<Understood, { needsColumns: true }>;

/** The user behind `--as`; throws with a sentence where there is none, or they are locked. */
export function userNamed(deps: Deps, name: string | undefined): Actor | null {
  if (name === undefined) return null;
  const user = findUserByName(deps.db, name);
  if (!user || user.lockedAt) throw new Error(`Der er ingen bruger, der hedder ${name} og kan logge ind.`);
  return user;
}

/** What an import would do, or did. The keys are an interface; no number and no name stands in it. */
function report({ source, mappingName, incoming, plan }: Done, also: { applied: boolean; importId: string | null; kept: number }) {
  const of = (subject: string, act: string) => plan.changes.filter((change) => change.subject === subject && change.act === act).length;
  return {
    ...also, source, map: mappingName, rows: incoming.rows, unchanged: plan.unchanged,
    people: { new: of('person', 'new'), changed: of('person', 'changed'), left: of('person', 'left') },
    contacts: { new: of('tie', 'new'), changed: of('tie', 'changed'), gone: of('tie', 'gone') },
    formerNumbers: of('former', 'new'),
    problems: plan.problems.map(({ row, level, reason, values }) => ({ row, level, reason, text: sentenceFor(reason, values) })),
  };
}

function describe(found: ReturnType<typeof report>): string {
  const { people, contacts } = found;
  return [
    `${found.rows} rækker. Personer: ${people.new} nye, ${people.changed} ændrede, ${people.left} udtrådte, ${found.unchanged} som før. Kontakter: ${contacts.new} nye, ${contacts.changed} ændrede, ${contacts.gone} fjernede.`,
    ...found.problems.map(({ level, text }) => `  ${level === 'error' ? 'Bruges ikke' : 'Bemærk'}: ${text}`),
    found.applied ? `Indlæst. Kan fortrydes på siden Elever og kontakter, Indlæsning.${found.kept > 0 ? ` ${found.kept} ændringer blev stående, fordi nogen havde ændret dem.` : ''}` : 'Intet er ændret (--dry-run).',
  ].join('\n');
}

const peopleImport: Command = {
  words: ['people', 'import'],
  summary: 'indlæser elever, kontakter og medarbejdere fra en fil',
  help: `Brug: elevarkiv people import FIL [--map NAVN] [--dry-run] [--confirm-leaving N] [--as BRUGER] [--config FIL] [--json]

FIL er Excel (.xlsx), CSV eller eksporten fra Unilogin SkoleGrunddata (ws17, version 7).
  --map NAVN             et gemt kolonnevalg (siden Indlæsning); uden det bruges et gemt valg, der passer til
                         filens kolonner, ellers det, overskrifterne siger
  --dry-run              vis, hvad der ville blive ændret, og lad være
  --confirm-leaving N    N personer er udtrådt; kræves, når det er mange
  --as BRUGER            den bruger, indlæsningen står som udført af
  --json                 {applied, importId, source, map, rows, unchanged, people, contacts, formerNumbers, problems}

Slutkode 1: nogle rækker kunne ikke bruges. Eksempel: elevarkiv people import elever.csv --map Lectio --dry-run --json`,
  async run(args) {
    const wish = wrongUse(() => parseArgs({
      args, allowPositionals: true,
      options: { map: { type: 'string' }, 'dry-run': { type: 'boolean' }, 'confirm-leaving': { type: 'string' }, as: { type: 'string' }, config: { type: 'string' }, json: { type: 'boolean' } },
    }));
    if (!wish || wish.positionals.length !== 1) return console.error(peopleImport.help), 2;
    const { values, positionals } = wish;
    const bytes = await Bun.file(positionals[0]!).bytes();
    return withBox(values.config, 'people', async (deps) => {
      const actor = userNamed(deps, values.as);
      const found = await understandPeople(deps.db, bytes, { name: values.map, guess: true }, { now: deps.clock.now(), newId: () => deps.ids.uuid() });
      if ('needsColumns' in found) throw new Error(`Kolonnerne kan ikke genkendes (${found.headings.map(({ name }) => name).join(', ')}). Indlæs filen én gang på siden, gem kolonnevalget, og brug --map.`);
      const done = values['dry-run'] ? { applied: false, importId: null, kept: 0 } : await apply(deps, actor, { filename: positionals[0]!.split('/').pop()!, bytes, mapping: found.mapping, name: found.mappingName, sheet: found.source === 'sheet' }, values['confirm-leaving']);
      const said = report(found, done);
      console.log(values.json ? JSON.stringify(said) : describe(said));
      return said.problems.some(({ level }) => level === 'error') ? 1 : 0;
    });
  },
};

async function apply(deps: Deps, actor: Actor | null, file: { filename: string; bytes: Uint8Array; mapping: PeopleMapping; name: string | null; sheet: boolean }, leaving: string | undefined) {
  const id = await takePeopleFile(deps, actor, { filename: file.filename, bytes: file.bytes });
  await readPeopleImport(deps, id);
  const { state } = deps.db.statement('SELECT state FROM people_imports WHERE id = ?').get(id) as { state: string };
  if (file.sheet && (state === 'needs_columns' || state === 'preview')) {
    chooseColumns(deps, actor, id, file.mapping, '');
    await readPeopleImport(deps, id);
  }
  applyPeopleImport(deps, actor, id, { leaving: leaving === undefined ? undefined : Number(leaving) });
  await runPeopleImport(deps, id);
  const { kept } = deps.db.statement("SELECT count(*) AS kept FROM people_import_changes WHERE import_id = ? AND state = 'kept'").get(id) as { kept: number };
  return { applied: true, importId: id, kept };
}

export const peopleCommands: Command[] = [peopleImport];
