import type { Child } from 'hono/jsx';
import { caseAccessList, may } from '../../access/index.ts';
import { type CaseDetail } from '../../archive/index.ts';
import { CaseFrame, type CaseTab } from '../../../views/archive/case-frame.tsx';
import { texts } from '../../../views/texts.ts';
import { bulkAssets } from '../bulk/offer.ts';
import { archiveSide } from './side.ts';
import { page } from '../page.tsx';
import type { Problem } from '../../core/errors.ts';
import type { Ctx } from '../route.ts';

export const crumbsOf = (found: { id: string; title: string }, last?: string) => [
  { label: texts.archive.title, href: '/arkiv' },
  ...(last ? [{ label: found.title, href: `/sager/${found.id}` }, { label: last }] : [{ label: found.title }]),
];

/** A tab of a case: tree at the left, head and tabs over the content, a preview at the right where there is one. */
export function casePage(c: Ctx, found: CaseDetail, tab: CaseTab, content: Child, parts: { preview?: Child; numbers?: string[] | undefined; problem?: Problem | undefined } = {}) {
  const { db } = c.get('deps');
  const given = caseAccessList(db, found.id).filter((each) => each.kind === 'given').length;
  const crumbs = tab === 'documents' ? crumbsOf(found) : crumbsOf(found, texts.case[tab]);
  return page(c, { title: found.title, wide: true, crumbs, lead: texts.case.kinds[found.kind], problem: parts.problem, styles: ['cases.css', ...bulkAssets.styles], modules: ['filing-upload.js', ...bulkAssets.modules] },
    <CaseFrame side={archiveSide(c)} found={found} tab={tab} given={given} numbers={parts.numbers} preview={parts.preview} reveal={may(c.get('actor'), 'read_cases')}>{content}</CaseFrame>);
}
