import type { Blocker, SetUpBlocker } from '../../src/sending/types.ts';
import { Alert } from '../components/alert.tsx';
import { blockerSentence } from '../texts/blockers.ts';
import { sending } from '../texts/sending.ts';

const words = sending.report;
const most = 20;

const forAdministrators: Blocker['kind'][] = ['setting_missing', 'set_up_pending', 'no_certificate', 'other_cvr'];

/** Where it is settled. */
function settleAt(id: string, blocker: Blocker): string | null {
  if (blocker.kind === 'setting_missing') return blocker.key.startsWith('signing.') ? '/administration/signering' : '/administration/indstillinger';
  if (blocker.kind === 'set_up_pending') return '/opsaetning/klar';
  if (blocker.kind === 'no_certificate' || blocker.kind === 'other_cvr') return '/opsaetning/certifikat';
  if (blocker.kind === 'attachment') return `/afsendelser/${id}/bilag`;
  if (blocker.kind === 'no_title' || blocker.kind === 'no_document_type' || blocker.kind === 'deliver_on_past' || blocker.kind === 'nobody_signs') return `/afsendelser/${id}/valg`;
  if (blocker.kind === 'copy') return `/afsendelser/${id}/kopier`;
  const ofLetter = blocker.kind === 'doubtful' || blocker.kind === 'dead';
  const page = ofLetter ? blocker.pages[0] : 'page' in blocker ? blocker.page : undefined;
  return `/afsendelser/${id}/modtagere${page ? `?dokside=${page}${ofLetter ? `#brev-${blocker.letterId}` : ''}` : ''}`;
}

/** What stands in the way of the whole dispatch, each with the way to settle it. */
export const Blockers = ({ id, blockers, administers, links = true }: { id: string; blockers: Blocker[]; /** What the administrator must do is a link only for one. */ administers: boolean; /** The reader may change the draft. */ links?: boolean }) => (
  <Alert tone="warning" heading={words.blocked}>
    <ul class="blockers">
      {blockers.slice(0, most).map((blocker) => {
        const href = !links || (forAdministrators.includes(blocker.kind) && !administers) ? null : settleAt(id, blocker);
        return <li><span>{blockerSentence(blocker)}</span>{href ? <a href={href}>{words.settle}<span class="sr-only">: {blockerSentence(blocker)}</span></a> : null}</li>;
      })}
    </ul>
    {blockers.length > most ? <p>{words.blockersMore(blockers.length - most)}</p> : null}
  </Alert>
);

/** On the first page of sending: that nothing can be sent yet, so that nobody prepares a hundred letters before finding out. */
export const NotReady = ({ blockers, administers, heading = words.notReady }: { blockers: SetUpBlocker[]; administers: boolean; heading?: string }) => (
  <Alert tone="warning" heading={heading}>
    <ul class="blockers">
      {blockers.map((blocker) => <li><span>{blockerSentence(blocker)}</span>{administers ? <a href={settleAt('', blocker)!}>{words.settle}<span class="sr-only">: {blockerSentence(blocker)}</span></a> : null}</li>)}
    </ul>
  </Alert>
);
