import { caseTree, listCases, type CaseCriteria } from '../../archive/index.ts';
import { may } from '../../access/index.ts';
import { ArchiveList } from '../../../views/archive/archive-list.tsx';
import { texts } from '../../../views/texts.ts';
import { pageNumber } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';

/** Branch of the tree from the address; a class name is no personal data. */
function branchOf(c: Ctx): CaseCriteria {
  const branch = c.req.query('gren');
  if (branch === 'cpr' || branch === 'cvr') return { branch };
  const className = c.req.query('klasse');
  return className ? { branch: 'class', className: className.slice(0, 40) } : {};
}

function titleOf(criteria: CaseCriteria): string {
  if (criteria.className) return `${texts.archive.branch.class} ${criteria.className}`;
  return criteria.branch === 'cpr' || criteria.branch === 'cvr' ? texts.archive.branch[criteria.branch] : texts.archive.title;
}

/** The list for some criteria, with the tree beside it. `searchId` where the criteria were posted. */
export function archivePage(c: Ctx, criteria: CaseCriteria, searchId?: string) {
  const { db } = c.get('deps');
  const actor = c.get('actor');
  const list = listCases(db, actor, criteria, pageNumber(c));
  const title = searchId ? texts.archive.searchTitle : titleOf(criteria);
  const base = searchId ? `/soegninger/${searchId}` : '/arkiv';
  const query = (at: number) => {
    const asked = new URLSearchParams();
    if (!searchId && criteria.className) asked.set('klasse', criteria.className);
    else if (!searchId && criteria.branch) asked.set('gren', criteria.branch);
    asked.set('side', String(at));
    return `${base}?${asked}`;
  };
  return page(c, { title, lead: texts.archive.found(list.total), wide: true },
    <ArchiveList tree={caseTree(db, actor)} list={list} criteria={criteria} searched={searchId !== undefined} seesAll={may(actor, 'read_all_cases')} href={query} />);
}

export const showArchive = (c: Ctx) => archivePage(c, branchOf(c));
