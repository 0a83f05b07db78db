import type { PageView } from '../../src/sending/types.ts';
import { Icon } from '../components/icon.tsx';
import { sending } from '../texts/sending.ts';

const words = sending.viewer;

/** A box in points of the unrotated page, as a rectangle on the picture, which shows the page turned by its rotation. */
function placed(view: PageView, [x0, y0, x1, y1]: [number, number, number, number]) {
  const { width: w, height: h } = view;
  const corner = {
    0: [x0, h - y1, x1 - x0, y1 - y0], 90: [y0, x0, y1 - y0, x1 - x0],
    180: [w - x1, y0, x1 - x0, y1 - y0], 270: [h - y1, w - x1, y1 - y0, x1 - x0],
  }[view.rotation as 0 | 90 | 180 | 270] ?? [0, 0, 0, 0];
  return { x: corner[0]! - 3, y: corner[1]! - 3, width: corner[2]! + 6, height: corner[3]! + 6 };
}

/** One page of the document with every found number marked: by frame and pattern, not by colour alone. */
export const Viewer = ({ dispatchId, view, total, href }: { dispatchId: string; view: PageView; total: number; href: (page: number) => string }) => {
  const turned = view.rotation % 180 !== 0;
  const [width, height] = turned ? [view.height, view.width] : [view.width, view.height];
  const roles = (['recipient', 'doubtful', 'other'] as const).map((role) => [role, view.marks.filter((mark) => mark.role === role).length] as const).filter(([, n]) => n > 0);
  return (
    <section class="viewer" id="dokument" aria-label={words.label}>
      <div class="viewer-bar">
        {view.page > 1 ? <a class="button button-secondary button-compact" id="previous-page" rel="prev" href={href(view.page - 1)}><Icon name="chevron-left" small /><span class="sr-only">{words.previous}</span></a> : null}
        <span>{words.page(view.page, total)}</span>
        {view.page < total ? <a class="button button-secondary button-compact" id="next-page" rel="next" href={href(view.page + 1)}><Icon name="chevron-right" small /><span class="sr-only">{words.next}</span></a> : null}
        <span class="quiet">{view.leftOut ? words.leftOut : view.letterOrdinal ? sending.recipients.letter(view.letterOrdinal) : words.nobody}</span>
      </div>
      <div class="sheet">
        <img src={`/afsendelser/${dispatchId}/sider/${view.page}/billede?bredde=900`} alt={words.picture(view.page)} width={Math.round(width)} height={Math.round(height)} />
        <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true" preserveAspectRatio="none">
          {view.marks.map((mark) => <rect class={`mark mark-${mark.role}`} {...placed(view, mark.box)} rx="2" />)}
        </svg>
      </div>
      <p class="legend">{roles.length === 0 ? words.noMarks : roles.map(([role, n]) => <span class={`legend-item legend-${role}`}>{words.roleCounts[role](n)}</span>)}</p>
      <p class="quiet keys">{words.keys}</p>
    </section>
  );
};
