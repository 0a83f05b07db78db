import type { LetterFilter } from '../../src/sending/types.ts';
import { amount, sending } from '../texts/sending.ts';
import { FindLetter, type FoundLetters } from './find-letter.tsx';

const words = sending.recipients;
const filters = ['all', 'attention', 'no_mailbox', 'removed'] as const;

type Props = { letters: FoundLetters; counts: Partial<Record<LetterFilter, number>>; address: (changes: Record<string, string | number>) => string; dispatchId: string };

/** Which letters to show: by what they wait for, and by name, class or number. */
export const Filters = ({ letters, counts, address, dispatchId }: Props) => (
  <div class="filters">
    <nav class="chips" aria-label={words.filterLabel}>
      {filters.filter((filter) => filter === 'all' || filter === letters.filter || counts[filter]).map((filter) => (
        <a href={address({ vis: filter, side: 1 })} aria-current={letters.filter === filter ? 'true' : undefined}>{sending.filters[filter]} <span class="chip-count">{amount(counts[filter] ?? 0)}</span></a>
      ))}
    </nav>
    <FindLetter dispatchId={dispatchId} letters={letters} on="recipients" clear={address({ soeg: '', side: 1 })} />
  </div>
);
