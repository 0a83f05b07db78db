import type { Conversation, ConversationList, ConversationState, ReceivedEntry, SentEntry } from '../../src/receiving/index.ts';
import { danishDay, danishTime } from '../../src/core/dates.ts';
import { Empty } from '../components/empty.tsx';
import { Icon } from '../components/icon.tsx';
import { Pager } from '../components/pager.tsx';
import { Badge, DocumentBadge, type Tone } from '../components/state-badge.tsx';
import { conversations as words } from '../texts/conversations.ts';
import { receiving } from '../texts/receiving.ts';

const looks: Record<ConversationState, [Tone, string]> = {
  unread: ['blue', 'email'], our_turn: ['amber', 'reply'], our_turn_late: ['red', 'error'], leaving: ['grey', 'time'], their_turn: ['grey', 'time'], their_turn_late: ['amber', 'time'], answered: ['green', 'check'], ended: ['grey', 'done'],
};

const dayOrTime = (at: string) => (at.length === 10 ? danishDay(at) : danishTime(at));
const titled = (title: string) => title || receiving.untitled;

const Links = ({ entry }: { entry: ReceivedEntry | SentEntry }) => (
  <span class="acts">
    {entry.kind === 'received' && entry.messageId ? <a class="function-link" href={`/modtaget/${entry.messageId}`}><Icon name="email" small />{words.openMessage}<span class="sr-only"> {titled(entry.title)}</span></a> : null}
    {entry.documentId ? <a class="function-link" href={`/dokumenter/${entry.documentId}`}><Icon name="document" small />{words.openDocument}<span class="sr-only"> {titled(entry.title)}</span></a> : null}
    {entry.kind === 'received' && entry.mayReply ? <a class={entry.answeredAt || entry.done ? 'function-link' : 'button button-secondary button-compact'} href={`/modtaget/${entry.messageId}/svar`}><Icon name="reply" small />{words.reply}<span class="sr-only"> {titled(entry.title)}</span></a> : null}
  </span>
);

function receivedFacts(entry: ReceivedEntry): string {
  if (entry.signed) return [words.signed, entry.withWhom && words.withWhom(entry.withWhom)].filter(Boolean).join(' · ');
  const reply = entry.answeredAt ? words.answered(danishTime(entry.answeredAt)) : !entry.replyAllowed ? words.noReply : entry.replyBy ? words.replyBy(dayOrTime(entry.replyBy)) : null;
  return [entry.receiptAt ? words.receipt(danishTime(entry.receiptAt)) : words.noReceipt, entry.withWhom && words.withWhom(entry.withWhom), entry.done && words.done, entry.attachments > 0 && receiving.attachments(entry.attachments), reply].filter(Boolean).join(' · ');
}

const sentFacts = (entry: SentEntry): string => [entry.attachments > 0 && receiving.attachments(entry.attachments), !entry.replyAllowed ? words.noReply : entry.replyBy ? words.answerBy(dayOrTime(entry.replyBy)) : null].filter(Boolean).join(' · ');

const Received = ({ entry }: { entry: ReceivedEntry }) => (
  <li class="talk-received">
    <p class="talk-who"><strong>{words.received(entry.who || receiving.unknownSender)}</strong> <time datetime={entry.at}>{danishTime(entry.at)}</time>{entry.unread ? <Badge tone="blue" icon="email" word={words.unread} /> : null}</p>
    <p class="talk-title">{titled(entry.title)}</p>
    {entry.excerpt ? <p class="talk-text">{entry.excerpt}</p> : null}
    <p class="quiet">{receivedFacts(entry)}</p>
    <Links entry={entry} />
  </li>
);

const Sent = ({ entry }: { entry: SentEntry }) => (
  <li class="talk-sent">
    <p class="talk-who"><strong>{words.sent(entry.by, entry.who)}</strong> <time datetime={entry.at}>{danishTime(entry.at)}</time><DocumentBadge status={entry.status} /></p>
    <p class="talk-title">{titled(entry.title)}</p>
    {sentFacts(entry) ? <p class="quiet">{sentFacts(entry)}</p> : null}
    <Links entry={entry} />
  </li>
);

const Talk = ({ talk }: { talk: Conversation }) => {
  const [tone, icon] = looks[talk.state];
  return (
    <section class="talk" aria-labelledby={`samtale-${talk.id}`}>
      <div class="talk-head"><h2 id={`samtale-${talk.id}`}>{titled(talk.title)}</h2><span class="quiet">{words.entries(talk.entries.length)}</span><Badge tone={tone} icon={icon} word={words.states[talk.state]} /></div>
      <ol>{talk.entries.map((entry) => (entry.kind === 'received' ? <Received entry={entry} /> : <Sent entry={entry} />))}</ol>
    </section>
  );
};

/** The conversations of a case, the latest first. */
export const Conversations = ({ caseId, list }: { caseId: string; list: ConversationList }) => (
  <>
    {list.rows.length === 0 ? <Empty icon="email" heading={words.emptyHeading}>{words.emptyText}</Empty> : list.rows.map((talk) => <Talk talk={talk} />)}
    <Pager page={list.page} pageSize={list.pageSize} total={list.total} href={(page) => `/sager/${caseId}/samtaler?side=${page}`} />
  </>
);
