import type { Deputy, Grant, Group, User } from '../../src/access/index.ts';
import type { DocumentType } from '../../src/archive/index.ts';
import { danishDay } from '../../src/core/dates.ts';
import { Act } from '../components/act.tsx';
import { Confirm } from '../components/confirm.tsx';
import { Checkbox, Field, Select } from '../components/field.tsx';
import { Table } from '../components/table.tsx';
import { roleWords } from '../texts/admin.ts';
import { texts } from '../texts.ts';

const words = texts.access;
const base = '/administration/adgang';

/** A part of the archive in words; `names` of nodes and types by their mark. */
export function partWords(mark: string, names: Record<string, string>): string {
  const [kind, ...rest] = mark.split(':');
  const value = rest.join(':');
  if (kind === 'kind') return `${words.partKinds.kind} ${words.caseKinds[value as 'free'] ?? value}`;
  return `${words.partKinds[kind as 'class']} ${names[mark] ?? value}`;
}

const Groups = ({ groups, users }: { groups: Group[]; users: User[] }) => (
  <section class="panel" aria-labelledby="groups">
    <h2 id="groups">{words.groups}</h2>
    {groups.length === 0 ? <p class="quiet">{words.noGroups}</p> : (
      <ul class="plain-list">
        {groups.map((group) => (
          <li class="file">
            <span class="file-words"><strong>{group.name}</strong><span>{group.members.map(({ name }) => name).join(', ') || words.noMembers}</span></span>
            <details>
              <summary class="function-link">{words.change}<span class="sr-only"> {group.name}</span></summary>
              <form method="post" action={`${base}/grupper/${group.id}`}>
                <fieldset>
                  <legend>{words.members}: {group.name}</legend>
                  {users.map((user) => <Checkbox id={`m-${group.id}-${user.id}`} name="medlem" value={user.id} label={user.name} checked={group.members.some(({ id }) => id === user.id)} />)}
                </fieldset>
                <button class="button button-secondary" type="submit">{words.saveMembers}</button>
              </form>
              <Confirm open={words.removeGroup} question={words.removeQuestion(group.name)} action={`${base}/grupper/${group.id}/fjernelse`} label={words.removeGroup} />
            </details>
          </li>
        ))}
      </ul>
    )}
    <form class="grant" method="post" action={`${base}/grupper`}>
      <Field id="gruppe" name="navn" label={words.groupName} maxlength={60} required autocomplete="off" />
      <button class="button button-secondary" type="submit">{words.addGroup}</button>
    </form>
  </section>
);

export const holderWords = (grant: Grant) => (grant.holder.kind === 'role' ? `${words.holderKinds.role} ${roleWords[grant.holder.id as 'reader'].name}` : `${words.holderKinds[grant.holder.kind]} ${grant.holderName ?? ''}`.trim());

type Parts = { holders: { value: string; label: string }[]; parts: { value: string; label: string }[]; names: Record<string, string> };

const Grants = ({ grants, parts, typed }: { grants: Grant[]; parts: Parts; typed: GrantForm }) => (
  <section class="panel" aria-labelledby="grants">
    <h2 id="grants">{words.grants}</h2>
    {grants.length === 0 ? <p class="quiet">{words.noGrants}</p> : (
      <Table caption={words.grants} columns={[{ label: words.grantColumns.holder }, { label: words.grantColumns.part }, { label: words.grantColumns.level }, { label: words.grantColumns.acts, hidden: true }]}>
        {grants.map((grant) => (
          <tr>
            <td class="primary">{holderWords(grant)}</td>
            <td>{partWords(grant.mark, parts.names)}</td>
            <td>{words.levels[grant.level]}</td>
            <td class="numeric"><Act action={`${base}/rettigheder/fjernelse`} label={words.remove} about={`${holderWords(grant)}: ${partWords(grant.mark, parts.names)}`} look="link" fields={{ hvem: `${grant.holder.kind}:${grant.holder.id}`, del: grant.mark }} /></td>
          </tr>
        ))}
      </Table>
    )}
    <form class="grant" method="post" action={`${base}/rettigheder`}>
      <Select id="hvem" name="hvem" label={words.holder} value={typed.holder} options={parts.holders} />
      <Select id="del" name="del" label={words.part} value={typed.mark} options={parts.parts} />
      <Select id="niveau" name="niveau" label={words.level} value={typed.level} options={Object.entries(words.levels).map(([value, label]) => ({ value, label }))} />
      <button class="button button-primary" type="submit">{words.give}</button>
    </form>
  </section>
);

const RestrictedTypes = ({ types }: { types: DocumentType[] }) => (
  <section class="panel" aria-labelledby="types">
    <h2 id="types">{words.types}</h2>
    <p class="quiet">{words.typesLead}</p>
    <ul class="plain-list">
      {types.map((type) => (
        <li class="file">
          <span class="file-words"><strong>{type.name}</strong>{type.restricted ? <span>{words.restricted}</span> : null}</span>
          <Act action={`${base}/dokumenttyper/${type.id}`} label={type.restricted ? words.open : words.restrict} about={type.name} look="link" fields={{ begraenset: type.restricted ? '' : '1' }} />
        </li>
      ))}
    </ul>
  </section>
);

export type GrantForm = { holder: string; mark: string; level: string };
export type DeputyForm = { userId: string; deputyId: string; fromDay: string; untilDay: string };

/** Who stands in for whom, and naming one; `own` fixes for whom. */
export const Deputies = ({ deputies, users, typed, action, own }: { deputies: Deputy[]; users: { id: string; name: string }[]; typed: DeputyForm; action: string; own?: boolean }) => (
  <section class="panel" aria-labelledby="deputies">
    <h2 id="deputies">{own ? words.mine : words.deputies}</h2>
    <p class="quiet">{own ? words.mineLead : words.deputiesLead}</p>
    {deputies.length === 0 && !own ? <p class="quiet">{words.noDeputies}</p> : (
      <ul class="plain-list">
        {deputies.map((each) => (
          <li class="file">
            <span class="file-words"><strong>{own ? each.deputyName : words.deputyOf(each.userName, each.deputyName)}</strong><span>{danishDay(each.fromDay)} – {danishDay(each.untilDay)}</span></span>
            <Act action={`${action}/afslutning`} label={words.end} about={each.deputyName} look="link" fields={{ for: each.userId, stedfortraeder: each.deputyId }} />
          </li>
        ))}
      </ul>
    )}
    <form class="grant" method="post" action={action}>
      {own ? <input type="hidden" name="for" value={typed.userId} /> : <Select id="for" name="for" label={words.forWhom} value={typed.userId} options={users.map(({ id, name }) => ({ value: id, label: name }))} />}
      <Select id="stedfortraeder" name="stedfortraeder" label={words.deputy} value={typed.deputyId} options={users.filter(({ id }) => !own || id !== typed.userId).map(({ id, name }) => ({ value: id, label: name }))} />
      <Field id="fra-dag" name="fra" type="date" label={words.from} value={typed.fromDay} required />
      <Field id="til-dag" name="til" type="date" label={words.until} value={typed.untilDay} required />
      <button class="button button-secondary" type="submit">{words.name}</button>
    </form>
  </section>
);

type Props = { groups: Group[]; users: User[]; grants: Grant[]; parts: Parts; types: DocumentType[]; deputies: Deputy[]; typed: { grant: GrantForm; deputy: DeputyForm } };

export const AccessAdministration = ({ groups, users, grants, parts, types, deputies, typed }: Props) => (
  <>
    <Grants grants={grants} parts={parts} typed={typed.grant} />
    <Groups groups={groups} users={users} />
    <RestrictedTypes types={types} />
    <Deputies deputies={deputies} users={users} typed={typed.deputy} action={`${base}/stedfortraedere`} />
  </>
);
