import type { Child } from 'hono/jsx';
import { Icon } from './icon.tsx';

type Props = {
  /** Where it is posted. */
  action: string;
  label: string;
  icon?: string | undefined;
  look?: 'primary' | 'secondary' | 'tertiary' | 'link' | 'danger' | undefined;
  /** Hidden values. */
  fields?: Record<string, string> | undefined;
  /** For those who hear the button away from its row: what it acts on. */
  about?: string | undefined;
  /** Show the icon only; the label is read aloud and in the tooltip. */
  iconOnly?: boolean | undefined;
  /** Id of the element that the answer replaces when htmx is there; without it the whole page follows. */
  replaces?: string | undefined;
  children?: Child;
};

const classes = { primary: 'button button-primary', secondary: 'button button-secondary', tertiary: 'button button-tertiary', link: 'function-link', danger: 'button button-warning' };

/** A button that changes something: a form of its own, so that it works without scripts. */
export const Act = ({ action, label, icon, look = 'secondary', fields = {}, about, iconOnly, replaces, children }: Props) => (
  <form
    class="act" method="post" action={action}
    {...(replaces ? { 'hx-post': action, 'hx-target': `#${replaces}`, 'hx-select': `#${replaces}`, 'hx-swap': 'outerHTML' } : {})}
  >
    {Object.entries(fields).map(([name, value]) => <input type="hidden" name={name} value={value} />)}
    {children}
    <button class={`${classes[look]}${iconOnly ? ' icon-only' : ''}`} type="submit" title={iconOnly ? label : undefined}>
      {icon ? <Icon name={icon} small /> : null}
      {iconOnly ? <span class="sr-only">{label}</span> : label}
      {about ? <span class="sr-only"> {about}</span> : null}
    </button>
  </form>
);
