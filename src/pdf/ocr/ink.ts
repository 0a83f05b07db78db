import type { GreyPicture } from './tesseract.ts';
import type { SeenLine } from './hocr.ts';

/** How dark the page is, in blocks of 8 x 8 pixels: single specks and the grain of paper vanish, strokes stay. */
export type Ink = { columns: number; rows: number; dark: Uint8Array; /** largest difference between two neighbours, 0 to 255: uneven light is no ink */ contrast: number };

const block = 8;
/** So much darker than the paper is ink. */
const stroke = 40;

export function inkOf({ width, height, data }: GreyPicture): Ink {
  const [columns, rows] = [Math.max(1, Math.floor(width / block)), Math.max(1, Math.floor(height / block))];
  const means = new Uint8Array(columns * rows);
  const sums = new Uint32Array(columns);
  const counts = new Uint32Array(256);
  for (let row = 0; row < rows; row++) {
    sums.fill(0);
    for (let y = row * block; y < Math.min(height, (row + 1) * block); y++) {
      let at = y * width;
      for (let column = 0; column < columns; column++) {
        sums[column] = sums[column]! + data[at]! + data[at + 1]! + data[at + 2]! + data[at + 3]! + data[at + 4]! + data[at + 5]! + data[at + 6]! + data[at + 7]!;
        at += block;
      }
    }
    for (let column = 0; column < columns; column++) {
      const mean = sums[column]! >> 6;
      means[row * columns + column] = mean;
      counts[mean] = counts[mean]! + 1;
    }
  }
  // The paper is the shade that most blocks have.
  let paper = 255;
  for (let shade = 254; shade >= 0; shade--) if (counts[shade]! > counts[paper]!) paper = shade;
  return { columns, rows, dark: means.map((mean) => (paper - mean > stroke ? 1 : 0)), contrast: sharpest(means, columns) };
}

function sharpest(means: Uint8Array, columns: number): number {
  let most = 0;
  for (let at = 0; at < means.length; at++) {
    const mean = means[at]!;
    if ((at + 1) % columns !== 0) most = Math.max(most, Math.abs(mean - means[at + 1]!));
    if (at + columns < means.length) most = Math.max(most, Math.abs(mean - means[at + columns]!));
  }
  return most;
}

/** The share of the ink (0 to 1) that lies where words were read with some confidence; 1 on a page without ink. */
export function inkRead({ columns, rows, dark }: Ink, lines: SeenLine[]): number {
  const read = new Uint8Array(dark.length);
  for (const { words } of lines) for (const { confidence, characters } of words) {
    if (confidence < 0.5) continue;
    for (const { box: [x0, y0, x1, y1] } of characters) {
      for (let row = Math.max(0, Math.floor(y0 / block) - 1); row <= Math.min(rows - 1, Math.floor(y1 / block) + 1); row++) {
        read.fill(1, row * columns + Math.max(0, Math.floor(x0 / block) - 1), row * columns + Math.min(columns, Math.floor(x1 / block) + 2));
      }
    }
  }
  let [all, seen] = [0, 0];
  for (let at = 0; at < dark.length; at++) {
    all += dark[at]!;
    seen += dark[at]! & read[at]!;
  }
  return all === 0 ? 1 : seen / all;
}
