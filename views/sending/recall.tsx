import type { LetterRow } from '../../src/sending/types.ts';
import { Act } from '../components/act.tsx';
import { sending } from '../texts/sending.ts';
import { undo as words } from '../texts/undo.ts';

/** One letter is recalled on a page of its own: it cannot be undone. */
export const RecallPage = ({ letter, dispatchId, possible }: { letter: LetterRow; dispatchId: string; possible: boolean }) => (
  <div class="decision">
    <p>{possible ? words.recallConsequence : words.tooLate}</p>
    <div class="form-acts">
      {possible ? <Act action={`/breve/${letter.id}/tilbagekaldelse`} label={words.recallButton} look="danger" /> : null}
      <a class="button button-secondary" href={`/afsendelser/${dispatchId}`}>{possible ? words.keep : sending.dispatch.back}</a>
    </div>
  </div>
);
