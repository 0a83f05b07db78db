import type { Problem } from '../../core/errors.ts';
import { applyRule, dropProposedRule, previewRule, proposeRule, rulesOfType, runningRecounts, suggestions, type TypedRule } from '../../retention/index.ts';
import { RetentionRule } from '../../../views/admin/retention-rule.tsx';
import { texts } from '../../../views/texts.ts';
import { attempt, readForm } from '../form.ts';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';
import { adminPage } from './admin-page.tsx';

const idOf = (c: Ctx) => c.req.param('id') ?? '';
const address = (c: Ctx) => `/administration/dokumenttyper/${idOf(c)}/opbevaring`;

/** The rule of a document type: what applies, what another would do, and what schools commonly choose. */
async function rulePage(c: Ctx, form?: TypedRule, problem?: Problem) {
  const deps = c.get('deps');
  const id = idOf(c);
  const { name, active, proposed } = rulesOfType(deps.db, id);
  const shown = proposed ?? active;
  const typed = form ?? { outcome: shown.outcome, years: String(shown.years ?? ''), countedFrom: shown.countedFrom, yearEnd: shown.yearEnd, forgetCase: shown.forgetCase, reason: shown.reason };
  const recount = runningRecounts(deps.db).get(id);
  return adminPage(c, 'types', { title: texts.retention.rule.title(name), lead: texts.retention.rule.lead, problem, refresh: recount && !form ? 3 : undefined },
    <RetentionRule id={id} active={active} proposed={proposed} preview={proposed && await previewRule(deps, id, proposed.id)} typed={typed} recount={recount} suggestions={suggestions} />);
}

export const showRule = (c: Ctx) => rulePage(c);

export async function takeRule(c: Ctx) {
  const form = await readForm(c);
  const typed = { outcome: form.text('udfald'), years: form.text('aar'), countedFrom: form.text('fra'), yearEnd: form.has('aarsudgang'), forgetCase: form.has('glem-sagen'), reason: form.text('hjemmel') };
  return attempt(c, () => proposeRule(c.get('deps'), c.get('actor'), idOf(c), typed), { to: address(c) }, (problem) => rulePage(c, typed, problem));
}

export async function takeRuleInForce(c: Ctx) {
  const ruleId = (await readForm(c)).text('regel');
  return attempt(c, () => {
    applyRule(c.get('deps'), c.get('actor'), idOf(c), ruleId);
    sayDone(c, 'ruleApplied');
  }, { to: address(c) }, (problem) => rulePage(c, undefined, problem));
}

export function takeRuleDropped(c: Ctx) {
  rulesOfType(c.get('deps').db, idOf(c));
  dropProposedRule(c.get('deps'), c.get('actor'), idOf(c));
  sayDone(c, 'ruleDropped');
  return c.redirect(address(c), 303);
}
