import type { Box, Candidate } from '../../numbers/index.ts';
import type { EnvelopeWindow } from '../types.ts';
import type { FrameLine } from './lines.ts';

const mm = 72 / 25.4;

/**
 * What shows through the window of an envelope, in millimetres from the paper's upper left corner. No Danish source was
 * found, so this is an inference from its neighbours: Nordic C5 has 15-120 x 44-79, DIN 5008 form B 20-105 x 45-90, and
 * what lies within the first is seen in most; addresses begin at 20. Suppliers' envelopes differ by some millimetres.
 */
const window = { left: 15, right: 120, top: 44, bottom: 79 };
/** A4 upright; anything else is folded in another way. */
const [a4Width, a4Height, slack] = [595.3, 841.9, 6];

/** What would be seen of a page that lies first in a window envelope. `lines`: those written from left to right, boxes from the lower left corner. */
export function envelopeWindow(size: { width: number; height: number; rotation: number }, lines: FrameLine[], candidates: Candidate[]): EnvelopeWindow {
  if (size.rotation !== 0 || Math.abs(size.width - a4Width) > slack || Math.abs(size.height - a4Height) > slack) return 'empty';
  const [x0, x1, y0, y1] = [window.left * mm, window.right * mm, size.height - window.bottom * mm, size.height - window.top * mm];
  const inside = ([a, b, c, d]: Box) => (a + c) / 2 > x0 && (a + c) / 2 < x1 && (b + d) / 2 > y0 && (b + d) / 2 < y1;
  const numbered = candidates.some(({ kind, ignored, label, fragments }) => kind === 'cpr' && (ignored === null || label === 'cpr') && fragments.some(({ box }) => inside(box)));
  if (numbered) return 'number';
  let crosses = false;
  let top: Box | null = null;
  for (const { text, boxes } of lines) {
    const first = boxes[0];
    if (!first || first[1] > y1 || first[3] < y0) continue;
    // A line that the window cuts through from the side or along its length.
    const height = first[3] - first[1];
    const shown = Math.min(first[3], y1) - Math.max(first[1], y0);
    if (shown < 0.15 * height) continue;
    let [within, beyond] = [0, 0];
    for (let at = 0; at < boxes.length; at++) {
      if (text[at]!.trim() === '') continue;
      const x = (boxes[at]![0] + boxes[at]![2]) / 2;
      if (x > x0 && x < x1) within++;
      else beyond++;
    }
    if (within === 0) continue;
    if (!top || first[3] > top[3]) top = first;
    crosses ||= beyond > 0 || shown < 0.8 * height;
  }
  if (!top) return 'empty';
  return crosses || lines.some(({ boxes: [first] }) => first !== undefined && goesOnAbove(first, top)) ? 'crosses' : 'fits';
}

/** Whether a line is the one before `top` in its block: the first line of an address would be hidden. */
function goesOnAbove([left, bottom, , ceiling]: Box, top: Box): boolean {
  return ceiling > top[3] + 1 && bottom - top[3] < 0.8 * (top[3] - top[1]) && Math.abs(left - top[0]) < 4;
}
