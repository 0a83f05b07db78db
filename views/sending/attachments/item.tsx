import type { AttachmentView } from '../../../src/sending/attachments/types.ts';
import { Act } from '../../components/act.tsx';
import { Icon } from '../../components/icon.tsx';
import { attachments } from '../../texts/attachments.ts';
import { checkWords } from '../../texts/document-checks.ts';
import { sentenceOf } from '../../texts.ts';
import { Unlock } from './unlock.tsx';

const words = attachments.item;

/** A title or a password that was refused: at whose form it is said (the attachment's, or the file's), with what was typed. */
export type RefusedInput = { id: string; typed: string; sentence: string };
type Props = { item: AttachmentView; back: string; removeCpr: boolean; place: { index: number; of: number }; refused: RefusedInput | undefined };

/** A file name that says no more than the title is left out. */
const sameWords = (title: string, filename: string) => {
  const plain = (text: string) => text.replace(/\.[a-z0-9]{1,5}$/i, '').replace(/[_\s]+/g, ' ').trim().toLocaleLowerCase('da');
  return plain(title) === plain(filename);
};

const facts = (item: AttachmentView, removeCpr: boolean) => [
  item.state === 'reading' ? words.reading : null, item.pages ? words.pages(item.pages) : null, words.size(item.size), item.filePages ? words.ofMerge(item.filePages) : sameWords(item.title, item.filename) ? null : item.filename,
  item.converted ? words.converted : null,
  item.numbers > 0 && item.state === 'ready' ? (removeCpr ? words.numbers(item.numbers) : words.numbersStay(item.numbers)) : null,
].filter(Boolean).join(' · ');

const mostHidden = 5;

/** What was left out when the file became a PDF, and the numbers in it that its pages do not show: as on Kontrol of the letters' own file. */
export const ConversionNotes = ({ item }: { item: AttachmentView }) => (
  <>
    {item.hidden.length > 0 ? <p class="attached-note attached-warn"><Icon name="warning" small />{checkWords.hiddenHeading(item.hidden.length)}: {item.hidden.slice(0, mostHidden).map(({ kind, masked, place }) => checkWords.hiddenRow(kind, masked, place)).join(', ')}{item.hidden.length > mostHidden ? ` ${checkWords.hiddenMore(item.hidden.length - mostHidden)}` : ''}.</p> : null}
    {item.notes.map((note) => <p class="attached-note quiet"><Icon name="info" small />{checkWords.note(note)}</p>)}
  </>
);

/** What a person must know or decide about it. */
const Notes = ({ item, back, removeCpr, refused }: Pick<Props, 'item' | 'back' | 'removeCpr' | 'refused'>) => (
  <>
    {item.problem ? <p class="attached-note attached-bad"><Icon name="error" small />{sentenceOf({ reason: item.problem.key, values: item.problem.values })}</p> : null}
    <Unlock fileId={item.fileId} problem={item.problem} about={item.title} back={back} refused={refused} />
    {removeCpr && item.unproved ? <p class="attached-note attached-bad"><Icon name="error" small />{words.unproved}</p> : null}
    {removeCpr && item.unreadable.length > 0 && !item.seen ? (
      <div class="attached-note attached-warn">
        <p><Icon name="warning" small />{words.unreadable(item.unreadable)}</p>
        <Act action={`/bilagsfiler/${item.fileId}/gennemsyn`} label={words.seeIt} about={item.title} fields={{ til: back }} />
      </div>
    ) : null}
    {removeCpr && item.unreadable.length > 0 && item.seen ? <p class="attached-note quiet"><Icon name="check" small />{words.seen}</p> : null}
    <ConversionNotes item={item} />
    {removeCpr && item.signed ? <p class="attached-note attached-warn"><Icon name="warning" small />{words.signed}</p> : null}
  </>
);

const Rename = ({ item, back, refused }: Pick<Props, 'item' | 'back' | 'refused'>) => {
  const mine = refused?.id === item.id ? refused : undefined;
  const id = `titel-${item.id}`;
  return (
    <details class="correct" open={mine !== undefined}>
      <summary class="pen" title={words.rename}><Icon name="edit" small /><span class="sr-only">{words.rename} {item.title}</span></summary>
      <form method="post" action={`/bilag/${item.id}/titel`}>
        <input type="hidden" name="til" value={back} />
        <div class={mine ? 'form-group form-error' : 'form-group'}>
          <label class="form-label" for={id}>{words.renameLabel}</label>
          {mine ? <span class="form-error-message" id={`${id}-error`}><Icon name="error" small />{mine.sentence}</span> : null}
          <input class="form-input" id={id} name="titel" value={mine?.typed ?? item.title} maxlength={200} required aria-describedby={mine ? `${id}-error` : undefined} aria-invalid={mine ? 'true' : undefined} />
        </div>
        <button class="button button-secondary" type="submit">{words.save}</button>
      </form>
    </details>
  );
};

/** One attachment of a row: what it is, and what can be done with it. */
export const AttachmentItem = ({ item, back, removeCpr, place, refused }: Props) => (
  <li class="attached" id={`bilag-${item.id}`}>
    <Icon name="attach-file" small />
    <div class="attached-what">
      <a href={`/bilag/${item.id}`}>{item.title}<span class="sr-only">, {words.show}</span></a>
      <span class="attached-facts">{facts(item, removeCpr)}</span>
      <Notes item={item} back={back} removeCpr={removeCpr} refused={refused} />
    </div>
    <div class="attached-acts">
      {place.index > 0 ? <Act action={`/bilag/${item.id}/flytning`} label={`${words.up}: ${item.title}`} icon="arrow-upward" look="link" iconOnly fields={{ til: back, retning: 'op' }} /> : null}
      {place.index < place.of - 1 ? <Act action={`/bilag/${item.id}/flytning`} label={`${words.down}: ${item.title}`} icon="arrow-downward" look="link" iconOnly fields={{ til: back, retning: 'ned' }} /> : null}
      <Rename item={item} back={back} refused={refused} />
      <Act action={`/bilag/${item.id}/fjernelse`} label={`${words.remove}: ${item.title}`} icon="close" look="link" iconOnly fields={{ til: back }} />
    </div>
  </li>
);

/** A row of attachments in their order. */
export const AttachmentItems = ({ items, label, ...rest }: { items: AttachmentView[]; label: string } & Pick<Props, 'back' | 'removeCpr' | 'refused'>) => (
  <ol class="attached-list no-max-width" aria-label={label}>
    {items.map((item, index) => <AttachmentItem {...rest} item={item} place={{ index, of: items.length }} />)}
  </ol>
);
