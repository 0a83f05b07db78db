import type { LetterPage } from '../../src/sending/types.ts';
import { Icon } from '../components/icon.tsx';
import { sending } from '../texts/sending.ts';

const words = sending.recipients;

/** A page of letters; what was typed to find them lies on the box under `searchId`, empty for none. */
export type FoundLetters = LetterPage & { searchId: string };

type Props = { dispatchId: string; letters: FoundLetters; /** The page that shows the list. */ on: 'recipients' | 'dispatch'; clear: string };

/** Finds letters by name, class or number. Posted, so that no name or number stands in an address. */
export const FindLetter = ({ dispatchId, letters, on, clear }: Props) => (
  <form method="post" action={`/afsendelser/${dispatchId}/soegning`} class="find-letter" role="search" aria-label={words.nameLabel} hx-boost="false">
    <input type="hidden" name="liste" value={on} />
    <input type="hidden" name="vis" value={letters.filter} />
    <label class="sr-only" for="find">{words.nameLabel}</label>
    <input class="form-input" id="find" name="find" type="search" value={letters.query} placeholder={words.namePlaceholder} maxlength={100} autocomplete="off" />
    <button class="button button-secondary icon-only" type="submit" title={words.search}><Icon name="search" small /><span class="sr-only">{words.search}</span></button>
    {letters.query ? <a href={clear}>{words.clear}</a> : null}
  </form>
);
