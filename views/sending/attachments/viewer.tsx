import type { Child } from 'hono/jsx';
import type { AttachmentView } from '../../../src/sending/attachments/types.ts';
import type { PageView } from '../../../src/sending/types.ts';
import { Icon } from '../../components/icon.tsx';
import { attachments } from '../../texts/attachments.ts';
import { placeOnPicture, shownSize } from '../marks.ts';

const words = attachments.viewer;
const room = 3;

const Mark = ({ view, box }: { view: PageView; box: PageView['marks'][number]['box'] }) => {
  const at = placeOnPicture(view, box);
  return <g class="mark mark-other"><rect class="mark-frame" x={at.x - room} y={at.y - room} width={at.width + 2 * room} height={at.height + 2 * room} /></g>;
};

const Turn = ({ href, rel, label, icon }: { href: string | undefined; rel: string; label: string; icon: string }) =>
  href ? <a class="button button-secondary icon-only" id={`${rel === 'prev' ? 'previous' : 'next'}-page`} rel={rel} href={href} title={label}><Icon name={icon} small /><span class="sr-only">{label}</span></a>
    : <span class="button button-secondary icon-only disabled" aria-hidden="true"><Icon name={icon} small /></span>;

/** Tabs over the viewer: the letter, and each attachment that goes with it. Nothing where there is none. */
export const ViewerTabs = ({ letter, items, current }: { letter: string; items: { id: string; title: string; href: string }[]; current: string | null }) => (items.length === 0 ? null : (
  <nav class="viewer-tabs" aria-label={words.tabs}>
    <a href={letter} aria-current={current === null ? 'true' : undefined}>{words.letter}</a>
    {items.map((each, n) => <a href={each.href} aria-current={current === each.id ? 'true' : undefined} title={each.title}><span class="sr-only">{words.attachment(n + 1)}: </span>{each.title}</a>)}
  </nav>
));

type Props = { item: AttachmentView; /** null while it is being read. */ view: PageView | null; /** Page of the attachment, from 1. */ at: number; href: (page: number) => string; removeCpr: boolean; tabs?: Child; /** Where the pictures are, without the page. */ pictures?: string };

/** One page of an attachment with its numbers marked, turned page by page. */
export const AttachmentViewer = ({ item, view, at, href, removeCpr, tabs, pictures = `/bilagsfiler/${item.fileId}/sider` }: Props) => {
  const total = item.pages ?? 0;
  const { width, height } = view ? shownSize(view) : { width: 595, height: 842 };
  const numbers = view?.marks.length ?? 0;
  return (
    <section class="viewer" id="dokument" aria-label={words.label} tabindex={-1}>
      {tabs}
      <div class="viewer-bar">
        <Turn rel="prev" href={at > 1 ? href(at - 1) : undefined} label={words.previous} icon="chevron-left" />
        <span>{total > 0 ? words.page(at, total) : ''}</span>
        <Turn rel="next" href={at < total ? href(at + 1) : undefined} label={words.next} icon="chevron-right" />
        <span class="viewer-whose">{item.title}</span>
      </div>
      {view ? (
        <>
          <p class="legend" id="tegn">{words.numbers(numbers)} {numbers > 0 && removeCpr ? words.cleaned : ''}</p>
          <div class="sheets" tabindex={0} role="group" aria-label={words.page(at, total)}>
            <div class="sheet">
              <img src={`${pictures}/${view.page}/billede`} alt={words.picture(item.title, at)} aria-describedby="tegn" width={Math.round(width)} height={Math.round(height)} />
              <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true" preserveAspectRatio="none">{view.marks.map((mark) => <Mark view={view} box={mark.box} />)}</svg>
            </div>
          </div>
        </>
      ) : <p class="legend">{item.state === 'reading' ? words.notReady : words.none}</p>}
    </section>
  );
};
