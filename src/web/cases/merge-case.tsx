import { mayChangeCase } from '../../access/index.ts';
import { findCaseToChange, getCase, mergeCases, searchCases } from '../../archive/index.ts';
import type { Problem } from '../../core/errors.ts';
import { MergeCase } from '../../../views/cases/merge-case.tsx';
import { texts } from '../../../views/texts.ts';
import { crumbsOf } from '../archive/case-page.tsx';
import { attempt, readForm } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';

function mergePage(c: Ctx, typed = '', problem?: Problem) {
  const { db } = c.get('deps');
  const actor = c.get('actor');
  findCaseToChange(db, actor, c.req.param('id') ?? '');
  const from = getCase(db, actor, c.req.param('id') ?? '');
  const hits = typed ? searchCases(c.get('deps'), actor, typed).rows.filter((row) => row.id !== from.id && row.kind === from.kind && mayChangeCase(db, actor, row.id)).slice(0, 20) : undefined;
  return page(c, { title: texts.cases.merge, lead: texts.cases.mergeLead, crumbs: crumbsOf(from, texts.cases.merge), problem }, <MergeCase from={from} words={typed} hits={hits} />);
}

export const showMerge = (c: Ctx) => mergePage(c);

/** A search for the other case, or with `ind` the act itself. What was searched for stands in no address. */
export async function takeMerge(c: Ctx) {
  const form = await readForm(c);
  const into = form.text('ind');
  if (!into) return mergePage(c, form.text('ord'));
  return attempt(c, () => {
    mergeCases(c.get('deps'), c.get('actor'), c.req.param('id') ?? '', into);
    sayDone(c, 'casesMerged');
  }, { to: `/sager/${into}` }, (problem) => mergePage(c, '', problem));
}
