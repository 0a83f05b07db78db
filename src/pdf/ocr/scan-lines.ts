import type { Box, TextLine } from '../../numbers/index.ts';
import { correctDigits } from './correct-digits.ts';
import type { SeenLine, SeenWord } from './hocr.ts';
import type { PaintedPage } from './paint-grey.ts';

/** How sure each sign of a line was read (0 to 1), and whether it was guessed. Beside `text`, one for each UTF-16 unit. */
export type ScanLine = TextLine & { confidences: number[]; guessed: boolean[] };

/**
 * A page as read: lines in points from the lower left of the picture, turned so that they run level.
 * `toPicture` takes a box back to where it lies on the page as painted.
 */
export type ScanText = { lines: ScanLine[]; width: number; height: number; toPicture(box: Box): Box };

/** Less than this turns no row into another. */
const level = 0.003;

/** `tilt`: radians counter-clockwise by which the painted page was straightened before it was read. */
export function scanText(seen: SeenLine[], painted: Pick<PaintedPage, 'width' | 'height' | 'scale'>, tilt = 0): ScanText {
  const { scale } = painted;
  const [width, height] = [painted.width / scale, painted.height / scale];
  const skew = skewOf(seen);
  const [cos, sin] = [Math.cos(skew), Math.sin(skew)];
  const levelled = ([x0, y0, x1, y1]: SeenWord['box']): Box => {
    const [x, y] = [(x0 + x1) / 2 / scale, height - (y0 + y1) / 2 / scale];
    const [u, v] = [x * cos + y * sin, y * cos - x * sin];
    const [w, h] = [(x1 - x0) / 2 / scale, (y1 - y0) / 2 / scale];
    return [u - w, v - h, u + w, v + h];
  };
  /** From the straightened picture back to the one that was painted. */
  const askew = (x: number, y: number): [number, number] => {
    const [dx, dy] = [x - width / 2, y - height / 2];
    return [width / 2 + dx * Math.cos(tilt) + dy * Math.sin(tilt), height / 2 + dy * Math.cos(tilt) - dx * Math.sin(tilt)];
  };
  return {
    lines: seen.flatMap((line) => strips(line, levelled, scale)), width, height,
    toPicture: ([x0, y0, x1, y1]) => {
      if (skew === 0 && tilt === 0) return [x0, y0, x1, y1];
      const corners = [[x0, y0], [x1, y0], [x0, y1], [x1, y1]].map(([x, y]) => askew(x! * cos - y! * sin, x! * sin + y! * cos));
      const [xs, ys] = [corners.map(([x]) => x!), corners.map(([, y]) => y!)];
      return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    },
  };
}

type Unit = { text: string; box: Box; confidence: number };

/** Tesseract joins what stands in two columns on one row, or nearly: parted at gaps of two line heights, each is put on the row where it stands. */
function strips(line: SeenLine, levelled: (box: SeenWord['box']) => Box, scale: number): ScanLine[] {
  const found: Unit[][] = [];
  let right = -Infinity;
  for (const word of line.words) {
    const units = word.characters.map(({ text, box, confidence }): Unit => ({ text, box: levelled(box), confidence: Math.min(confidence, sure(word.confidence)) }));
    const first = units[0]!.box;
    const strip = found.at(-1);
    if (strip && (line.lying || first[0] - right < (2 * line.size) / scale)) {
      const before = strip.at(-1)!.box;
      strip.push({ text: ' ', box: line.lying ? before : [Math.min(before[2], first[0]), first[1], Math.max(before[2], first[0]), first[3]], confidence: 1 }, ...units);
    } else found.push(units);
    right = units.at(-1)!.box[2];
  }
  return found.map((units) => toLine(line.lying ? units : asHighAsTheLine(units, line.size / scale, line.descent / scale)));
}

/** Boxes as high as the whole line, so that a row is a row whatever letters it has. Most letters stand on the base line. */
function asHighAsTheLine(units: Unit[], size: number, descent: number): Unit[] {
  const feet = units.map(({ box }) => box[1]).sort((a, b) => a - b);
  const foot = feet[feet.length >> 1]! - descent;
  const tallest = Math.max(...units.map(({ box }) => box[3] - box[1]));
  if (!(size > 0) || size > 4 * tallest) return units;
  return units.map((unit) => ({ ...unit, box: [unit.box[0], Math.min(unit.box[1], foot), unit.box[2], Math.max(unit.box[3], foot + size)] }));
}

/** A number is in no word list, so its word has less confidence than its signs: only a really bad word tells of bad signs. */
const sure = (word: number) => Math.min(1, word + 0.3);

function toLine(units: Unit[]): ScanLine {
  const { text, changed } = correctDigits(units.map((unit) => unit.text).join(''));
  const each = units.flatMap((unit) => Array.from({ length: unit.text.length }, () => unit));
  return { text, boxes: each.map((unit) => unit.box), confidences: each.map((unit) => unit.confidence), guessed: each.map((_, at) => changed.has(at)) };
}

/** Radians counter-clockwise that most of the text is turned, 0 where it is level. */
function skewOf(seen: SeenLine[]): number {
  const weighed = seen.filter((line) => !line.lying).map(({ slope, words }) => ({ slope, weight: words.reduce((sum, word) => sum + word.characters.length, 0) }));
  const long = weighed.filter(({ weight }) => weight >= 12).sort((a, b) => a.slope - b.slope);
  const half = long.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let sum = 0;
  for (const { slope, weight } of long) {
    sum += weight;
    if (sum >= half) return Math.abs(slope) < level ? 0 : -Math.atan(slope);
  }
  return 0;
}
