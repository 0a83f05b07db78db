import { listCases, type CaseCriteria } from '../../archive/index.ts';
import { may } from '../../access/index.ts';
import { ArchiveList } from '../../../views/archive/archive-list.tsx';
import { texts } from '../../../views/texts.ts';
import { pageNumber } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import type { Side } from '../../../views/archive/side.tsx';
import { bulkAssets, bulkOffer } from '../bulk/offer.ts';
import { archiveSide } from './side.ts';

/** Branch of the tree from the address; a class name is no personal data. */
export function branchOf(query: (name: string) => string | undefined): CaseCriteria {
  const branch = query('gren');
  if (branch === 'cpr' || branch === 'cvr') return { branch };
  const year = query('aar');
  if (year && /^\d{4}$/.test(year)) return { branch: 'year', year };
  const node = query('emne');
  if (node) return { branch: 'plan', nodeId: node.slice(0, 60) };
  const className = query('klasse');
  return className ? { branch: 'class', className: className.slice(0, 40) } : {};
}

function titleOf(criteria: CaseCriteria, side: Side): string {
  if (criteria.year) return `${texts.archive.branch.year} ${criteria.year}`;
  const node = criteria.nodeId ? side.tree.plan.find(({ id }) => id === criteria.nodeId) : undefined;
  if (node) return `${node.code} ${node.title}`;
  if (criteria.className) return `${texts.archive.branch.class} ${criteria.className}`;
  return criteria.branch === 'cpr' || criteria.branch === 'cvr' ? texts.archive.branch[criteria.branch] : texts.archive.title;
}

/** The cases of a branch, with search and tree beside them. */
export function showArchive(c: Ctx) {
  const criteria = branchOf((name) => c.req.query(name));
  const { db } = c.get('deps');
  const actor = c.get('actor');
  const list = listCases(db, actor, criteria, pageNumber(c));
  const query = (at: number) => {
    const asked = new URLSearchParams();
    if (criteria.nodeId) asked.set('emne', criteria.nodeId);
    else if (criteria.year) asked.set('aar', criteria.year);
    else if (criteria.className) asked.set('klasse', criteria.className);
    else if (criteria.branch) asked.set('gren', criteria.branch);
    asked.set('side', String(at));
    return `/arkiv?${asked}`;
  };
  const side = archiveSide(c);
  const actions = may(actor, 'make_cases') ? <a class="button button-secondary" href={criteria.nodeId ? `/sager/ny?emne=${criteria.nodeId}` : '/sager/ny'}>{texts.cases.newTitle}</a> : undefined;
  const offer = bulkOffer(c, { origin: query(list.page), kind: 'list', cases: list.rows.map(({ id }) => id), documents: [], total: list.total });
  return page(c, { title: titleOf(criteria, side), actions, lead: texts.archive.found(list.total), wide: true, ...bulkAssets },
    <ArchiveList side={side} offer={offer} list={list} criteria={criteria} seesAll={may(actor, 'read_all_cases')} href={query} />);
}
