import { Icon } from '../components/icon.tsx';
import { setUp } from '../texts/set-up.ts';

export type SetUpStep = 'school' | 'certificate' | 'sender' | 'ready';

const hrefs: Record<SetUpStep, string> = { school: '/opsaetning/skole', certificate: '/opsaetning/certifikat', sender: '/opsaetning/afsender', ready: '/opsaetning/klar' };
const order = Object.keys(hrefs) as SetUpStep[];

/** Where in the first run the reader is. Nothing of it is lost by leaving, so every step can be gone to. */
export const SetUpSteps = ({ current, done = [], reachable = true }: { current: SetUpStep; /** What is in place, in whatever order it was done. */ done?: SetUpStep[]; /** False until there is an administrator. */ reachable?: boolean }) => (
  <nav class="steps" aria-label={setUp.steps.label}>
    <ol class="no-max-width">
      {order.map((step, n) => {
        const past = step !== current && done.includes(step);
        const href = reachable ? hrefs[step] : null;
        return (
          <li aria-current={step === current ? 'step' : undefined} class={past ? 'step-done' : ''}>
            <span class="step-number" aria-hidden="true">{past ? <Icon name="check" small /> : n + 1}</span>
            {href && step !== current ? <a href={href}>{setUp.steps[step]}</a> : <span>{setUp.steps[step]}</span>}
          </li>
        );
      })}
    </ol>
  </nav>
);
