import type { CaseSuggestion } from '../../src/receiving/index.ts';
import { Act } from '../components/act.tsx';
import { Field } from '../components/field.tsx';
import { Icon } from '../components/icon.tsx';
import { receiving as words } from '../texts/receiving.ts';
import type { Shown } from './message.tsx';
import { ReceiverChoice } from './receivers.tsx';
import { titleOf } from './words.ts';

type Props = Shown;

type Place = Pick<Props, 'view' | 'filter' | 'next'>;
const fieldsOf = ({ view, filter, next }: Place) => ({ vis: view, ...(filter ? { kun: filter } : {}), ...(next ? { naeste: next } : {}) });
const Hidden = (props: Place) => <>{Object.entries(fieldsOf(props)).map(([name, value]) => <input type="hidden" name={name} value={value} />)}</>;

/** To whom, with a note and a day. */
const Assign = (props: Props) => {
  const { message, receivers, today } = props;
  const chosen = message.userId ? `user:${message.userId}` : message.groupId ? `group:${message.groupId}` : undefined;
  return (
    <details class="mail-act" id="fordel">
      <summary class="button button-secondary button-compact"><Icon name="send" small />{message.place === 'assigned' ? words.handOn : words.assign}</summary>
      <form method="post" action={`/modtaget/${message.id}/fordeling`} class="mail-act-form">
        <Hidden {...props} />
        <div class="form-group"><ReceiverChoice id="til" receivers={receivers} chosen={message.place === 'assigned' ? undefined : chosen} label={words.assignHeading} visible /></div>
        <div class="form-group"><label class="form-label" for="note">{words.noteTo}</label><span class="form-hint" id="note-hint">{words.noteHint}</span><textarea class="form-input" id="note" name="note" rows={2} maxlength={1000} aria-describedby="note-hint"></textarea></div>
        <Field id="senest" name="senest" type="date" label={words.dueOn} hint={words.dueHint} value={message.dueOn ?? ''} min={today} size="short" />
        <button class="button button-primary" type="submit">{message.place === 'assigned' ? words.handOn : words.assign}<span class="sr-only"> {titleOf(message)}</span></button>
      </form>
    </details>
  );
};

const Suggestion = ({ suggestion, ...props }: Props & { suggestion: CaseSuggestion }) => (
  <li>
    <span class="mail-file-words"><strong>{suggestion.title}</strong><span>{[suggestion.className, words.whySuggested[suggestion.why], suggestion.ref.startsWith('case:') ? null : words.newCase].filter(Boolean).join(', ')}</span></span>
    <Act action={`/modtaget/${props.message.id}/journalisering`} label={words.chooseCase} look="secondary" fields={{ ...fieldsOf(props), sag: suggestion.ref }} about={suggestion.title} />
  </li>
);

/** The case it lies on, suggestions, and the way to any other. */
const File = (props: Props) => {
  const { message, suggestions } = props;
  return (
    <details class="mail-act" id="journaliser">
      <summary class="button button-secondary button-compact"><Icon name="folder" small />{message.filed ? words.refile : words.file}</summary>
      <div class="mail-act-form">
        {suggestions.length === 0 ? <p class="quiet">{words.noSuggestions}</p> : <><h3>{words.suggestions}</h3><ul class="mail-files">{suggestions.map((suggestion) => <Suggestion {...props} suggestion={suggestion} />)}</ul></>}
        <form method="post" action={`/modtaget/${message.id}/sagssoegning`} class="mail-find">
          <Hidden {...props} />
          <Field id="sagsord" name="ord" label={words.findCase} hint={words.findCaseHint} autocomplete="off" maxlength={200} />
          <button class="button button-secondary button-compact" type="submit">{words.findCase}</button>
        </form>
        {message.filed ? <Act action={`/modtaget/${message.id}/afjournalisering`} label={words.unfile} look="link" icon="close" fields={fieldsOf(props)} /> : null}
      </div>
    </details>
  );
};

/** The best suggestion, one click away. */
export const BestSuggestion = (props: Props) => {
  const [best] = props.suggestions;
  if (!best || props.message.filed || !props.message.may.place || props.message.place === 'done') return null;
  return (
    <div class="mail-hint">
      <span>{words.suggestCase} <strong>{best.title}</strong> <span class="quiet">({words.whySuggested[best.why].toLocaleLowerCase('da')})</span></span>
      <Act action={`/modtaget/${props.message.id}/journalisering`} label={words.chooseCase} look="secondary" fields={{ ...fieldsOf(props), sag: best.ref }} about={best.title} />
    </div>
  );
};

/** What can be done with a message, in the order it is done most. */
export const MessageActs = (props: Props) => {
  const { message } = props;
  const at = (act: string) => `/modtaget/${message.id}/${act}`;
  const about = titleOf(message);
  const fields = fieldsOf(props);
  return (
    <div class="mail-acts">
      {message.filed ? <p class="mail-filed"><Icon name="folder" small />{words.filedOn} <a href={`/sager/${message.filed.id}${message.filed.documentId ? `?dokument=${message.filed.documentId}` : ''}`}>{message.filed.title}</a></p> : null}
      {!message.may.place ? null : message.place === 'done' ? <Act action={at('genaabning')} label={words.reopen} icon="refresh" fields={fields} about={about} /> : (
        <>
          {message.may.reply ? <a class="button button-primary button-compact" href={at('svar')}><Icon name="reply" small />{words.reply}</a> : null}
          <Assign {...props} />
          <File {...props} />
          {message.may.take ? <Act action={at('overtagelse')} label={words.take} icon="person-add" fields={fields} about={about} /> : null}
          {message.place === 'assigned' ? <Act action={at('bakke')} label={words.back} icon="arrow-back" fields={fields} about={about} /> : null}
          <Act action={at('faerdig')} label={words.finish} icon="check" fields={fields} about={about} />
        </>
      )}
      {message.may.undo ? <Act action={at('fortrydelse')} label={words.undo} look="link" fields={fields} about={about} /> : null}
    </div>
  );
};
