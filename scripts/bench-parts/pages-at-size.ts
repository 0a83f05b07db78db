import { createApp } from '../../src/app.ts';
import { may } from '../../src/access/index.ts';
import { actorOf, findUserByName } from '../../src/access/index.ts';
import { messageFilters } from '../../src/receiving/index.ts';
import { routes } from '../../src/web/routes.ts';
import type { Archive } from './archive.ts';
import { idOf, largest, people, sessionOf, userId, type Person } from './archive-fill.ts';

/** Milliseconds on the server, for the first page of any list (issue 6). */
const goal = 20;
const times = 15;
const origin = 'http://localhost:8080';

/** What is no page of records: files and pictures as they lie, and what only makes something. */
const noPages = /\/(fil|filer|billede|billeder|sider|proeve|meddelelse|afvist-fil|liste-csv|liste|forhaandsvisning|versioner)(\/|$)/;
const byOthers = /^\/(assets|opsaetning|log-ind)|^\/$/;
/** What a search finds is no list: it has goals of its own (part `ask`). */
const searched = /^\/soegninger\/./;

/**
 * Every page of the portal that a secretary, a case officer of 25 cases and one with a tenth of the archive may open, asked through
 * the whole portal (session, rights, queries, HTML) without a network: its first page and the one in the middle; beside the
 * clock the processor's time, which others on the machine do not lengthen. A list is a page with more pages of it; answers the lists over the goal.
 */
export async function benchPagesAtSize({ deps }: Archive): Promise<{ page: string; ms: number }[]> {
  const app = createApp(deps);
  const rows: { page: string; who: Person; list: boolean; first: number; used: number; middle: number | null }[] = [];
  for (const who of people) {
    const actor = actorOf(deps, findUserByName(deps.db, who)!);
    const cookie = { Cookie: `__Host-elevarkiv=${await sessionOf(deps, who)}` };
    const ask = async (path: string): Promise<{ ms: number; used: number; html: string } | null> => {
      const each: number[] = [];
      const used: number[] = [];
      let html = '';
      for (let n = 0; n < times; n++) {
        const [began, spent] = [performance.now(), process.cpuUsage()];
        const answer = await app.request(`${origin}${path}`, { headers: cookie });
        html = await answer.text();
        each.push(performance.now() - began);
        const { user, system } = process.cpuUsage(spent);
        used.push((user + system) / 1000);
        if (answer.status >= 500) throw new Error(`${path} as ${who}: ${answer.status}`);
        if (answer.status !== 200) return null;
      }
      return { ms: at(each, 0.5), used: at(used, 0.5), html };
    };
    for (const path of pathsFor(deps, who)) {
      const rule = routes.find((route) => matches(route.path, path))!.rule;
      if (rule !== 'signed_in' && rule !== 'public' && !may(actor, rule)) continue;
      const first = await ask(path);
      if (!first) continue;
      const middle = middlePage(first.html);
      rows.push({ page: path, who, list: !searched.test(path) && /rel="next"/.test(first.html), first: first.ms, used: first.used, middle: middle === null ? null : ((await ask(middle))?.ms ?? null) });
    }
  }
  const slow = rows.filter(({ list, first }) => list && first >= goal);
  const lists = rows.filter(({ list }) => list);
  const named = (path: string) => path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '…');
  for (const row of rows.sort((a, b) => b.first - a.first).filter((row, n) => n < 12 || row.first >= goal || (row.middle ?? 0) >= goal)) {
    console.log(`  ${row.list ? 'list' : '    '} ${row.who.padEnd(10)} ${named(row.page).padEnd(44)} first ${row.first.toFixed(1)} (processor ${row.used.toFixed(1)})${row.middle === null ? '' : `, middle ${row.middle.toFixed(1)}`} ms`);
  }
  console.log(`${rows.length} pages by three people, ${lists.length} of them lists of more pages than one (at most ${Math.max(...lists.map(({ first }) => first)).toFixed(1)} ms): first page at most ${rows[0]!.first.toFixed(1)} ms, half of them under ${at(rows.map(({ first }) => first), 0.5).toFixed(1)} ms; ${rows.filter(({ middle }) => middle !== null).length} in the middle, at most ${Math.max(...rows.map(({ middle }) => middle ?? 0)).toFixed(1)} ms. Goal: first page of a list under ${goal} ms: ${slow.length === 0 ? 'met' : `missed by ${slow.length}`}`);
  return slow.map(({ page, first }) => ({ page: named(page), ms: first }));
}

/** The address of the page half-way through a list, from the list's own pager. */
function middlePage(html: string): string | null {
  const next = /rel="next" href="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
  const pages = Number(/class="pager-place">[^<]*?([\d.]+)\s*</.exec(html)?.[1]?.replaceAll('.', '') ?? 0);
  return next && pages > 2 && /side=2\b/.test(next) ? next.replace(/side=2\b/, `side=${Math.ceil(pages / 2)}`) : null;
}

const matches = (pattern: string, path: string) => new RegExp(`^${pattern.replace(/:\w+(\{[^}]*\})?/g, '[^/]+')}$`).test(path.split('?')[0]!);

/** Every address of the table of routes with records of this person's in it, and the lists that an address alone narrows down. */
function pathsFor(deps: Archive['deps'], who: Person): string[] {
  const one = (sql: string, ...values: string[]) => (deps.db.statement(sql).get(...values) as { id: string } | undefined)?.id;
  const id = userId(deps, who);
  const cases = who === 'officer' ? [idOf.case(0)] : [idOf.case(19), idOf.case(largest)];
  const dispatches = [one("SELECT id FROM dispatches WHERE created_by = ? AND state = 'settled' ORDER BY created_at DESC", id), one("SELECT id FROM dispatches WHERE created_by = ? AND state = 'submitted' ORDER BY created_at DESC", id)];
  const records: [RegExp, (string | undefined)[]][] = [
    [/^\/sager\/:id/, cases], [/^\/dokumenter\/:id/, cases.map((each) => one('SELECT id FROM documents WHERE case_id = ? ORDER BY created_at DESC', each))], [/^\/noter\/:id/, []],
    [/^\/(afsendelser|godkendelser)\/:id/, dispatches], [/^\/breve\/:id/, dispatches.map((each) => each && one('SELECT id FROM letters WHERE dispatch_id = ?', each))],
    [/^\/printbunker\/:id/, [one('SELECT id FROM paper_batches WHERE created_by = ?', id)]], [/^\/modtaget\/:id/, [one('SELECT id FROM messages WHERE user_id = ?', id), one("SELECT id FROM messages WHERE place = 'tray'")]],
    [/^\/soegninger\/:id/, [one('SELECT id FROM searches WHERE user_id = ?', id)]], [/^\/modtaget\/soegninger/, []], [/^\/elever\/personer/, [one('SELECT id FROM people')]],
    [/^\/administration\/brugere/, [id]],
  ];
  const all = routes.filter((route) => route.method === 'GET' && !byOthers.test(route.path) && !noPages.test(route.path)).flatMap(({ path }) => {
    if (!path.includes(':')) return [path];
    const found = records.find(([pattern]) => pattern.test(path))?.[1] ?? [];
    return found.flatMap((record) => (record ? [path.replace(/:id/, record)] : [])).filter((each) => !each.includes(':'));
  });
  const narrowed = ['/arkiv?gren=cpr', '/arkiv?gren=cvr', '/arkiv?aar=2020', '/arkiv?emne=plan-3', '/arkiv?emne=plan-44', '/arkiv?klasse=3.1', '/afsendelser?vis=afsluttede', '/adviser?vis=faerdige', '/statistik?fra=2016-01&til=2025-12',
    ...messageFilters.flatMap((filter) => [`/modtaget?kun=${filter}`, `/modtaget/mine?kun=${filter}`])];
  return [...new Set([...all, ...narrowed])].filter((path) => routes.some((route) => matches(route.path, path)));
}

const at = (all: number[], share: number) => [...all].sort((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * share))]!;
