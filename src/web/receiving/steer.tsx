import { localDay, startOfLocalDay } from '../../core/dates.ts';
import { record } from '../../audit/index.ts';
import { invalid, type Problem } from '../../core/errors.ts';
import { connectionKeeper } from '../../jobs/index.ts';
import { setStatus } from '../../queue/index.ts';
import { getRule, listReceivers, listRules, listTargets, moveRuleUp, oldMailProgress, removeRule, removeTarget, saveRule, setTarget, switchRule, targetOf, testRule } from '../../receiving/index.ts';
import { readSettings } from '../../settings/index.ts';
import { RuleForm, Steer, TestResult, type RuleTyped, type TargetInput } from '../../../views/receiving/steer.tsx';
import { receiving } from '../../../views/texts/receiving.ts';
import { steering as words } from '../../../views/texts/steering.ts';
import { attempt, readForm, type Form } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';
import { styles } from './lists.tsx';

const crumbs = (last?: string) => [{ label: receiving.title, href: '/modtaget' }, ...(last ? [{ label: words.title, href: '/modtaget/fordeling' }, { label: last }] : [{ label: words.title }])];
const here = '/modtaget/fordeling';
const idOf = (c: Ctx) => c.req.param('id') ?? '';

function steerPage(c: Ctx, typed: TargetInput = { kind: 'contact_point', key: '', label: '', to: '' }, problem?: Problem) {
  const { db, clock } = c.get('deps');
  const actor = c.get('actor');
  const today = localDay(clock.now());
  return page(c, { title: words.title, lead: words.lead, styles, problem, crumbs: crumbs() },
    <Steer targets={listTargets(db, actor)} rules={listRules(db, actor)} receivers={listReceivers(db)} typed={typed} today={today} since={today} asked={oldMailProgress(db)} />);
}

export const showSteer = (c: Ctx) => steerPage(c);

export async function takeTarget(c: Ctx) {
  const form = await readForm(c);
  const typed = { kind: form.text('art'), key: form.text('noegle'), label: form.text('kaldes'), to: form.text('til') };
  return attempt(c, () => {
    setTarget(c.get('deps'), c.get('actor'), { ...typed, target: targetOf(typed.to) });
    sayDone(c, 'targetSet');
  }, { to: here }, (problem) => steerPage(c, typed, problem));
}

export async function takeTargetRemoval(c: Ctx) {
  const form = await readForm(c);
  return attempt(c, () => {
    removeTarget(c.get('deps'), c.get('actor'), form.text('art'), form.text('noegle'));
    sayDone(c, 'targetRemoved');
  }, { to: here }, (problem) => steerPage(c, undefined, problem));
}

const typedIn = (form: Form): RuleTyped => ({ name: form.text('navn'), sender: form.text('afsender'), subject: form.text('titel'), words: form.text('ord'), attachment: form.text('bilag'), to: form.text('til') });

function rulePage(c: Ctx, id: string | null, typed: RuleTyped, problem?: Problem) {
  const title = id ? words.editRule : words.newRule;
  return page(c, { title, styles, problem, crumbs: crumbs(title) }, <RuleForm action={id ? `/modtaget/regler/${id}` : '/modtaget/regler'} typed={typed} receivers={listReceivers(c.get('deps').db)} />);
}

export const showNewRule = (c: Ctx) => rulePage(c, null, { name: '', sender: '', subject: '', words: '', attachment: '', to: '' });

export function showRule(c: Ctx) {
  const rule = getRule(c.get('deps').db, c.get('actor'), idOf(c));
  const to = rule.target.userId ? `user:${rule.target.userId}` : rule.target.groupId ? `group:${rule.target.groupId}` : '';
  return rulePage(c, rule.id, { name: rule.name, ...rule.conditions, to });
}

/** Saved, and tried at once. */
async function take(c: Ctx, id: string | null) {
  const form = await readForm(c);
  const typed = typedIn(form);
  let saved = '';
  return attempt(c, () => {
    const { name, sender, subject, attachment } = typed;
    saved = saveRule(c.get('deps'), c.get('actor'), id, { name, conditions: { sender, subject, words: typed.words, attachment }, target: targetOf(typed.to) });
    sayDone(c, 'ruleSaved');
  }, { to: () => `/modtaget/regler/${saved}/proeve` }, (problem) => rulePage(c, id, typed, problem));
}

export const takeNewRule = (c: Ctx) => take(c, null);
export const takeRule = (c: Ctx) => take(c, idOf(c));

export function showTest(c: Ctx) {
  const deps = c.get('deps');
  const result = testRule(deps, c.get('actor'), idOf(c));
  const rule = getRule(deps.db, c.get('actor'), idOf(c));
  return page(c, { title: words.testTitle(rule.name), lead: words.testLead(result.messages), styles, crumbs: crumbs(words.testTitle(rule.name)) }, <TestResult rule={rule} result={result} />);
}

export const takeTest = (c: Ctx) => c.redirect(`/modtaget/regler/${idOf(c)}/proeve`, 303);

type Said = 'ruleOn' | 'ruleOff' | 'ruleRemoved' | null;

const ruleAct = (c: Ctx, key: Said, work: () => void) => attempt(c, () => {
  work();
  if (key) sayDone(c, key);
}, { to: here }, (problem) => steerPage(c, undefined, problem));

export const takeRuleOn = (c: Ctx) => ruleAct(c, 'ruleOn', () => switchRule(c.get('deps'), c.get('actor'), idOf(c), true));
export const takeRuleOff = (c: Ctx) => ruleAct(c, 'ruleOff', () => switchRule(c.get('deps'), c.get('actor'), idOf(c), false));
export const takeRuleUp = (c: Ctx) => ruleAct(c, null, () => moveRuleUp(c.get('deps'), c.get('actor'), idOf(c)));
export const takeRuleRemoval = (c: Ctx) => ruleAct(c, 'ruleRemoved', () => removeRule(c.get('deps'), c.get('actor'), idOf(c)));

/** Asks the platform to offer old mail anew: when the box is set up, or restored from a backup. */
export async function takeOldMail(c: Ctx) {
  const deps = c.get('deps');
  const form = await readForm(c);
  const day = form.text('fra');
  return attempt(c, async () => {
    const settings = readSettings(deps.db);
    if (!/^\d{4}-\d\d-\d\d$/.test(day) || day > localDay(deps.clock.now())) throw invalid('mail.bad_since');
    if (!settings['sender.contactPoint']) throw invalid('mail.no_contact_point');
    const { mail } = await connectionKeeper(deps)();
    const asked = await mail.requestOldMail({ cvr: settings['sender.cvr'], contactPointId: settings['sender.contactPoint'], since: startOfLocalDay(day) })
      .catch(() => { throw invalid('mail.old_refused'); });
    deps.db.write((tx) => {
      const at = deps.clock.now();
      setStatus(tx, 'old-mail', { id: asked.id, mailboxId: asked.mailboxId, total: asked.total, since: day }, at);
      record(tx, { at, actorId: c.get('actor').id, event: 'mail.old_asked', subject: { kind: 'system', id: 'mail' }, payload: { since: day, total: asked.total } });
    });
    sayDone(c, 'oldMailAsked');
  }, { to: here }, (problem) => steerPage(c, undefined, problem));
}
