import { getCase, nameSearch, readSearch, saveSearch, searchCases, type CaseList } from '../../archive/index.ts';
import { Problem } from '../../core/errors.ts';
import { indexToAsk, meantBy, search, searchHealth, type SearchResult } from '../../search/index.ts';
import { WhichCase } from '../../../views/search/which-case.tsx';
import { Results } from '../../../views/search/results.tsx';
import type { Names } from '../../../views/search/criteria-list.tsx';
import { texts } from '../../../views/texts.ts';
import type { Side } from '../../../views/archive/side.tsx';
import { bulkAssets, bulkOffer } from '../bulk/offer.ts';
import { archiveSide } from '../archive/side.ts';
import { attempt, pageNumber, readForm } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';
import { isEmptyCriteria, readCriteria, typedCaseOf, type Criteria } from './criteria.ts';

/** A search is posted, kept and logged, and then has an address without a name or number in it. */
export async function takeSearch(c: Ctx) {
  const form = await readForm(c);
  const criteria = readCriteria(form);
  const typed = typedCaseOf(form);
  if (typed) {
    const found = searchCases(c.get('deps'), c.get('actor'), typed);
    if (found.total !== 1) return whichCase(c, criteria, typed, found);
    criteria.filters.caseId = found.rows[0]!.id;
  }
  if (isEmptyCriteria(criteria)) return c.redirect('/arkiv', 303);
  return c.redirect(`/soegninger/${saveSearch(c.get('deps'), c.get('actor'), criteria)}`, 303);
}

/** Several cases are what was typed, or none is: the reader says which, and everything else that was typed stays. */
const whichCase = (c: Ctx, criteria: Criteria, typed: string, found: CaseList) => page(c, { title: texts.search.which(typed), lead: found.total > 1 ? texts.search.whichLead : undefined, wide: true, styles: ['search.css'] },
  <WhichCase side={archiveSide(c)} criteria={criteria} typed={typed} found={found} />);

/** Words for what the criteria name by an id, only of what the actor may see. */
function namesOf(c: Ctx, criteria: Criteria, side: Side): Names {
  const { db } = c.get('deps');
  const actor = c.get('actor');
  let caseTitle: string | undefined;
  if (criteria.filters.caseId) {
    try {
      caseTitle = getCase(db, actor, criteria.filters.caseId).title;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
  }
  return { types: Object.fromEntries(side.types.map((each) => [each.id, each.name])), caseTypes: Object.fromEntries(side.caseTypes.map((each) => [each.id, each.name])), officers: Object.fromEntries(side.officers.map((each) => [each.id, each.name])), fields: Object.fromEntries(side.fields.map(({ id, of, name }) => [id, `${of}: ${name}`])), branches: Object.fromEntries(side.tree.plan.map(({ id, code, title }) => [id, `${code} ${title}`])), caseTitle };
}

/** How far the index in use has come, where it is not all there. */
function unfinished(c: Ctx): number | null {
  const { db } = c.get('deps');
  // Only an index that is being built is worth counting a million documents for.
  const asked = indexToAsk(db, 'fts5');
  if (!asked || asked.state === 'ready') return null;
  const inUse = searchHealth(db).find(({ name }) => name === asked.name);
  if (!inUse || inUse.inArchive === 0) return null;
  return Math.floor((100 * (inUse.inArchive - inUse.toBuild)) / inUse.inArchive);
}

const offerOf = (c: Ctx, origin: string, { hits, total, more }: SearchResult) => bulkOffer(c, {
  origin, kind: 'search', total, more, cases: hits.filter(({ kind }) => kind === 'case').map(({ id }) => id), documents: hits.filter(({ kind }) => kind === 'document').map(({ id }) => id),
});

async function resultPage(c: Ctx, problem?: Problem, typedName?: string) {
  const deps = c.get('deps');
  const actor = c.get('actor');
  const id = c.req.param('id')!;
  const { name, ...criteria } = readSearch<Criteria>(deps.db, actor, id);
  const side = archiveSide(c);
  const order = c.req.query('orden') === 'bedst' ? 'best' : 'newest';
  let result: SearchResult | undefined;
  let failed = problem;
  try {
    result = await search(deps.db, deps.search.ask, actor, { text: criteria.words ?? '', filters: criteria.filters ?? {}, order, page: pageNumber(c) });
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'unavailable') throw error;
    failed = error;
  }
  const address = (at: number, sorted: 'best' | 'newest') => {
    const query = new URLSearchParams({ ...(sorted === 'best' ? { orden: 'bedst' } : {}), ...(at > 1 ? { side: String(at) } : {}) }).toString();
    return `/soegninger/${id}${query ? `?${query}` : ''}`;
  };
  return page(c, { title: name ?? texts.archive.searchTitle, lead: result ? texts.search.found(result.total, result.more) : undefined, wide: true, problem: failed, modules: bulkAssets.modules, styles: ['search.css', ...bulkAssets.styles] },
    <Results
      id={id} name={name} typedName={typedName} criteria={{ words: criteria.words, filters: criteria.filters ?? {} }} names={namesOf(c, criteria, side)} result={result} meant={result?.suggestion ? meantBy(criteria.words ?? '', result.suggestion) : null} order={order} address={address}
      side={side} offer={result ? offerOf(c, address(result.page, order), result) : null} building={unfinished(c)}
    />);
}

export const showSearch = (c: Ctx) => resultPage(c);

export async function takeName(c: Ctx) {
  const name = (await readForm(c)).text('navn');
  return attempt(c, () => {
    nameSearch(c.get('deps'), c.get('actor'), c.req.param('id')!, name);
    sayDone(c, name ? 'searchNamed' : 'searchForgotten');
  }, { to: name ? `/soegninger/${c.req.param('id')}` : '/arkiv' }, (problem) => resultPage(c, problem, name));
}
