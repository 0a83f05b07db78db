import type { Child } from 'hono/jsx';
import type { LetterRow, PageView } from '../../src/sending/types.ts';
import { Icon } from '../components/icon.tsx';
import { boundaries } from '../texts/boundaries.ts';
import { sending } from '../texts/sending.ts';
import { nameOf } from './letter-row.tsx';
import { placeOnPicture, shownSize } from './marks.ts';

const words = sending.viewer;
const roles = ['recipient', 'doubtful', 'other'] as const;
/** Room between a number and its frame, and the height of the frame's label, in points. */
const [room, tab, letterWidth] = [3, 13, 6];

/** A frame with a small label: shape and word tell what it is; the colour repeats it. */
const Mark = ({ view, mark }: { view: PageView; mark: PageView['marks'][number] }) => {
  const at = placeOnPicture(view, mark.box);
  const frame = { x: at.x - room, y: at.y - room, width: at.width + 2 * room, height: at.height + 2 * room };
  const label = words.roles[mark.role];
  const width = label.length * letterWidth + 6;
  // Beside the frame, so that neither the line above nor the one below is covered.
  const left = frame.x + frame.width + width > shownSize(view).width ? frame.x - width : frame.x + frame.width;
  const top = frame.y + (frame.height - tab) / 2;
  return (
    <g class={`mark mark-${mark.role}`}>
      <rect class="mark-frame" {...frame} rx={mark.role === 'recipient' ? 3 : 0} />
      {mark.role === 'other' ? null : <><rect class="mark-tab" x={left} y={top} width={width} height={tab} rx="2" /><text x={left + 4} y={top + 9.8} font-size="10">{label}</text></>}
    </g>
  );
};

const Turn = ({ id, rel, href, label, icon }: { id: string; rel: string; href: string | undefined; label: string; icon: string }) =>
  href ? <a class="button button-secondary icon-only" id={id} rel={rel} href={href} title={label}><Icon name={icon} small /><span class="sr-only">{label}</span></a>
    : <span class="button button-secondary icon-only disabled" aria-hidden="true"><Icon name={icon} small /></span>;

/** What the marks mean and how many of each there are; also the description of the picture for those who cannot see it. */
const Legend = ({ view }: { view: PageView }) => {
  const shown = roles.map((role) => [role, view.marks.filter((mark) => mark.role === role).length] as const).filter(([, n]) => n > 0);
  return (
    <p class="legend" id="tegn">
      {shown.length === 0 ? words.noMarks : shown.map(([role, n]) => <span class="legend-item"><span class={`legend-sign legend-${role}`} aria-hidden="true"></span>{words.roleCounts[role](n)}</span>)}
    </p>
  );
};

type Props = { dispatchId: string; view: PageView; total: number; href: (page: number) => string; owner: LetterRow | undefined; /** The list's filter and page, to keep them while turning pages. */ list: Record<string, string | number>; /** Over the page: the letter's attachments. */ tabs?: Child };

/** One page of the document with every found number marked. */
export const Viewer = ({ dispatchId, view, total, href, owner, list, tabs }: Props) => {
  const { width, height } = shownSize(view);
  const whose = view.leftOut ? words.leftOut : owner ? words.belongs(owner.ordinal, nameOf(owner)) : words.nobody;
  return (
    <section class="viewer" id="dokument" aria-label={words.label} tabindex={-1}>
      {tabs}
      <div class="viewer-bar">
        <Turn id="previous-page" rel="prev" href={view.page > 1 ? href(view.page - 1) : undefined} label={words.previous} icon="chevron-left" />
        <form method="get" action={`/afsendelser/${dispatchId}/modtagere`} class="go-to">
          {Object.entries(list).filter(([name, value]) => name !== 'dokside' && value !== '').map(([name, value]) => <input type="hidden" name={name} value={String(value)} />)}
          <label for="dokside">{words.goTo}</label>
          <input class="form-input" id="dokside" name="dokside" type="number" min={1} max={total} value={String(view.page)} required />
          <span>{words.of(total)}</span>
          <button class="sr-only" type="submit">{words.go}</button>
        </form>
        <Turn id="next-page" rel="next" href={view.page < total ? href(view.page + 1) : undefined} label={words.next} icon="chevron-right" />
        <span class="viewer-whose">{whose}</span>
      </div>
      <Legend view={view} />
      <div class="sheets" tabindex={0} role="group" aria-label={words.page(view.page, total)}>
        <div class="sheet">
          <img src={`/afsendelser/${dispatchId}/sider/${view.page}/billede?bredde=900`} alt={words.picture(view.page)} aria-describedby="tegn" width={Math.round(width)} height={Math.round(height)} />
          <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true" preserveAspectRatio="none">{view.marks.map((mark) => <Mark view={view} mark={mark} />)}</svg>
        </div>
      </div>
      <p class="quiet keys">{words.keys} <a href={`/afsendelser/${dispatchId}/sider?ved=${view.page}`} hx-boost="false">{boundaries.linkFromPage}</a></p>
    </section>
  );
};
