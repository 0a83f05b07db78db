import { addGroup, endDeputy, giveGrant, listDeputies, listGrants, listGroups, listUsers, may, nameDeputy, removeGrant, removeGroup, roles, setGroupMembers, type GrantHolder, type Level } from '../../access/index.ts';
import { listClasses } from '../../people/index.ts';
import { listDocumentTypes, listFilingPlan, setDocumentTypeRestricted } from '../../archive/index.ts';
import { localDay } from '../../core/dates.ts';
import type { Problem } from '../../core/errors.ts';
import { AccessAdministration, partWords, type DeputyForm, type GrantForm } from '../../../views/admin/access.tsx';
import { roleWords } from '../../../views/texts/admin.ts';
import { texts } from '../../../views/texts.ts';
import { attempt, readForm, type Form } from '../form.ts';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';
import { adminPage } from './admin-page.tsx';

const address = '/administration/adgang';
const noGrant: GrantForm = { holder: '', mark: '', level: 'read' };

/** Names of what marks point at. */
export function markNames(c: Ctx): Record<string, string> {
  const { db } = c.get('deps');
  return Object.fromEntries([...listFilingPlan(db).map((node) => [`branch:${node.id}`, `${node.code} ${node.title}`]), ...listDocumentTypes(db).map((type) => [`type:${type.id}`, type.name])]);
}

function partsOf(c: Ctx) {
  const { db } = c.get('deps');
  const names = markNames(c);
  const marks = [
    ...['student', 'company', 'authority', 'free'].map((kind) => `kind:${kind}`), ...listClasses(db, c.get('actor')).map(({ name }) => `class:${name}`),
    ...listFilingPlan(db).map(({ id }) => `branch:${id}`), ...listDocumentTypes(db).map(({ id }) => `type:${id}`),
  ];
  const holders = [
    ...listGroups(db).map(({ id, name }) => ({ value: `group:${id}`, label: `${texts.access.holderKinds.group} ${name}` })),
    ...listUsers(db, c.get('actor')).filter((user) => may(user, 'read_cases')).map(({ id, name }) => ({ value: `user:${id}`, label: name })),
    ...roles.filter((role) => role !== 'administrator').map((role) => ({ value: `role:${role}`, label: `${texts.access.holderKinds.role} ${roleWords[role].name}` })),
  ];
  return { names, holders, parts: marks.map((mark) => ({ value: mark, label: partWords(mark, names) })) };
}

function accessPage(c: Ctx, parts: { grant?: GrantForm; deputy?: DeputyForm; problem?: Problem } = {}) {
  const { db, clock } = c.get('deps');
  const actor = c.get('actor');
  const today = localDay(clock.now());
  return adminPage(c, 'access', { title: texts.access.title, lead: texts.access.lead, problem: parts.problem }, (
    <AccessAdministration
      groups={listGroups(db)} users={listUsers(db, actor).filter(({ lockedAt }) => !lockedAt)} grants={listGrants(db)} parts={partsOf(c)} types={listDocumentTypes(db)}
      deputies={listDeputies(db, actor, today)} typed={{ grant: parts.grant ?? noGrant, deputy: parts.deputy ?? { userId: '', deputyId: '', fromDay: today, untilDay: '' } }}
    />
  ));
}

export const showAccess = (c: Ctx) => accessPage(c);

const holderOf = (text: string): GrantHolder => {
  const [kind, ...id] = text.split(':');
  return { kind: kind as GrantHolder['kind'], id: id.join(':') };
};

export async function takeGrant(c: Ctx) {
  const form = await readForm(c);
  const grant: GrantForm = { holder: form.text('hvem'), mark: form.text('del'), level: form.text('niveau') };
  return attempt(c, () => {
    giveGrant(c.get('deps'), c.get('actor'), { holder: holderOf(grant.holder), mark: grant.mark, level: grant.level as Level });
    sayDone(c, 'accessGiven');
  }, { to: address }, (problem) => accessPage(c, { grant, problem }));
}

const doing = (work: (c: Ctx, form: Form) => void, said: 'accessRemoved' | 'groupChanged' | 'typeRestricted' | 'deputyEnded') => async (c: Ctx) => {
  const form = await readForm(c);
  return attempt(c, () => {
    work(c, form);
    sayDone(c, said);
  }, { to: address }, (problem) => accessPage(c, { problem }));
};

export const takeGrantRemoval = doing((c, form) => removeGrant(c.get('deps'), c.get('actor'), { holder: holderOf(form.text('hvem')), mark: form.text('del') }), 'accessRemoved');
export const takeGroup = doing((c, form) => void addGroup(c.get('deps'), c.get('actor'), form.text('navn')), 'groupChanged');
export const takeMembers = doing((c, form) => setGroupMembers(c.get('deps'), c.get('actor'), c.req.param('id') ?? '', form.all('medlem')), 'groupChanged');
export const takeGroupRemoval = doing((c) => removeGroup(c.get('deps'), c.get('actor'), c.req.param('id') ?? ''), 'groupChanged');
export const takeRestriction = doing((c, form) => setDocumentTypeRestricted(c.get('deps'), c.get('actor'), c.req.param('id') ?? '', form.text('begraenset') === '1'), 'typeRestricted');
export const takeDeputyEnd = doing((c, form) => endDeputy(c.get('deps'), c.get('actor'), { userId: form.text('for'), deputyId: form.text('stedfortraeder') }), 'deputyEnded');

export const readDeputy = (form: Form): DeputyForm => ({ userId: form.text('for'), deputyId: form.text('stedfortraeder'), fromDay: form.text('fra'), untilDay: form.text('til') });

export async function takeDeputy(c: Ctx) {
  const deputy = readDeputy(await readForm(c));
  return attempt(c, () => {
    nameDeputy(c.get('deps'), c.get('actor'), deputy);
    sayDone(c, 'deputyNamed');
  }, { to: address }, (problem) => accessPage(c, { deputy, problem }));
}
