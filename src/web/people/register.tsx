import { may } from '../../access/index.ts';
import { openCaseByNumber } from '../../archive/index.ts';
import { invalid, type Problem } from '../../core/errors.ts';
import { historyOf } from '../../audit/index.ts';
import { formatCpr } from '../../numbers/index.ts';
import { listClasses, listPeople, peopleCounts, markPerson, revealPerson, viewPerson, type PeopleFilter, type PersonMark } from '../../people/index.ts';
import { writeCsv } from '../../sheets/index.ts';
import { Classes } from '../../../views/people/classes.tsx';
import { markWord, type TypedMark } from '../../../views/people/mark.tsx';
import { Person } from '../../../views/people/person.tsx';
import { Register } from '../../../views/people/register.tsx';
import { people as words } from '../../../views/texts/people.ts';
import { sentenceOf } from '../../../views/texts.ts';
import { contentDisposition } from '../content-disposition.ts';
import { attempt, pageNumber, readForm } from '../form.ts';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';
import { addressOf, keepWords, wordsOf } from './find.ts';
import { peoplePage } from './people-page.tsx';

const filterOf = (text: string | undefined): PeopleFilter => (text && Object.hasOwn(words.filters, text) ? (text as PeopleFilter) : 'student');
const importButton = <a class="button button-primary" href="/elever/indlaesning">{words.import}</a>;

export function showRegister(c: Ctx) {
  const { db } = c.get('deps');
  const actor = c.get('actor');
  const filter = filterOf(c.req.query('vis'));
  const className = c.req.query('klasse')?.slice(0, 60) || undefined;
  const searchId = c.req.query('soeg') ?? '';
  const query = wordsOf(c, searchId);
  const counts = peopleCounts(db, actor);
  const address = addressOf('/elever', { vis: filter === 'student' ? '' : filter, klasse: className, soeg: query ? searchId : '', side: pageNumber(c) });
  return peoplePage(c, 'register', { title: className ? words.ofClass(className) : words.title, lead: words.lead(counts.student, counts.guardian, counts.staff), actions: importButton },
    <Register list={listPeople(db, actor, { filter, className, query, page: pageNumber(c) })} counts={counts} filter={filter} className={className} query={query} searchId={searchId} address={address} />);
}

export async function takePeopleSearch(c: Ctx) {
  const form = await readForm(c);
  const filter = filterOf(form.text('vis'));
  const address = addressOf('/elever', { vis: filter === 'student' ? '' : filter, klasse: form.text('klasse').slice(0, 60) });
  return c.redirect(address({ soeg: keepWords(c, form.text('find')) }), 303);
}

function personPage(c: Ctx, shown?: { cpr: string; name: string }, typed?: TypedMark, problem?: Problem) {
  const deps = c.get('deps');
  const person = viewPerson(deps, c.get('actor'), c.req.param('id')!);
  const history = historyOf(deps.db, { kind: 'person', id: person.id }, { limit: 20 });
  return peoplePage(c, 'register', { title: shown?.name ?? person.name ?? words.hiddenName, problem }, <Person person={person} shown={shown && { ...shown, cpr: formatCpr(shown.cpr) }} typed={typed} history={history} mayOpenCase={may(c.get('actor'), 'change_all_cases')} />);
}

export const showPerson = (c: Ctx) => personPage(c);
/** Name and number in full, because somebody asked: logged, shown once, in no address. */
export const takeReveal = (c: Ctx) => personPage(c, revealPerson(c.get('deps'), c.get('actor'), c.req.param('id')!));

/** Dead, gone abroad, or neither: a person notes it. */
export async function takeMark(c: Ctx) {
  const form = await readForm(c);
  const typed = { mark: form.text('maerke'), on: form.text('dag').slice(0, 20) };
  const id = c.req.param('id')!;
  return attempt(c, () => {
    if (!['dead', 'abroad', 'none'].includes(typed.mark)) throw invalid('people.mark_none');
    markPerson(c.get('deps'), c.get('actor'), id, { mark: typed.mark === 'none' ? null : (typed.mark as PersonMark), on: typed.on });
    sayDone(c, 'personMarked');
  }, { to: `/elever/personer/${id}` }, (problem) => personPage(c, undefined, { ...typed, error: sentenceOf(problem) }, problem));
}

export const showClasses = (c: Ctx) => peoplePage(c, 'classes', { title: words.tabs.classes, lead: words.classes.lead, actions: importButton }, <Classes rows={listClasses(c.get('deps').db, c.get('actor'))} />);

/** A class as a file: numbers masked, and no name that is protected. */
export async function takeClassFile(c: Ctx) {
  const className = (await readForm(c)).text('klasse').slice(0, 60);
  const { db } = c.get('deps');
  const rows = [];
  for (let page = 1; ; page++) {
    const list = listPeople(db, c.get('actor'), { filter: 'student', className, query: '', page });
    rows.push(...list.rows);
    if (page * list.pageSize >= list.total) break;
  }
  const table = rows.map((row) => [row.name ?? words.hiddenName, row.masked, row.className ?? '', row.studentNumber ?? '', row.marked ? markWord(row.marked) : '']);
  const file = writeCsv([[words.columns.name, words.columns.number, words.columns.className, words.columns.studentNumber, words.mark.list], ...table]);
  return c.body(file.buffer as ArrayBuffer, 200, { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': contentDisposition('attachment', `${words.ofClass(className)}.csv`), 'Cache-Control': 'no-store' });
}

/** The person's case, made where there is none yet. */
export async function takeCaseOfPerson(c: Ctx) {
  let id = '';
  return attempt(c, () => {
    const opened = openCaseByNumber(c.get('deps'), c.get('actor'), { personId: c.req.param('id') ?? '' });
    id = opened.id;
    if (opened.made) sayDone(c, 'caseOfNumberMade');
  }, { to: () => `/sager/${id}` }, (problem) => personPage(c, undefined, undefined, problem));
}
