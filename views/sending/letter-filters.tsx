import type { LetterFilter, LetterPage } from '../../src/sending/types.ts';
import { Icon } from '../components/icon.tsx';
import { amount, sending } from '../texts/sending.ts';

const words = sending.recipients;
const filters = ['all', 'attention', 'no_mailbox', 'removed'] as const;

type Props = { letters: LetterPage; counts: Partial<Record<LetterFilter, number>>; address: (changes: Record<string, string | number>) => string; dispatchId: string };

/** Which letters to show: by what they wait for, and by name. Numbers are not looked for here, because what is typed stands in the address. */
export const Filters = ({ letters, counts, address, dispatchId }: Props) => (
  <div class="filters">
    <nav class="chips" aria-label={words.filterLabel}>
      {filters.filter((filter) => filter === 'all' || filter === letters.filter || counts[filter]).map((filter) => (
        <a href={address({ vis: filter, side: 1 })} aria-current={letters.filter === filter ? 'true' : undefined}>{sending.filters[filter]} <span class="chip-count">{amount(counts[filter] ?? 0)}</span></a>
      ))}
    </nav>
    <form method="get" action={`/afsendelser/${dispatchId}/modtagere`} class="find-letter" role="search" aria-label={words.nameLabel}>
      {letters.filter === 'all' ? null : <input type="hidden" name="vis" value={letters.filter} />}
      <label class="sr-only" for="find">{words.nameLabel}</label>
      <input class="form-input" id="find" name="find" type="search" value={letters.query} placeholder={words.namePlaceholder} pattern="(?!.*[0-9]{6}).*" title={words.nameHint} maxlength={100} autocomplete="off" />
      <button class="button button-secondary icon-only" type="submit" title={words.search}><Icon name="search" small /><span class="sr-only">{words.search}</span></button>
      {letters.query ? <a href={address({ find: '', side: 1 })}>{words.clear}</a> : null}
    </form>
  </div>
);
