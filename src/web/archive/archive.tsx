import { listCases, type CaseCriteria } from '../../archive/index.ts';
import { may } from '../../access/index.ts';
import { ArchiveList } from '../../../views/archive/archive-list.tsx';
import { texts } from '../../../views/texts.ts';
import { pageNumber } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { archiveSide } from './side.ts';

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

/** The cases of a branch, with search and tree beside them. */
export function showArchive(c: Ctx) {
  const criteria = branchOf(c);
  const { db } = c.get('deps');
  const actor = c.get('actor');
  const list = listCases(db, actor, criteria, pageNumber(c));
  const query = (at: number) => {
    const asked = new URLSearchParams();
    if (criteria.className) asked.set('klasse', criteria.className);
    else if (criteria.branch) asked.set('gren', criteria.branch);
    asked.set('side', String(at));
    return `/arkiv?${asked}`;
  };
  return page(c, { title: titleOf(criteria), lead: texts.archive.found(list.total), wide: true },
    <ArchiveList side={archiveSide(c)} list={list} criteria={criteria} seesAll={may(actor, 'read_all_cases')} href={query} />);
}
