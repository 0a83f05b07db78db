import type { Ink } from './ink.ts';
import type { GreyPicture } from './tesseract.ts';

/** Degrees; a sheet drawn in worse than this is put in anew by anybody. */
const most = 10;
const step = 0.5;
/** Tesseract reads less tilted text as well as level text, and loses whole paragraphs from 4 degrees on (tried). */
const worthTurning = 1;

/**
 * How far the lines of a page are tilted, radians clockwise as seen; 0 where it is hardly so. Rows of
 * letters and the gaps between them differ most when counted along the lines.
 */
export function tiltOf({ columns, dark }: Ink): number {
  const [xs, ys]: [number[], number[]] = [[], []];
  for (let at = 0; at < dark.length; at++) if (dark[at]) {
    xs.push(at % columns);
    ys.push(Math.floor(at / columns));
  }
  if (xs.length < 50 || xs.length > dark.length / 3) return 0;
  let best = { degrees: 0, score: -1 };
  for (let degrees = -most; degrees <= most; degrees += step) {
    const score = unevenness(xs, ys, Math.tan((degrees * Math.PI) / 180), columns, dark.length / columns + columns);
    // A tie is won by the smaller angle.
    if (score > best.score * (Math.abs(degrees) > Math.abs(best.degrees) ? 1.02 : 1)) best = { degrees, score };
  }
  return Math.abs(best.degrees) < worthTurning ? 0 : (best.degrees * Math.PI) / 180;
}

function unevenness(xs: number[], ys: number[], slope: number, columns: number, room: number): number {
  const counts = new Float64Array(Math.ceil(room) * 2);
  const shift = new Int32Array(columns);
  for (let x = 0; x < columns; x++) shift[x] = Math.round(room / 2 - x * slope);
  for (let point = 0; point < xs.length; point++) {
    const at = ys[point]! + shift[xs[point]!]!;
    if (at >= 0 && at < counts.length) counts[at] = counts[at]! + 1;
  }
  let sum = 0;
  for (let at = 1; at < counts.length; at++) sum += (counts[at]! - counts[at - 1]!) ** 2;
  return sum;
}

/** The picture turned counter-clockwise by `angle` (radians) about its middle, on white. */
export function straightened<P extends GreyPicture>(picture: P, angle: number): P {
  const { width, height, data } = picture;
  const out = new Uint8Array(data.length).fill(255);
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const [mx, my] = [width / 2, height / 2];
  for (let y = 0; y < height; y++) {
    let u = mx - mx * cos - (y - my) * sin;
    let v = my - mx * sin + (y - my) * cos;
    const row = y * width;
    for (let x = 0; x < width; x++, u += cos, v += sin) {
      const [a, b] = [u | 0, v | 0];
      if (u < 0 || v < 0 || a >= width - 1 || b >= height - 1) continue;
      // Between four pixels: strokes are only four wide.
      const at = b * width + a;
      const [s, t] = [u - a, v - b];
      const upper = data[at]! + (data[at + 1]! - data[at]!) * s;
      const lower = data[at + width]! + (data[at + width + 1]! - data[at + width]!) * s;
      out[row + x] = upper + (lower - upper) * t;
    }
  }
  return { ...picture, data: out };
}
