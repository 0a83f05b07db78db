import type { LetterRow } from '../../src/sending/types.ts';
import { Field } from '../components/field.tsx';
import { Icon } from '../components/icon.tsx';
import { sending } from '../texts/sending.ts';
import { sentenceOf } from '../texts.ts';
import type { Refusal } from './recipients.tsx';

const texts = sending.recipients;

type Props = { row: LetterRow; back: string; who: string; refused: Refusal | undefined; /** A button with words, where it is one of the acts that settle a doubt. */ words?: boolean | undefined };

/** The recipient's number typed by hand. Opens in place; comes back open, with what was typed, when it is refused. */
export const Correct = ({ row, back, who, refused, words }: Props) => (
  <details class="correct" open={refused !== undefined}>
    <summary class={words ? 'button button-secondary button-compact' : 'pen'} title={words ? undefined : texts.correctLabel(who)}>
      {words ? (row.recipient ? texts.correct : sending.loose.write) : <Icon name="edit" small />}<span class="sr-only"> {texts.correctLabel(who)}</span>
    </summary>
    <form method="post" action={`/breve/${row.id}/modtager`}>
      <input type="hidden" name="til" value={back} />
      <Field id={`nyt-${row.id}`} name="nummer" label={texts.numberLabel} hint={texts.numberHint} value={refused?.typed.number} error={refused && sentenceOf(refused.problem)} autocomplete="off" required />
      <button class="button button-secondary" type="submit">{texts.saveNumber}</button>
    </form>
  </details>
);
