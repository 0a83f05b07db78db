import type { CaseAccess, User } from '../../src/access/index.ts';
import { danishTime } from '../../src/core/dates.ts';
import { Act } from '../components/act.tsx';
import { Select } from '../components/field.tsx';
import { Table } from '../components/table.tsx';
import { texts } from '../texts.ts';

const words = texts.case;
const pathWord = { officer: 'sagsbehandler', given: 'laeser' } as const;
const writes = 'medarbejder';
const kindWord = { officer: words.kindOfficer, given: words.kindGiven };

/** Who has this case; with `users` the reader may change it. */
export const AccessPanel = ({ caseId, confidential, access, users }: { caseId: string; confidential: boolean; access: CaseAccess[]; users: User[] | undefined }) => (
  <section class="panel" aria-labelledby="case-access">
    <h2 id="case-access">{words.access}</h2>
    {users ? <p class="quiet">{confidential ? words.accessLeadConfidential : words.accessLead}</p> : null}
    {access.length === 0 ? <p>{words.noAccess}</p> : <AccessTable caseId={caseId} access={access} changes={users !== undefined} />}
    {users ? (
      <form class="grant" method="post" action={`/sager/${caseId}/adgange`}>
        <Select id="person" name="person" label={words.person} options={users.map((user) => ({ value: user.id, label: user.name }))} />
        <Select id="som" name="som" label={words.giveAs} options={[{ value: pathWord.given, label: words.kindGiven }, { value: writes, label: words.kindWrites }, { value: pathWord.officer, label: words.kindOfficer }]} />
        <button class="button button-primary" type="submit">{words.give}</button>
      </form>
    ) : null}
  </section>
);

const AccessTable = ({ caseId, access, changes }: { caseId: string; access: CaseAccess[]; changes: boolean }) => (
  <Table caption={words.access} columns={[{ label: words.accessColumns.name }, { label: words.accessColumns.kind }, { label: words.accessColumns.at }, { label: words.accessColumns.acts, hidden: true }]}>
    {access.map((each) => (
      <tr>
        <td class="primary">{each.name}</td>
        <td>{each.kind === 'given' && each.level === 'write' ? words.kindWrites : kindWord[each.kind]}</td>
        <td class="nowrap">{danishTime(each.givenAt)}</td>
        <td class="numeric">{changes ? <Act action={`/sager/${caseId}/adgange/${each.userId}/${pathWord[each.kind]}/fjernelse`} label={words.remove} about={each.name} look="link" /> : null}</td>
      </tr>
    ))}
  </Table>
);
