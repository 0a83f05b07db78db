import type { DocumentType } from '../../src/archive/index.ts';
import { Act } from '../components/act.tsx';
import { Empty } from '../components/empty.tsx';
import { Field } from '../components/field.tsx';
import { Badge } from '../components/state-badge.tsx';
import { Table } from '../components/table.tsx';
import { texts } from '../texts.ts';

const words = texts.type;

export const DocumentTypes = ({ types, name }: { types: DocumentType[]; name: string }) => (
  <div class="columns columns-main">
    {types.length === 0 ? <Empty icon="document" heading={words.emptyHeading}>{words.emptyText}</Empty> : (
      <Table caption={words.title} columns={[{ label: words.columns.name }, { label: words.columns.state }, { label: words.columns.approval }, { label: words.columns.acts, hidden: true }]}>
        {types.map((type) => (
          <tr>
            <td class="primary">{type.name}</td>
            <td>{type.active ? <Badge tone="green" icon="check" word={words.on} /> : <Badge tone="grey" icon="close" word={words.off} />}</td>
            <td><span class="type-approval">{type.needsApproval ? words.asks : words.asksNot} <Act action={`/administration/dokumenttyper/${type.id}/${type.needsApproval ? 'uden-godkendelse' : 'med-godkendelse'}`} label={type.needsApproval ? words.askNot : words.ask} about={type.name} look="link" /></span></td>
            <td class="numeric"><Act action={`/administration/dokumenttyper/${type.id}/${type.active ? 'slukning' : 'taending'}`} label={type.active ? words.turnOff : words.turnOn} about={type.name} look="link" /></td>
          </tr>
        ))}
      </Table>
    )}
    <form class="panel" method="post" action="/administration/dokumenttyper" aria-labelledby="add">
      <h2 id="add">{words.add}</h2>
      <Field id="navn" name="navn" label={words.name} value={name} maxlength={100} autocomplete="off" required />
      <button class="button button-primary" type="submit">{words.add}</button>
    </form>
  </div>
);
