import { texts } from '../texts.ts';
import { Icon } from './icon.tsx';

export type Crumb = { label: string; href?: string | undefined };

/** Where in a case the reader is; the last one is the page itself and has no address. */
export const Breadcrumb = ({ crumbs }: { crumbs: Crumb[] }) => (
  <nav class="breadcrumbs" aria-label={texts.frame.path}>
    <ol class="breadcrumbs__list">
      {crumbs.map((crumb, index) => (
        <li class="breadcrumbs__list-item" aria-current={crumb.href ? undefined : 'page'}>
          {index > 0 ? <Icon name="chevron-right" small /> : null}
          {crumb.href ? <a class="breadcrumbs__link" href={crumb.href}>{crumb.label}</a> : crumb.label}
        </li>
      ))}
    </ol>
  </nav>
);
