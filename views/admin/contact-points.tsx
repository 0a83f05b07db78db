import type { Problem } from '../../src/core/errors.ts';
import type { ContactPoint } from '../../src/sending/index.ts';
import { Act } from '../components/act.tsx';
import { Empty } from '../components/empty.tsx';
import { Field } from '../components/field.tsx';
import { Badge } from '../components/state-badge.tsx';
import { Table } from '../components/table.tsx';
import { contactPoints as words } from '../texts/contact-points.ts';

const here = '/administration/kontaktpunkter';

type Props = { points: ContactPoint[]; usual: string; typed: { name: string; pointId: string }; problem: Problem | undefined };

/** The school's contact points: where answers to a dispatch can land. */
export const ContactPoints = ({ points, usual, typed, problem }: Props) => (
  <div class="columns columns-main">
    <div>
      <p>{usual ? words.usual(usual) : words.noUsual} <a href="/administration/indstillinger">{words.toSettings}</a></p>
      {points.length === 0 ? <Empty icon="chat" heading={words.none}>{words.noneText}</Empty> : (
        <Table caption={words.title} columns={[{ label: words.columns.name }, { label: words.columns.id }, { label: words.columns.state }, { label: words.columns.acts, hidden: true }]}>
          {points.map((point) => (
            <tr>
              <td class="primary">{point.name}</td>
              <td><span class="number">{point.pointId}</span></td>
              <td>{point.active ? <Badge tone="green" icon="check" word={words.on} /> : <Badge tone="grey" icon="close" word={words.off} />}</td>
              <td class="numeric"><Act action={`${here}/${point.id}/${point.active ? 'slukning' : 'taending'}`} label={point.active ? words.turnOff : words.turnOn} about={point.name} look="link" /></td>
            </tr>
          ))}
        </Table>
      )}
    </div>
    <form class="panel" method="post" action={here} aria-labelledby="add">
      <h2 id="add">{words.add}</h2>
      <Field id="navn" name="navn" label={words.name} hint={words.nameHint} value={typed.name} maxlength={100} autocomplete="off" required />
      <Field id="punkt" name="punkt" label={words.id} hint={words.idHint} value={typed.pointId} maxlength={256} autocomplete="off" required aria-invalid={problem ? 'true' : undefined} />
      <button class="button button-primary" type="submit">{words.add}</button>
    </form>
  </div>
);
