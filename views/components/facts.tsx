import type { Child } from 'hono/jsx';

/** Name and value, one under the other; rows without a value are left out. */
export const Facts = ({ rows }: { rows: [label: string, value: Child | null | undefined][] }) => (
  <dl class="facts">
    {rows.filter(([, value]) => value !== null && value !== undefined && value !== '').map(([label, value]) => (
      <div class="facts-row"><dt>{label}</dt><dd>{value}</dd></div>
    ))}
  </dl>
);
