import { readSearch, saveSearch, type CaseCriteria, type CaseStatus } from '../../archive/index.ts';
import { texts } from '../../../views/texts.ts';
import { readForm } from '../form.ts';
import type { Ctx } from '../route.ts';
import { archivePage } from './archive.tsx';

/** A search is posted, kept and logged, and then has an address without a name or number in it. */
export async function takeSearch(c: Ctx) {
  const form = await readForm(c);
  const criteria: CaseCriteria = {};
  const words = form.text('ord').slice(0, 200);
  const branch = form.text('art');
  const className = form.text('klasse').slice(0, 40);
  const status = form.text('status');
  if (words) criteria.words = words;
  if (branch === 'cpr' || branch === 'cvr') criteria.branch = branch;
  if (className) criteria.className = className;
  if (Object.hasOwn(texts.states.case, status)) criteria.status = status as CaseStatus;
  const empty = Object.keys(criteria).length === 0;
  return c.redirect(empty ? '/arkiv' : `/soegninger/${saveSearch(c.get('deps'), c.get('actor'), criteria)}`, 303);
}

export function showSearch(c: Ctx) {
  const id = c.req.param('id') ?? '';
  return archivePage(c, readSearch(c.get('deps').db, c.get('actor'), id), id);
}
