import { danishTime } from '../../src/core/dates.ts';
import type { ContainerView } from '../../src/sending/index.ts';
import { Badge } from '../components/state-badge.tsx';
import { Table } from '../components/table.tsx';
import { needs as words } from '../texts/needs-person.ts';

const looks = {
  accepted: { tone: 'green', icon: 'check' }, already_there: { tone: 'green', icon: 'check' }, unknown: { tone: 'red', icon: 'help' },
  rejected: { tone: 'red', icon: 'error' }, not_sent: { tone: 'grey', icon: 'time' },
} as const;

/** The containers a large dispatch went in, each with its answer. */
export const Containers = ({ containers }: { containers: ContainerView[] }) => (containers.length === 0 ? null : (
  <details class="panel">
    <summary>{words.containers} <span class="chip-count">{String(containers.length)}</span></summary>
    <p class="quiet">{words.containersLead}</p>
    <Table caption={words.containers} columns={[{ label: words.containerColumns.number, numeric: true }, { label: words.containerColumns.letters, numeric: true }, { label: words.containerColumns.posted }, { label: words.containerColumns.answer }, { label: words.containerColumns.id }]}>
      {containers.map((each, n) => (
        <tr>
          <td class="numeric">{String(n + 1)}</td>
          <td class="numeric">{String(each.letters)}</td>
          <td class="nowrap">{each.postedAt ? danishTime(each.postedAt) : ''}</td>
          <td>{each.outcome ? <Badge {...looks[each.outcome]} word={words.outcomes[each.outcome]} /> : <Badge tone="blue" icon="send" word={words.outcomes.going} />}</td>
          <td class="number">{each.receiptId ?? each.id}</td>
        </tr>
      ))}
    </Table>
  </details>
));
