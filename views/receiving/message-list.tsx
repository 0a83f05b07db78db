import type { MessageList as List, MessageRow, MessageView } from '../../src/receiving/index.ts';
import { danishDay, danishTime } from '../../src/core/dates.ts';
import { Empty } from '../components/empty.tsx';
import { Icon } from '../components/icon.tsx';
import { receiving as words } from '../texts/receiving.ts';
import { sentenceOf } from '../texts.ts';
import { senderOf, titleOf } from './words.ts';

/** `chosen`: the one that is read beside the list. `href` makes the address that reads a message beside it. */
type Props = { list: List; view: MessageView; chosen: string | undefined; href: (id: string) => string; filtered: boolean };

const Marks = ({ row, view }: { row: MessageRow; view: MessageView }) => (
  <span class="mail-marks">
    {row.openedAt === null && view !== 'done' ? <span class="mail-mark mail-new">{words.unread}</span> : null}
    {row.kind === 'sms' ? <span class="mail-mark">{words.sms}</span> : null}
    {row.signed ? <span class="mail-mark mail-good"><Icon name="check" small />{words.signed}</span> : null}
    {row.kind === 'unreadable' ? <span class="mail-mark mail-bad"><Icon name="warning" small />{words.filters.unreadable}</span> : null}
    {row.late ? <span class="mail-mark mail-bad"><Icon name="time" small />{words.late(danishDay(row.dueOn!))}</span> : row.dueOn && view !== 'done' ? <span class="mail-mark"><Icon name="time" small />{words.due(danishDay(row.dueOn))}</span> : null}
    {row.answeredAt ? <span class="mail-mark mail-good"><Icon name="check" small />{words.answered}</span> : row.unanswered ? <span class="mail-mark mail-bad">{words.unanswered}</span> : null}
    {row.attachments > 0 ? <span class="mail-mark"><Icon name="attach-file" small />{words.attachments(row.attachments)}</span> : null}
    {row.caseId ? <span class="mail-mark"><Icon name="folder" small />{words.filed}</span> : null}
    {row.userName ?? row.groupName ? <span class="mail-mark"><Icon name="person" small />{words.withWhom(row.userName ?? row.groupName ?? '')}</span> : null}
  </span>
);

const Row = ({ row, view, chosen, href }: Omit<Props, 'list' | 'filtered'> & { row: MessageRow }) => (
  <li class={`mail-row${row.openedAt === null ? ' mail-unread' : ''}`} data-message={row.id}>
    <span class="mail-tick">
      <input class="form-checkbox" type="checkbox" id={`v-${row.id}`} name="brev" value={row.id} />
      <label class="form-label" for={`v-${row.id}`}><span class="sr-only">{words.select(titleOf(row))}</span></label>
    </span>
    <a class="mail-link" href={href(row.id)} aria-current={row.id === chosen ? 'true' : undefined} hx-get={href(row.id)} hx-target="#laesefelt" hx-select="#laesefelt" hx-swap="outerHTML">
      <span class="mail-top"><span class="mail-sender">{senderOf(row)}</span><span class="mail-time">{danishTime(row.receivedAt)}</span></span>
      <span class="mail-title">{titleOf(row)}</span>
      <span class="mail-excerpt">{row.kind === 'unreadable' ? sentenceOf({ reason: row.decision.why.key, values: row.decision.why.values }) : row.excerpt}</span>
      <Marks row={row} view={view} />
    </a>
  </li>
);

/** The list of a view, newest first; each row is read beside it. */
export const MessageList = ({ list, view, filtered, ...row }: Props) => {
  if (list.rows.length === 0) {
    const [heading, text] = filtered ? words.emptyFilter : words.empty[view];
    return <Empty icon="email" heading={heading}>{text}</Empty>;
  }
  return <ul class="mail-list" id="brevliste">{list.rows.map((each) => <Row row={each} view={view} {...row} />)}</ul>;
};
