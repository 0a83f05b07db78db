import { Icon } from '../components/icon.tsx';
import { sending } from '../texts/sending.ts';

const words = sending.steps;

/** The step's name and, quieter, what is being sent: one h1 for both. */
export const StepHeading = ({ step, title }: { step: string; title: string }) => <>{step} <span class="heading-sub">{title}</span></>;

/** Where in the four steps the reader is. Steps that can be gone to are links. */
export const Steps = ({ id, current }: { id: string; current: 2 | 3 | 4 }) => {
  const steps = [
    { label: words.document, href: undefined },
    { label: words.recipients, href: `/afsendelser/${id}/modtagere` },
    { label: words.options, href: `/afsendelser/${id}/valg` },
    { label: words.report, href: `/afsendelser/${id}/kontrol` },
  ];
  return (
    <nav class="steps" aria-label={words.label}>
      <ol class="no-max-width">
        {steps.map((step, n) => (
          <li aria-current={n + 1 === current ? 'step' : undefined} class={n + 1 < current ? 'step-done' : ''}>
            <span class="step-number" aria-hidden="true">{n + 1 < current ? <Icon name="check" small /> : n + 1}</span>
            {step.href && n + 1 !== current ? <a href={step.href}>{step.label}</a> : <span>{step.label}</span>}
          </li>
        ))}
      </ol>
    </nav>
  );
};
