import { invalid, Problem } from '../../core/errors.ts';
import { checkAgain, checkDays, checkClass, checkList, discardCheck, exportCheck, getCheck, listCheckProblems, listChecks, listMembers, seeCheck, watchCheck, type CheckFilter } from '../../people/index.ts';
import { plainFilename } from '../../sending/index.ts';
import { readSettings } from '../../settings/index.ts';
import { writeCsv } from '../../sheets/index.ts';
import { MailboxCheck } from '../../../views/people/mailbox-check.tsx';
import { checkName, MailboxChecks } from '../../../views/people/mailbox-list.tsx';
import { mailboxes as words } from '../../../views/texts/mailboxes.ts';
import { people } from '../../../views/texts/people.ts';
import { sending } from '../../../views/texts/sending.ts';
import { contentDisposition } from '../content-disposition.ts';
import { attempt, pageNumber, readForm, type Form } from '../form.ts';
import type { Ctx } from '../route.ts';
import { readSmallUpload } from '../small-upload.ts';
import { pageProblem } from '../sending/refused.ts';
import { addressOf, keepWords, wordsOf } from './find.ts';
import { peoplePage } from './people-page.tsx';

const mostBytes = 20 * 1024 * 1024;

async function checksPage(c: Ctx, problem?: Problem) {
  const answer = await peoplePage(c, 'mailboxes', { title: words.title, lead: words.lead }, <MailboxChecks list={listChecks(c.get('deps').db, c.get('actor'), pageNumber(c))} problem={problem} />);
  return problem ? pageProblem(answer, problem) : answer;
}

export const showChecks = (c: Ctx) => checksPage(c);

export async function takeCheckList(c: Ctx) {
  try {
    const form = await readSmallUpload(c, mostBytes);
    if (!form.filename('fil')) throw invalid('upload.no_file');
    if (form.file('fil').length > mostBytes) throw invalid('sheet.too_large', { megabytes: mostBytes / 1024 / 1024 });
    const id = await checkList(c.get('deps'), c.get('actor'), { filename: plainFilename(form.filename('fil')), bytes: form.file('fil') });
    return c.redirect(`/elever/postkasser/${id}`, 303);
  } catch (error) {
    if (error instanceof Problem && error.code === 'invalid') return checksPage(c, error);
    throw error;
  }
}

export async function takeCheckClass(c: Ctx) {
  const form = await readForm(c);
  return c.redirect(`/elever/postkasser/${checkClass(c.get('deps'), c.get('actor'), form.text('klasse').slice(0, 60))}`, 303);
}

const filters = new Set<string>(['all', 'changed', 'problems', ...Object.keys(sending.mailbox)]);

function checkPage(c: Ctx, id: string, problem?: Problem) {
  const { db } = c.get('deps');
  const actor = c.get('actor');
  const check = getCheck(db, actor, id);
  const wanted = c.req.query('vis') ?? 'all';
  const filter = filters.has(wanted) ? (wanted as CheckFilter) : 'all';
  const searchId = c.req.query('soeg') ?? '';
  const query = wordsOf(c, searchId);
  const page = pageNumber(c);
  const problems = filter === 'problems' ? listCheckProblems(db, actor, id, page) : null;
  const members = filter === 'problems' ? null : listMembers(db, actor, id, { filter, query, page });
  const address = addressOf(`/elever/postkasser/${id}`, { vis: filter === 'all' ? '' : filter, soeg: query ? searchId : '', side: page });
  return peoplePage(c, 'mailboxes', { title: checkName(check), lead: words.of(check.registered, check.total), problem, refresh: check.state === 'running' ? 2 : undefined },
    <MailboxCheck check={check} filter={filter} members={members} problems={problems} query={query} watchDays={readSettings(db)['mailbox.watchDays']} keptDays={checkDays} address={address} />);
}

export const showCheck = (c: Ctx) => checkPage(c, c.req.param('id')!);

const act = (work: (c: Ctx, id: string, form: Form) => void, to = (id: string) => `/elever/postkasser/${id}`) => async (c: Ctx) => {
  const id = c.req.param('id')!;
  const form = await readForm(c);
  return attempt(c, () => work(c, id, form), { to: to(id) }, (problem) => checkPage(c, id, problem));
};

export const takeCheckAgain = act((c, id) => checkAgain(c.get('deps'), c.get('actor'), id));
export const takeWatch = act((c, id, form) => watchCheck(c.get('deps'), c.get('actor'), id, form.text('hold') === '1'));
export const takeSeen = act((c, id) => seeCheck(c.get('deps'), c.get('actor'), id));
export const takeDiscardCheck = act((c, id) => discardCheck(c.get('deps'), c.get('actor'), id), () => '/elever/postkasser');

export async function takeCheckSearch(c: Ctx) {
  const id = c.req.param('id')!;
  getCheck(c.get('deps').db, c.get('actor'), id);
  return c.redirect(addressOf(`/elever/postkasser/${id}`, {})({ soeg: keepWords(c, (await readForm(c)).text('find')) }), 303);
}

/** The result as a file for Excel. POSTed, because it is logged and may hold numbers. */
export async function takeCheckFile(c: Ctx) {
  const id = c.req.param('id')!;
  const numbers = (await readForm(c)).text('numre') === '1';
  const deps = c.get('deps');
  const check = getCheck(deps.db, c.get('actor'), id);
  const rows = exportCheck(deps, c.get('actor'), id, { numbers });
  const columns = words.columns;
  const table = rows.map((row) => [row.row === null ? '' : String(row.row), row.hidden ? people.hiddenName : row.name ?? '', row.className ?? '', row.number, sending.mailbox[row.status], row.status === 'registered' ? '' : sending.mailboxMeaning[row.status], row.before ? sending.mailbox[row.before] : '']);
  const file = writeCsv([[columns.row, columns.who, columns.className, columns.number, columns.status, columns.meaning, columns.before], ...table]);
  return c.body(file.buffer as ArrayBuffer, 200, { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': contentDisposition('attachment', `${words.title} ${checkName(check).replace(/\.\w+$/, '')}.csv`), 'Cache-Control': 'no-store' });
}
