import { danishDay } from '../../../src/core/dates.ts';
import type { TemplateView } from '../../../src/sending/templates/types.ts';
import { Act } from '../../components/act.tsx';
import { Alert } from '../../components/alert.tsx';
import { Empty } from '../../components/empty.tsx';
import { Table } from '../../components/table.tsx';
import { templates as words } from '../../texts/templates.ts';

const columns = [{ label: words.columns.name }, { label: words.columns.type }, { label: words.columns.recognised }, { label: words.columns.attachments }, { label: words.columns.uses }];

/** Every kind of letter that is remembered. */
export const TemplateList = ({ all, removed }: { all: TemplateView[]; removed: TemplateView | undefined }) => (
  <>
    {removed ? <Alert tone="success"><div class="undo"><span>{words.deletedNotice(removed.name)}</span><Act action={`/brevskabeloner/${removed.id}/genoprettelse`} label={words.undo} about={removed.name} /></div></Alert> : null}
    {all.length === 0 ? <Empty icon="document" heading={words.empty}>{words.emptyText}</Empty> : (
      <Table caption={words.title} columns={columns}>
        {all.map((each) => (
          <tr>
            <td><a class="primary" href={`/brevskabeloner/${each.id}`}>{each.name}</a>{each.titleFromLetter ? null : <span class="list-sub">{each.title}</span>}</td>
            <td>{each.documentType}</td>
            <td>{each.recognised ? words.recognisedFrom(each.program, each.lines) : words.byHand}</td>
            <td>{each.attachments.length > 0 ? words.pieces(each.attachments.length) : ''}</td>
            <td>{words.uses(each.uses)}{each.usedAt ? <span class="list-sub">{words.usedAt(danishDay(each.usedAt.slice(0, 10)))}</span> : null}</td>
          </tr>
        ))}
      </Table>
    )}
  </>
);
