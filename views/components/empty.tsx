import type { Child } from 'hono/jsx';
import { Icon } from './icon.tsx';

/** A list with nothing in it says why, and what to do if something should be. */
export const Empty = ({ icon, heading, children }: { icon: string; heading: string; children?: Child }) => (
  <div class="empty">
    <Icon name={icon} />
    <p class="empty-heading">{heading}</p>
    {children ? <div class="empty-text">{children}</div> : null}
  </div>
);
