import type { Child } from 'hono/jsx';
import { Icon } from './icon.tsx';

type Props = { tone: 'info' | 'success' | 'warning' | 'error'; heading?: string | undefined; children?: Child; id?: string | undefined };

/** dkfds alert. Errors and warnings speak up by themselves, the rest politely. */
export const Alert = ({ tone, heading, children, id }: Props) => (
  <div class={`alert alert-${tone}`} role={tone === 'error' || tone === 'warning' ? 'alert' : 'status'} {...(id ? { id } : {})}>
    <span class="alert-icon"><Icon name={tone} /></span>
    <div class="alert-body">
      {heading ? <p class="alert-heading">{heading}</p> : null}
      {children ? <div class="alert-text">{children}</div> : null}
    </div>
  </div>
);
