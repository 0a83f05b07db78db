import type { Problem } from '../../../src/core/errors.ts';
import type { MergeFileView } from '../../../src/sending/index.ts';
import type { AttachmentView, LetterAttachmentList, LetterAttachments } from '../../../src/sending/attachments/types.ts';
import type { DispatchDetail } from '../../../src/sending/types.ts';
import { Act } from '../../components/act.tsx';
import { Alert } from '../../components/alert.tsx';
import { Empty } from '../../components/empty.tsx';
import { Icon } from '../../components/icon.tsx';
import { Pager } from '../../components/pager.tsx';
import { attachments as words } from '../../texts/attachments.ts';
import { sending } from '../../texts/sending.ts';
import { sentenceOf } from '../../texts.ts';
import { Steps } from '../steps.tsx';
import { nameOf } from '../letter-row.tsx';
import { AttachmentItems, type RefusedInput } from './item.tsx';
import { MergePanel } from './merge-panel.tsx';
import { UploadForm } from './upload-form.tsx';

type Props = {
  dispatch: DispatchDetail;
  common: AttachmentView[];
  letters: LetterAttachmentList & { only: boolean; query: string; searchId: string };
  having: { own: number; letters: number };
  /** Attachments whose letter is no more, and those whose letter got another recipient. */
  lost: AttachmentView[];
  strangers: Set<string>;
  merges: MergeFileView[];
  reading: boolean;
  megabytes: { attachment: number; merge: number };
  /** What the file fields offer. */
  accept: string;
  /** What was just taken away, to put it back. */
  removed: { id: string; title: string } | undefined;
  removedFile: { id: string; filename: string } | undefined;
  notTaken: { filename: string; problem: Problem }[];
  refusedInput: RefusedInput | undefined;
  refused: Problem | undefined;
  /** This page with changes to its filter; without any, where the reader is. */
  address: (changes: Record<string, string | number>) => string;
};

export const AttachmentActions = ({ id }: { id: string }) => <a class="button button-primary" href={`/afsendelser/${id}/valg`}>{words.back}</a>;

const Undo = ({ text, action, back }: { text: string; action: string; back: string }) => (
  <Alert tone="success"><div class="undo"><span>{text}</span><Act action={action} label={words.item.undo} about={text} fields={{ til: back }} /></div></Alert>
);

const Common = ({ dispatch, common, megabytes, accept, refusedInput, address }: Props) => (
  <section class="panel" aria-labelledby="faelles">
    <h2 id="faelles">{words.common.heading}</h2>
    <p class="quiet">{common.length > 0 ? words.common.lead(dispatch.letters) : words.common.empty}</p>
    {common.length > 0 ? <AttachmentItems items={common} label={words.common.heading} back={address({})} removeCpr={dispatch.removeCpr} refused={refusedInput} /> : null}
    <UploadForm id="faelles" action={`/afsendelser/${dispatch.id}/bilag`} label={words.common.upload} hint={words.common.hint(megabytes.attachment)} button={words.common.button} megabytes={megabytes.attachment} accept={accept} />
  </section>
);

const Row = ({ row, dispatch, refusedInput, address, strangers, megabytes, accept }: { row: LetterAttachments } & Pick<Props, 'dispatch' | 'refusedInput' | 'address' | 'strangers' | 'megabytes' | 'accept'>) => {
  const who = nameOf(row);
  return (
    <li class="attach-row" data-attach={row.room > 0 ? `til-${row.letterId}` : undefined}>
      <div class="attach-who">
        <span class="cut-number">{row.ordinal}</span><strong>{who}</strong>
        {row.recipient?.className ? <span class="letter-class">{row.recipient.className}</span> : null}
        <span class="number quiet">{row.recipient?.masked}</span>
      </div>
      {row.room > 0 ? (
        <details class="attach-add">
          <summary class="function-link"><Icon name="plus" small />{words.own.add}<span class="sr-only"> {words.own.addTo(who)}</span></summary>
          <UploadForm id={`til-${row.letterId}`} action={`/breve/${row.letterId}/bilag`} label={words.own.upload(who)} hideLabel button={words.own.button} about={words.own.addTo(who)} megabytes={megabytes.attachment} accept={accept} />
        </details>
      ) : <span class="quiet attach-full">{words.own.full}</span>}
      {row.own.filter((each) => strangers.has(each.id)).map((each) => (
        <div class="attached-note attached-warn"><p><Icon name="warning" small />{each.title}: {words.own.otherRecipient}</p><Act action={`/bilag/${each.id}/fastholdelse`} label={words.own.keep} about={each.title} fields={{ til: address({}) }} /></div>
      ))}
      {row.own.length > 0 ? <AttachmentItems items={row.own} label={`${words.title} ${words.own.addTo(who)}`} back={address({})} removeCpr={dispatch.removeCpr} refused={refusedInput} /> : null}
    </li>
  );
};

const Own = (props: Props) => {
  const { dispatch, letters, address, lost, refusedInput } = props;
  const chip = (only: boolean, label: string) => <a href={address({ vis: only ? 'egne' : '', side: '' })} aria-current={letters.only === only ? 'true' : undefined}>{label}</a>;
  return (
    <section class="panel" aria-labelledby="egne">
      <h2 id="egne">{words.own.heading}</h2>
      <p class="quiet">{words.own.lead}</p>
      {lost.length > 0 ? (
        <Alert tone="warning" heading={words.own.lost}>
          <p>{words.own.lostLead}</p>
          <AttachmentItems items={lost} label={words.own.lost} back={address({})} removeCpr={dispatch.removeCpr} refused={refusedInput} />
        </Alert>
      ) : null}
      <div class="filters">
        <nav class="chips" aria-label={words.own.filter}>{chip(false, words.own.all)}{chip(true, words.own.only)}</nav>
        <form method="post" action={`/afsendelser/${dispatch.id}/bilag/soegning`} class="find-letter" role="search" aria-label={sending.recipients.nameLabel}>
          <input type="hidden" name="vis" value={letters.only ? 'egne' : ''} />
          <label class="sr-only" for="find">{sending.recipients.nameLabel}</label>
          <input class="form-input" id="find" name="find" type="search" value={letters.query} placeholder={sending.recipients.namePlaceholder} maxlength={100} autocomplete="off" />
          <button class="button button-secondary icon-only" type="submit" title={sending.recipients.search}><Icon name="search" small /><span class="sr-only">{sending.recipients.search}</span></button>
          {letters.query ? <a href={address({ soeg: '', side: '' })}>{sending.recipients.clear}</a> : null}
        </form>
      </div>
      {letters.rows.length === 0 ? <Empty icon="attach-file" heading={letters.only && !letters.query ? words.own.noneYet : words.own.nobody} /> : (
        <ol class="attach-rows no-max-width" aria-label={words.own.list}>{letters.rows.map((row) => <Row {...props} row={row} />)}</ol>
      )}
      <Pager {...letters} href={(side) => address({ side })} />
    </section>
  );
};

/** Everything that goes with the letters of a draft, and where more of it is put on. Belongs to the step of options. */
export const AttachmentsPage = (props: Props) => {
  const { dispatch, common, having, merges, reading, removed, removedFile, notTaken, refused, address } = props;
  return (
    <div id="bilag" data-drop={sending.upload.drop} {...(reading ? { 'hx-get': address({}), 'hx-trigger': 'every 2s', 'hx-select': '#bilag', 'hx-swap': 'outerMorph show:none' } : {})}>
      <div class="steps-row"><Steps id={dispatch.id} current={3} /></div>
      {refused ? <Alert tone="error" heading={words.refused}>{sentenceOf(refused)}</Alert> : null}
      {notTaken.length > 0 ? <Alert tone="error" heading={words.notTaken(notTaken.length)}>{notTaken.map(({ filename, problem }) => <p>{'filename' in problem.values ? null : <><strong>{filename}</strong>: </>}{sentenceOf(problem)}</p>)}</Alert> : null}
      {removed ? <Undo text={words.item.removed(removed.title)} action={`/bilag/${removed.id}/genoprettelse`} back={address({})} /> : null}
      {removedFile ? <Undo text={words.merge.removed(removedFile.filename)} action={`/bilagsfiler/${removedFile.id}/genoprettelse`} back={address({})} /> : null}
      <p class="found" role="status">{words.found(common.length, having.own, having.letters)}</p>
      <div class="attach-columns">
        <div>
          <Common {...props} />
          <MergePanel dispatchId={dispatch.id} merges={merges} megabytes={props.megabytes.merge} accept={props.accept} back={address({})} refused={props.refusedInput} />
        </div>
        <Own {...props} />
      </div>
    </div>
  );
};
