import type { Child } from 'hono/jsx';
import { Act } from './act.tsx';

/** An act that cannot be undone: opens, names count and consequence, and only then shows its button. */
export const Confirm = ({ open, question, action, label, fields, children }: { open: string; question: string; action: string; label: string; fields?: Record<string, string> | undefined; children?: Child }) => (
  <details class="confirm">
    <summary class="button button-secondary">{open}</summary>
    <div class="confirm-body">
      <p>{question}</p>
      <Act action={action} label={label} look="danger" fields={fields}>{children}</Act>
    </div>
  </details>
);
