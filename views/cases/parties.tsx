import type { Party } from '../../src/archive/index.ts';
import { Act } from '../components/act.tsx';
import { Field } from '../components/field.tsx';
import { texts } from '../texts.ts';

const words = texts.cases;

/** Who else the case is about; `changes` with the form. `typed` stays when it was refused. */
export const Parties = ({ caseId, parties, changes, typed }: { caseId: string; parties: Party[]; changes: boolean; typed?: { name: string; role: string } | undefined }) => (
  <section class="panel" aria-labelledby="parter">
    <h2 id="parter">{words.parties}</h2>
    {parties.length === 0 ? <p class="quiet">{words.noParties}</p> : (
      <ul class="plain-list">
        {parties.map((party) => (
          <li class="file">
            <span class="file-words"><strong>{party.name}</strong><span>{[party.role, party.masked].filter(Boolean).join(' · ')}</span></span>
            {changes ? <Act action={`/sager/${caseId}/parter/${party.id}/fjernelse`} label={words.remove} about={party.name} look="link" /> : null}
          </li>
        ))}
      </ul>
    )}
    {changes ? (
      <details open={typed !== undefined}>
        <summary class="function-link">{words.addParty}</summary>
        <form method="post" action={`/sager/${caseId}/parter`}>
          <Field id="part-navn" name="navn" label={words.partyName} value={typed?.name} maxlength={200} autocomplete="off" />
          <Field id="part-rolle" name="rolle" label={words.partyRole} hint={words.partyRoleHint} value={typed?.role} maxlength={60} autocomplete="off" required />
          <Field id="part-nummer" name="nummer" label={words.partyNumber} hint={words.partyNumberHint} maxlength={20} autocomplete="off" />
          <button class="button button-secondary" type="submit">{words.addParty}</button>
        </form>
      </details>
    ) : null}
  </section>
);
