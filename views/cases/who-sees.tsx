import type { Seer } from '../../src/access/index.ts';
import { Table } from '../components/table.tsx';
import { texts } from '../texts.ts';

const words = texts.access;

/** Everybody who sees the case, and why. */
export const WhoSees = ({ seers }: { seers: Seer[] }) => (
  <section class="panel" aria-labelledby="who-sees">
    <h2 id="who-sees">{words.whoSees}</h2>
    <p class="quiet">{words.whoSeesLead}</p>
    <Table caption={words.whoSees} columns={[{ label: words.whoColumns.name }, { label: words.whoColumns.why }, { label: words.whoColumns.may }]}>
      {seers.map((seer) => <tr><td class="primary">{seer.name}</td><td>{words.reasons[seer.reason]}</td><td>{seer.changes ? words.mayChange : words.mayRead}</td></tr>)}
    </Table>
  </section>
);
