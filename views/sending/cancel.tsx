import type { DispatchDetail } from '../../src/sending/types.ts';
import { Act } from '../components/act.tsx';
import { sending } from '../texts/sending.ts';

const words = sending.cancel;

/** Recalling letters cannot be undone, so it is asked on a page of its own, with the count and the consequence. */
export const CancelPage = ({ dispatch, recallable }: { dispatch: DispatchDetail; recallable: number }) => (
  <div class="decision">
    <p>{recallable === 0 ? words.nothing : words.consequence(dispatch.letters - recallable)}</p>
    <div class="form-acts">
      {recallable > 0 ? <Act action={`/afsendelser/${dispatch.id}/tilbagekaldelse`} label={words.button(recallable)} look="danger" /> : null}
      <a class="button button-secondary" href={`/afsendelser/${dispatch.id}`}>{recallable === 0 ? sending.dispatch.back : words.keep}</a>
    </div>
  </div>
);
