import type { SignatureFilter } from '../../src/sending/index.ts';
import { Icon } from '../components/icon.tsx';
import { signatureWords } from '../texts/signatures.ts';
import { signaturesAddress } from './signatures-page.tsx';

const words = signatureWords.panel;

/** On a dispatch: how many have signed, who is late, and the way to the list. Nothing where nobody is to sign. */
export const DispatchSignatures = ({ id, counts, reminds }: { id: string; counts: Record<SignatureFilter, number>; reminds: { dispatchId: string; title: string } | null }) => {
  const total = counts.all - counts.cancelled;
  if (reminds) return <p><a href={signaturesAddress({ filter: 'missing', dispatchId: reminds.dispatchId })}>{words.reminds(reminds.title)}</a></p>;
  if (counts.all === 0) return null;
  const width = (1000 * counts.completed) / Math.max(1, total);
  return (
    <section class="panel counts" aria-labelledby="signatures">
      <h2 id="signatures">{words.heading}</h2>
      <div class="count-head">
        <p class="count-total">{words.progress(counts.completed, total)}</p>
        <a class="button button-secondary" href={signaturesAddress({ filter: counts.missing > 0 ? 'missing' : 'all', dispatchId: id })}>{words.link}</a>
      </div>
      <svg viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true" class="count-bar"><rect class="bar-delivered" width={width} height="16" /></svg>
      <ul class="count-words no-max-width">
        {counts.missing > 0 ? <li><Icon name="time" small /><span>{words.missing(counts.missing)}</span></li> : null}
        {counts.overdue > 0 ? <li class="late"><Icon name="warning" small /><span>{words.late(counts.overdue)}</span></li> : null}
        {counts.failed > 0 ? <li class="late"><Icon name="error" small /><span>{words.failed(counts.failed)}</span></li> : null}
      </ul>
    </section>
  );
};
