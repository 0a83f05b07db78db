import type { CopyCounts } from '../../../src/sending/index.ts';
import { Alert } from '../../components/alert.tsx';
import { copies as words } from '../../texts/copies.ts';

/** On the page of options: what is proposed and chosen, and the way to the list. */
export const CopiesPanel = ({ id, counts }: { id: string; counts: CopyCounts }) => {
  const chosen = counts.accepted + counts.byHand;
  const anything = chosen + counts.open + counts.withoutHolder + counts.ageless > 0;
  return (
    <section class="panel copies-panel" aria-labelledby="kopier-heading">
      <h2 id="kopier-heading">{words.panelHeading}</h2>
      <p>{counts.open + chosen > 0 ? words.panel(counts.open, counts.students, chosen) : words.panelNone}</p>
      {counts.open > 0 ? <p class="quiet">{words.nothingBySelf}</p> : null}
      {anything ? <a class="button button-secondary" href={`/afsendelser/${id}/kopier`}>{counts.open > 0 ? words.link : words.see}</a> : null}
    </section>
  );
};

/** On the report: proposals nobody has taken. It may be meant, so it only says so. */
export const OpenProposals = ({ id, counts }: { id: string; counts: CopyCounts }) => (counts.open === 0 ? null : (
  <Alert tone="info" heading={words.reportHint(counts.open)}>{words.reportText} <a href={`/afsendelser/${id}/kopier`}>{words.link}</a></Alert>
));
