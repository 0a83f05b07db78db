import { texts } from '../texts.ts';
import { Icon } from './icon.tsx';

export type NavigationItem = { href: string; label: string; icon: string; current: boolean; count?: number | undefined };

/** The left column; a row under the top bar where the window is narrow. */
export const NavigationList = ({ items }: { items: NavigationItem[] }) => (
  <nav class="side" aria-label={texts.frame.main}>
    <ul>
      {items.map((item) => (
        <li>
          <a href={item.href} aria-current={item.current ? 'page' : undefined}>
            <Icon name={item.icon} small />
            <span>{item.label}</span>
            {item.count ? <span class="side-count"><span aria-hidden="true">{texts.frame.count(item.count)}</span><span class="sr-only">{texts.frame.waiting(item.count)}</span></span> : null}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);
