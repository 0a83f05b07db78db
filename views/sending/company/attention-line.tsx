import type { LetterRow } from '../../../src/sending/types.ts';
import { attentionWords, company as words } from '../../texts/company.ts';

/** In a row of the list: to whom at the company, and the way to choose it. */
export const AttentionLine = ({ row, who }: { row: LetterRow; who: string }) => (row.recipient?.kind !== 'cvr' ? null : (
  <p class="attention-line">
    {row.attention ? <span>{attentionWords(row.attention)} </span> : null}
    <a href={`/breve/${row.id}/virksomhed`} hx-boost="false">{words.inList}<span class="sr-only"> {words.inListLabel(who)}</span></a>
  </p>
));
