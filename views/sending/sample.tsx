import type { LetterRow } from '../../src/sending/types.ts';
import { sending } from '../texts/sending.ts';
import { nameOf } from './letter-row.tsx';

const words = sending.report;
const mostPages = 6;

/** One letter exactly as it will be sent. The pictures are made when they are asked for, so they come after the page. */
export const Sample = ({ letter, at = `/breve/${letter.id}/proeve` }: { letter: LetterRow; /** Where the pictures are. */ at?: string }) => (
  <section class="sample" aria-labelledby="sample">
    <div class="sample-words">
      <h2 id="sample">{words.sampleHeading}</h2>
      <p class="quiet">{words.sampleLead(nameOf(letter))}</p>
    </div>
    <div class="sample-pages" tabindex={0} role="group" aria-label={words.sampleHeading}>
      {letter.pages.slice(0, mostPages).map((_, n) => <img class="sample-page" src={`${at}/${n + 1}`} alt={words.samplePicture(n + 1, letter.pages.length)} width="595" height="842" />)}
    </div>
  </section>
);
