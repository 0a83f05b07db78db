import type { GreyPicture } from './tesseract.ts';

/** A fold is a thin shadow right across the sheet: at most so many pixels (4 mm at 300 dpi) and so much darker than the paper beside it. */
const widest = 48;
const darker = 10;
/** Every eighth row or column tells as much as all of them. */
const sampled = 8;
/** The share of a line across the page that may be print. */
const print = 0.6;

/**
 * Takes the shadows of folds out of a picture, in place: tesseract takes them for the edge of a column and loses
 * the letters they cross. Print keeps its distance to the paper. Answers whether there was one.
 */
export function unfold(picture: GreyPicture): boolean {
  const [across, down] = [dips(columnShades(picture)), dips(rowShades(picture))];
  if (!across && !down) return false;
  const { width, height, data } = picture;
  for (let y = 0; y < height; y++) {
    const lift = down?.[y] ?? 0;
    for (let x = 0, at = y * width; x < width; x++, at++) {
      const all = lift + (across?.[x] ?? 0);
      if (all > 0) data[at] = Math.min(255, data[at]! + all);
    }
  }
  return true;
}

/** Columns that are counted at once: they lie beside each other in memory, and reading one alone fetches them all. */
const together = 64;

/** The shade of the paper in each column. */
function columnShades({ width, height, data }: GreyPicture): Uint8Array {
  const found = new Uint8Array(width);
  const histograms = new Uint16Array(together * 256);
  for (let first = 0; first < width; first += together) {
    const end = Math.min(width, first + together);
    histograms.fill(0);
    for (let y = 0; y < height; y += sampled) {
      const row = y * width;
      for (let x = first, at = 0; x < end; x++, at += 256) histograms[at + data[row + x]!]!++;
    }
    for (let x = first; x < end; x++) found[x] = paperIn(histograms.subarray((x - first) * 256), height);
  }
  return found;
}

/** The shade of the paper in each row. */
function rowShades({ width, height, data }: GreyPicture): Uint8Array {
  const found = new Uint8Array(height);
  const histogram = new Uint16Array(256);
  for (let y = 0; y < height; y++) {
    histogram.fill(0);
    for (let at = y * width, end = at + width; at < end; at += sampled) histogram[data[at]!]!++;
    found[y] = paperIn(histogram, width);
  }
  return found;
}

function paperIn(histogram: Uint16Array, length: number): number {
  let left = Math.ceil(length / sampled) * (1 - print);
  let shade = 255;
  while (shade > 0 && (left -= histogram[shade]!) > 0) shade--;
  return shade;
}

/** How much lighter each line must become; null where there is no thin dip. */
function dips(shade: Uint8Array): Uint8Array | null {
  const lift = new Uint8Array(shade.length);
  let any = false;
  for (let at = 1; at < shade.length - 1; at++) {
    const before = shade[at - 1]!;
    if (shade[at]! > before - 2) continue;
    // From here down and up again within the width of a fold.
    let end = at;
    while (end < shade.length && end - at < widest && shade[end]! < before - darker / 2) end++;
    const deep = Math.min(...shade.subarray(at, Math.max(end, at + 1)));
    if (end === at || end - at >= widest || end >= shade.length || before - deep < darker) continue;
    const paper = Math.min(before, shade[end]!);
    for (let line = at; line < end; line++) lift[line] = Math.max(0, paper - shade[line]!);
    any = true;
    at = end;
  }
  return any ? lift : null;
}
