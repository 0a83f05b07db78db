import type { DocumentType } from '../../src/archive/index.ts';
import { Act } from '../components/act.tsx';
import { Empty } from '../components/empty.tsx';
import { Field } from '../components/field.tsx';
import { Badge } from '../components/state-badge.tsx';
import { Table } from '../components/table.tsx';
import type { Rule } from '../../src/retention/types.ts';
import { retention, ruleWords } from '../texts/retention.ts';
import { texts } from '../texts.ts';

const words = texts.type;

export const DocumentTypes = ({ types, name, rules }: { types: DocumentType[]; name: string; rules: Map<string, Rule> }) => (
  <div class="columns columns-main">
    {types.length === 0 ? <Empty icon="document" heading={words.emptyHeading}>{words.emptyText}</Empty> : (
      <Table caption={words.title} columns={[{ label: words.columns.name }, { label: words.columns.state }, { label: words.columns.approval }, { label: retention.rule.column }, { label: words.columns.acts, hidden: true }]}>
        {types.map((type) => (
          <tr>
            <td class="primary">{type.name}</td>
            <td>{type.active ? <Badge tone="green" icon="check" word={words.on} /> : <Badge tone="grey" icon="close" word={words.off} />}</td>
            <td><span class="type-approval">{type.needsApproval ? words.asks : words.asksNot} <Act action={`/administration/dokumenttyper/${type.id}/${type.needsApproval ? 'uden-godkendelse' : 'med-godkendelse'}`} label={type.needsApproval ? words.askNot : words.ask} about={type.name} look="link" /></span></td>
            <td>{rules.has(type.id) ? ruleWords(rules.get(type.id)!) : retention.rule.none} <a class="function-link" href={`/administration/dokumenttyper/${type.id}/opbevaring`}>{rules.has(type.id) ? retention.rule.change : retention.rule.set}<span class="sr-only"> {retention.rule.column} {type.name}</span></a></td>
            <td class="numeric nowrap"><Act action={`/administration/dokumenttyper/${type.id}/${type.active ? 'slukning' : 'taending'}`} label={type.active ? words.turnOff : words.turnOn} about={type.name} look="link" /></td>
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
