import type { Reason } from '../../../src/sending/types.ts';
import { Field } from '../../components/field.tsx';
import { attachments } from '../../texts/attachments.ts';
import type { RefusedInput } from './item.tsx';

const words = attachments.item;

/** A file that is locked is opened here with its password. Nothing where it is not. */
export const Unlock = ({ fileId, problem, about, back, refused }: { fileId: string; problem: Reason | null; about: string; back: string; refused: RefusedInput | undefined }) => (problem?.key !== 'attachment.locked' ? null : (
  <form class="attached-note" method="post" action={`/bilagsfiler/${fileId}/oplaasning`}>
    <input type="hidden" name="til" value={back} />
    <Field id={`adgangskode-${fileId}`} name="adgangskode" type="password" size="medium" label={words.password} error={refused?.id === fileId ? refused.sentence : undefined} autocomplete="off" required />
    <button class="button button-secondary" type="submit">{words.unlock}<span class="sr-only"> {about}</span></button>
  </form>
));
