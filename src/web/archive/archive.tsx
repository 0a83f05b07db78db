import { countCases, listCases, type CaseCriteria, type CaseStatus } from '../../archive/index.ts';
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

const statuses = ['open', 'closed', 'for_disposal', 'disposed'] as const;

function titleOf(criteria: CaseCriteria, side: Side): string {
  if (criteria.year) return `${texts.archive.branch.year} ${criteria.year}`;
  const node = criteria.nodeId ? side.tree.plan.find(({ id }) => id === criteria.nodeId) : undefined;
  if (node) return `${node.code} ${node.title}`;
  if (criteria.className) return `${texts.archive.branch.class} ${criteria.className}`;
  return criteria.branch === 'cpr' || criteria.branch === 'cvr' ? texts.archive.branch[criteria.branch] : texts.archive.title;
}

/** The cases of a branch, with search and tree beside them. */
export function showArchive(c: Ctx) {
  const status = statuses.find((each) => each === c.req.query('status'));
  const criteria: CaseCriteria = { ...branchOf((name) => c.req.query(name)), ...(status ? { status } : {}) };
  const { db } = c.get('deps');
  const actor = c.get('actor');
  const counts = countCases(db, actor);
  const list = listCases(db, actor, criteria, pageNumber(c), counts);
  const address = (at: number, status: CaseStatus | undefined) => {
    const asked = new URLSearchParams();
    if (criteria.nodeId) asked.set('emne', criteria.nodeId);
    else if (criteria.year) asked.set('aar', criteria.year);
    else if (criteria.className) asked.set('klasse', criteria.className);
    else if (criteria.branch) asked.set('gren', criteria.branch);
    if (status) asked.set('status', status);
    asked.set('side', String(at));
    return `/arkiv?${asked}`;
  };
  const side = archiveSide(c, counts);
  const actions = may(actor, 'make_cases') ? <a class="button button-secondary" href={criteria.nodeId ? `/sager/ny?emne=${criteria.nodeId}` : '/sager/ny'}>{texts.cases.newTitle}</a> : undefined;
  const offer = bulkOffer(c, { origin: address(list.page, status), kind: 'list', cases: list.rows.map(({ id }) => id), documents: [], total: list.total });
  return page(c, { title: titleOf(criteria, side), actions, lead: texts.archive.found(list.total), wide: true, ...bulkAssets, styles: [...bulkAssets.styles, 'sending.css'] },
    <ArchiveList side={side} offer={offer} list={list} criteria={criteria} seesAll={may(actor, 'read_all_cases')} href={(at) => address(at, status)} byStatus={[undefined, ...statuses].map((each) => ({ status: each, href: address(1, each) }))} />);
}
