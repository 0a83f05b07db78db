import { danishDay } from '../../../src/core/dates.ts';
import type { Recognition, TemplateUse } from '../../../src/sending/templates/types.ts';
import { Act } from '../../components/act.tsx';
import { Alert } from '../../components/alert.tsx';
import { templates } from '../../texts/templates.ts';

const words = templates.notice;

/** Why letters were taken for those of a template, in words. */
const Why = ({ why }: { why: Recognition }) => (
  <details class="template-why">
    <summary>{words.why}</summary>
    <ul>
      <li>{words.lines(why.lines, why.of)}</li>
      {why.examples.length > 0 ? <li>{words.examples(why.examples)}</li> : null}
      {why.program ? <li>{words.program(why.program)}</li> : null}
      {why.fonts.length > 0 ? <li>{words.fonts(why.fonts)}</li> : null}
      {why.samePaper ? <li>{words.paper}</li> : null}
      <li>{words.similarity(Math.round(100 * why.similarity))}</li>
    </ul>
  </details>
);

/** Over the steps of a draft that uses a template: which, why, and the one click that leaves it. */
export const TemplateNotice = ({ dispatchId, use, from = 'valg' }: { dispatchId: string; use: TemplateUse | null; /** The step it stands on, to come back to. */ from?: 'valg' | 'modtagere' }) => (use === null ? null : (
  <Alert tone={use.old ? 'warning' : 'info'} heading={(use.why ? words.recognised : words.chosen)(use.name)}>
    <p>{words.filled(use.attachments)}{use.day ? ` ${use.old ? words.old(danishDay(use.day)) : words.day(danishDay(use.day))}` : ''}{use.keepsNumbers ? ` ${words.keepsNumbers}` : ''}{use.approvalDemanded ? ` ${words.approval}` : ''}</p>
    <div class="template-acts">
      <Act action={`/afsendelser/${dispatchId}/brevskabelon/fravalg`} label={words.leave} fields={{ fra: from }} />
      <a href={`/brevskabeloner/${use.templateId}`}>{words.see}</a>
      {use.why ? <Why why={use.why} /> : null}
    </div>
  </Alert>
));
