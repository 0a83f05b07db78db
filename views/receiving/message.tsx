import type { CaseSuggestion, MessageDetail, MessageFile, MessageFilter, MessageView } from '../../src/receiving/index.ts';
import { danishDay, danishTime } from '../../src/core/dates.ts';
import { Alert } from '../components/alert.tsx';
import { Facts } from '../components/facts.tsx';
import { Icon } from '../components/icon.tsx';
import { receiving as words } from '../texts/receiving.ts';
import { sentenceOf } from '../texts.ts';
import type { Receivers } from './receivers.tsx';
import { BestSuggestion, MessageActs } from './message-acts.tsx';
import { isSearchable, pictures, Viewer } from './viewer.tsx';
import { fileSize, senderOf, titleOf } from './words.ts';

export type Shown = { message: MessageDetail; suggestions: CaseSuggestion[]; receivers: Receivers; /** The list it is read beside, so that the next one follows. */ view: MessageView; filter: MessageFilter | undefined; next: string | null; today: string; /** The position of the file that is shown; any other number: the first that can be. */ file: number };


const Files = ({ message: { id, files, rawSize, signed } }: { message: MessageDetail }) => (
  <section aria-labelledby="filer">
    <h3 id="filer">{words.files}</h3>
    <ul class="mail-files">
      {files.map((file) => <FileLine id={id} file={file} />)}
      {signed ? null : (
        <li>
          <span class="mail-file-words"><strong>{words.raw}</strong><span>XML, {fileSize(rawSize)}</span></span>
          <a class="function-link" href={`/modtaget/${id}/meddelelse`}><Icon name="download" small />{words.save}<span class="sr-only"> {words.raw}</span></a>
        </li>
      )}
    </ul>
  </section>
);

const FileLine = ({ id, file }: { id: string; file: MessageFile }) => (
  <li>
    <span class="mail-file-words"><strong>{file.filename}</strong><span>{words.fileKinds[isSearchable(file) ? 'searchable' : file.kind]}, {fileSize(file.size)}{file.claimed ? `. ${words.claimed(file.claimed)}` : ''}</span></span>
    <span class="acts">
      {file.mime === 'application/pdf' || pictures.has(file.mime) ? <a class="function-link" href={`/modtaget/${id}/filer/${file.position}`} target="_blank" rel="noopener"><Icon name="open-in-new" small />{words.show}<span class="sr-only"> {file.filename}</span></a> : null}
      <a class="function-link" href={`/modtaget/${id}/filer/${file.position}?hent`}><Icon name="download" small />{words.save}<span class="sr-only"> {file.filename}</span></a>
    </span>
  </li>
);

const replyWords = (message: MessageDetail) => (message.answeredAt ? words.answeredAt(danishTime(message.answeredAt)) : message.replyAllowed ? (message.replyBy ? words.replyBy(danishTime(message.replyBy)) : words.replyYes) : words.replyNo);

const Head = ({ message }: { message: MessageDetail }) => {
  const { addressed: { contactPoint, attention, content } } = message;
  return (
    <Facts rows={[
      [message.signed ? words.signedBy : words.from, message.kind === 'unreadable' ? null : <>{senderOf(message)}{message.sender ? <span class="quiet"> {message.sender.shown}</span> : null}</>],
      [words.received, danishTime(message.receivedAt)],
      [words.written, message.writtenAt ? danishTime(message.writtenAt) : null],
      [words.contactPoint, contactPoint?.label || null],
      ...(contactPoint?.info ?? []).map(({ label, value }): [string, string] => [label, value]),
      ...(Object.keys(words.attention) as (keyof typeof words.attention)[]).map((key): [string, string | null] => [words.attention[key], attention[key]]),
      [words.content.cpr, content.cpr && `${content.cpr}${content.name ? `, ${content.name}` : ''}`],
      [words.content.cvr, content.cvr], [words.content.caseId, content.caseId && `${content.caseId}${content.caseSystem ? ` (${content.caseSystem})` : ''}`], [words.content.education, content.education],
      [words.reply, message.kind === 'letter' && !message.signed ? replyWords(message) : null],
    ]} />
  );
};

const Forwarded = ({ forward }: { forward: NonNullable<MessageDetail['addressed']['forward']> }) => (
  <Alert tone="info" heading={forward.at ? words.forwardedAt(forward.sender, danishDay(forward.at)) : words.forwarded(forward.sender)}>{forward.comment ? <span class="mail-lines">{forward.comment}</span> : null}</Alert>
);

const Why = ({ message, ...rest }: Shown) => (
  <div class="mail-why">
    <p><Icon name="info" small /><span><strong>{words.why}: </strong>{sentenceOf({ reason: message.decision.why.key, values: message.decision.why.values })}</span></p>
    {message.note ? <p class="mail-note"><strong>{words.note}: </strong><span class="mail-lines">{message.note}</span></p> : null}
    {message.dueOn ? <p class={message.late ? 'late' : ''}>{message.late ? words.late(danishDay(message.dueOn)) : words.due(danishDay(message.dueOn))}</p> : null}
    <BestSuggestion message={message} {...rest} />
  </div>
);

const Thread = ({ message }: { message: MessageDetail }) => message.thread.length === 0 ? null : (
  <section aria-labelledby="samtale">
    <h3 id="samtale">{words.thread}</h3>
    <ol class="mail-thread">
      {message.thread.map((entry) => (
        <li class={entry.kind === 'sent' ? 'mail-sent' : ''}>
          <span class="quiet">{danishTime(entry.at)} · {entry.kind === 'sent' ? words.threadSent(entry.who) : words.threadReceived(entry.who || words.unknownSender)}</span>
          {entry.id === message.id ? <span>{titleOf({ title: entry.title, kind: 'letter' })} <span class="mail-mark">{words.here}</span></span> : <a href={entry.href}>{titleOf({ title: entry.title, kind: 'letter' })}</a>}
        </li>
      ))}
    </ol>
  </section>
);

const Decisions = ({ message }: { message: MessageDetail }) => (
  <details class="mail-decisions">
    <summary>{words.decisions}</summary>
    <ol>
      {message.decisions.map((each) => (
        <li><span class="quiet">{danishTime(each.at)} · {each.by ?? words.program}</span> {sentenceOf({ reason: each.why.key, values: each.why.values })}{each.userName ?? each.groupName ? ` ${words.withWhom(each.userName ?? each.groupName ?? '')}.` : ''}{each.note ? ` ${words.note}: ${each.note}` : ''}</li>
      ))}
    </ol>
  </details>
);

const Body = ({ message }: { message: MessageDetail }) => message.kind === 'unreadable'
  ? <Alert tone="warning">{words.unreadableText}</Alert>
  : (
    <>
      {message.files.some((file) => file.kind === 'main' && file.mime === 'text/html') ? <p class="quiet">{words.htmlNote}</p> : null}
      {message.body ? <div class="mail-body mail-lines" tabindex={0} role="region" aria-label={words.body}>{message.body}</div> : <p class="quiet">{message.signed ? words.signedBody : words.noBody}</p>}
    </>
  );

/** One message with why it is where it is and everything that can be done with it. */
export const Message = ({ message, ...rest }: Shown) => (
  <>
    {message.addressed.forward ? <Forwarded forward={message.addressed.forward} /> : null}
    <Why message={message} {...rest} />
    <MessageActs message={message} {...rest} />
    <Head message={message} />
    <Body message={message} />
    <Viewer message={message} file={rest.file} />
    <Files message={message} />
    {message.readable === 'waiting' && message.kind === 'letter' ? <p class="quiet">{words.readableWaits}</p> : message.readable === 'failed' ? <p class="quiet">{words.readableFailed}</p> : null}
    {message.unsearchable ? <p class="quiet">{sentenceOf({ reason: message.unsearchable })}</p> : null}
    <Thread message={message} />
    <Decisions message={message} />
  </>
);

/** The message beside the list. */
export const MessagePreview = (shown: Shown) => (
  <section class="mail-read" id="laesefelt" aria-label={words.preview} data-message={shown.message.id}>
    <div class="mail-read-head">
      <h2>{titleOf(shown.message)}</h2>
      <a class="function-link" href={`/modtaget/${shown.message.id}`}><Icon name="open-in-new" small />{words.open}</a>
    </div>
    <div class="mail-read-body"><Message {...shown} /></div>
  </section>
);
