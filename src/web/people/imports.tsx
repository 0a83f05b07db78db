import { invalid, Problem } from '../../core/errors.ts';
import {
  applyPeopleImport, chooseColumns, discardPeopleImport, getImport, listChanges, listImports, listMappings, listProblems, studentFields, takePeopleFile, undoPeopleImport, type ChangeFilter, type ImportView, type PeopleMapping,
} from '../../people/index.ts';
import { plainFilename } from '../../sending/index.ts';
import { Import } from '../../../views/people/import.tsx';
import { Imports, ImportBadge } from '../../../views/people/imports.tsx';
import { people, peopleImport as words } from '../../../views/texts/people.ts';
import { attempt, pageNumber, readForm, type Form } from '../form.ts';
import type { Ctx } from '../route.ts';
import { readSmallUpload } from '../small-upload.ts';
import { pageProblem } from '../sending/refused.ts';
import { addressOf, keepWords, wordsOf } from './find.ts';
import { peoplePage } from './people-page.tsx';

/** One byte more than may be comes through, so that the domain says how much is too much. */
const mostBytes = 50 * 1024 * 1024;

async function importsPage(c: Ctx, problem?: Problem) {
  const { db } = c.get('deps');
  const mappings = listMappings(db, 'people').map(({ name }) => name);
  const answer = await peoplePage(c, 'imports', { title: people.tabs.imports, lead: words.lead }, <Imports list={listImports(db, c.get('actor'), pageNumber(c))} mappings={mappings} problem={problem} />);
  return problem ? pageProblem(answer, problem) : answer;
}

export const showImports = (c: Ctx) => importsPage(c);

export async function takePeopleUpload(c: Ctx) {
  try {
    const form = await readSmallUpload(c, mostBytes);
    const bytes = form.file('fil');
    if (!form.filename('fil')) throw invalid('upload.no_file');
    const id = await takePeopleFile(c.get('deps'), c.get('actor'), { filename: plainFilename(form.filename('fil')), bytes, mappingName: form.text('kolonnevalg') });
    return c.redirect(`/elever/indlaesning/${id}`, 303);
  } catch (error) {
    if (error instanceof Problem && error.code === 'invalid') return importsPage(c, error);
    throw error;
  }
}

/** What is shown first: what cannot be used, then what changes. */
function firstFilter(view: ImportView): ChangeFilter {
  return (['errors', 'new', 'changed', 'left', 'contacts', 'kept'] as const).find((each) => view.counts[each] > 0) ?? 'new';
}

function importPage(c: Ctx, id: string, problem?: Problem, typed?: { mapping: PeopleMapping; saveAs: string }) {
  const { db } = c.get('deps');
  const actor = c.get('actor');
  const view = getImport(db, actor, id);
  const wanted = c.req.query('vis');
  const filter = wanted && Object.hasOwn(words.filters, wanted) ? (wanted as ChangeFilter) : firstFilter(view);
  const page = pageNumber(c);
  const searchId = c.req.query('soeg') ?? '';
  const query = filter === 'errors' ? '' : wordsOf(c, searchId);
  const shown = {
    filter, query, address: addressOf(`/elever/indlaesning/${id}`, { vis: filter, side: page, soeg: query ? searchId : '' }),
    changes: filter === 'errors' ? null : listChanges(db, actor, id, { filter, query, page }), problems: filter === 'errors' ? listProblems(db, actor, id, page) : null,
  };
  const choosing = view.state === 'needs_columns' || (view.state === 'preview' && view.source === 'sheet' && c.req.query('kolonner') !== undefined) || typed !== undefined;
  const columns = choosing ? (typed ?? { mapping: view.mapping ?? { kind: 'students' as const, columns: {}, complete: false }, saveAs: view.mappingName ?? '' }) : null;
  const refresh = ['reading', 'applying', 'undoing'].includes(view.state) ? 2 : undefined;
  return peoplePage(c, 'imports', { title: columns ? words.columnsTitle : view.filename, heading: <>{columns ? words.columnsTitle : view.filename} <ImportBadge state={view.state} /></>, lead: columns ? view.filename : undefined, problem, refresh }, <Import view={view} shown={shown} columns={columns} />);
}

export const showImport = (c: Ctx) => importPage(c, c.req.param('id')!);

function mappingOf(form: Form, view: ImportView): PeopleMapping {
  const columns: Record<string, string> = {};
  view.headings.forEach(({ name }, n) => {
    const field = form.text(`kolonne-${n}`);
    if (!(studentFields as readonly string[]).includes(field)) return;
    if (columns[field]) throw invalid('people.column_twice');
    columns[field] = name;
  });
  return { kind: form.text('indhold') === 'staff' ? 'staff' : 'students', columns, complete: form.has('hele') };
}

export async function takeColumns(c: Ctx) {
  const id = c.req.param('id')!;
  const form = await readForm(c);
  const view = getImport(c.get('deps').db, c.get('actor'), id);
  const typed = () => ({ mapping: { kind: form.text('indhold') === 'staff' ? 'staff' as const : 'students' as const, columns: Object.fromEntries(view.headings.map(({ name }, n) => [form.text(`kolonne-${n}`), name]).filter(([field]) => field)) as Record<string, string>, complete: form.has('hele') }, saveAs: form.text('gem') });
  return attempt(c, () => chooseColumns(c.get('deps'), c.get('actor'), id, mappingOf(form, view), form.text('gem')), { to: `/elever/indlaesning/${id}` }, (problem) => importPage(c, id, problem, problem.code === 'invalid' ? typed() : undefined));
}

const act = (work: (c: Ctx, id: string, form: Form) => void, to: (id: string) => string) => async (c: Ctx) => {
  const id = c.req.param('id')!;
  const form = await readForm(c);
  return attempt(c, () => work(c, id, form), { to: to(id) }, (problem) => importPage(c, id, problem));
};
const here = (id: string) => `/elever/indlaesning/${id}`;

export const takeApply = act((c, id, form) => applyPeopleImport(c.get('deps'), c.get('actor'), id, { leaving: form.has('udtraadte') ? Number(form.text('udtraadte')) : undefined }), here);
export const takeUndoImport = act((c, id) => undoPeopleImport(c.get('deps'), c.get('actor'), id), here);
export const takeDiscardImport = act((c, id) => discardPeopleImport(c.get('deps'), c.get('actor'), id), () => '/elever/indlaesning');

export async function takeImportSearch(c: Ctx) {
  const id = c.req.param('id')!;
  getImport(c.get('deps').db, c.get('actor'), id);
  const form = await readForm(c);
  return c.redirect(addressOf(here(id), { vis: form.text('vis').slice(0, 20) })({ soeg: keepWords(c, form.text('find')) }), 303);
}
