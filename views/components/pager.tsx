import { texts } from '../texts.ts';
import { Icon } from './icon.tsx';

/** Previous and next of a paged list. `href` makes the address of a page; nothing is shown for a single page. */
export const Pager = ({ page, pageSize, total, href }: { page: number; pageSize: number; total: number; href: (page: number) => string }) => {
  const pages = Math.max(1, Math.ceil(total / pageSize));
  if (pages === 1) return null;
  return (
    <nav class="pager" aria-label={texts.frame.pages}>
      {page > 1 ? <a class="button button-secondary button-compact" rel="prev" href={href(page - 1)}><Icon name="chevron-left" small />{texts.frame.previous}</a> : null}
      <span class="pager-place">{texts.frame.page(page, pages)}</span>
      {page < pages ? <a class="button button-secondary button-compact" rel="next" href={href(page + 1)}>{texts.frame.next}<Icon name="chevron-right" small /></a> : null}
    </nav>
  );
};
