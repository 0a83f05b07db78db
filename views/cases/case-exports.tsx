import { Act } from '../components/act.tsx';
import { exportWords as words } from '../texts/exports.ts';

/** Taking a case along: as a package, as pages, and for a request for access. */
export const CaseExports = ({ caseId, insight }: { caseId: string; /** The case is somebody's own, and the reader may answer for the school. */ insight: boolean }) => (
  <section class="panel" aria-labelledby="eksport">
    <h2 id="eksport">{words.heading}</h2>
    <p class="quiet">{words.lead}</p>
    <ul class="plain-list">
      <li class="file"><span class="file-words"><strong>{words.pdf}</strong><span>{words.pdfHint}</span></span><Act action={`/sager/${caseId}/eksport/pdf`} label={words.pdf} icon="file-pdf" /></li>
      <li class="file"><span class="file-words"><strong>{words.zip}</strong><span>{words.zipHint}</span></span><Act action={`/sager/${caseId}/eksport/zip`} label={words.zip} icon="download" /></li>
      {insight ? <li class="file"><span class="file-words"><strong>{words.insight}</strong><span>{words.insightLead} {words.insightNote}</span></span><Act action={`/sager/${caseId}/indsigt`} label={words.insightGet} icon="download" /></li> : null}
    </ul>
  </section>
);
