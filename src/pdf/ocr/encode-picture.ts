import { deflateSync } from 'node:zlib';
import type { Pixels } from '../engine/bitmap.ts';
import { encodeJpeg } from './jpeg.ts';

/** A page's picture as the stream of a PDF image (ISO 32000-1, 8.9.5); `width` and `height` in pixels. */
export type EncodedPicture = { width: number; height: number; colour: 'DeviceGray' | 'DeviceRGB'; bits: 1 | 8; filter: 'FlateDecode' | 'DCTDecode'; predicted: boolean; bytes: Uint8Array };

/** Letters keep their edges at this quality; an A4 page at 300 dpi becomes about half a megabyte. */
const quality = 72;
/** A pixel whose channels differ by more has a colour, and a page with more than this share of them. */
const tint = 28;
const colourful = 0.001;
/** Black and white alone: hardly a pixel in between. */
const between = 0.002;
/** Drawn by a program, not by a scanner: most of the paper is plain white. It packs well without a loss. */
const plainPaper = 0.8;

/** Packs a painted page as small as its kind allows: 1 bit for black and white, grey or colour else. */
export async function encodePicture({ width, height, data }: Pixels): Promise<EncodedPicture> {
  const grey = new Uint8Array(width * height);
  let [coloured, middling, white] = [0, 0, 0];
  for (let pixel = 0, at = 0; pixel < grey.length; pixel++, at += 4) {
    const [blue, green, red] = [data[at]!, data[at + 1]!, data[at + 2]!];
    const value = (red * 77 + green * 151 + blue * 28) >> 8;
    grey[pixel] = value;
    if (red - green > tint || green - red > tint || green - blue > tint || blue - green > tint || red - blue > tint || blue - red > tint) coloured++;
    if (value > 8 && value < 247) middling++;
    if (value > 250) white++;
  }
  const base = { width, height, predicted: false } as const;
  if (coloured > grey.length * colourful) {
    const samples = new Uint8Array(grey.length * 3);
    for (let pixel = 0, at = 0, to = 0; pixel < grey.length; pixel++, at += 4, to += 3) {
      samples[to] = data[at + 2]!;
      samples[to + 1] = data[at + 1]!;
      samples[to + 2] = data[at]!;
    }
    return { ...base, colour: 'DeviceRGB', bits: 8, filter: 'DCTDecode', bytes: await encodeJpeg({ width, height, channels: 3, data: samples }, quality) };
  }
  if (middling < grey.length * between) return { ...base, colour: 'DeviceGray', bits: 1, filter: 'FlateDecode', bytes: deflateSync(oneBit(grey, width, height)) };
  if (white > grey.length * plainPaper) return { ...base, predicted: true, colour: 'DeviceGray', bits: 8, filter: 'FlateDecode', bytes: deflateSync(byRowAbove(grey, width, height)) };
  return { ...base, colour: 'DeviceGray', bits: 8, filter: 'DCTDecode', bytes: await encodeJpeg({ width, height, channels: 1, data: grey }, quality) };
}

function oneBit(grey: Uint8Array, width: number, height: number): Uint8Array {
  const row = Math.ceil(width / 8);
  const out = new Uint8Array(row * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) if (grey[y * width + x]! > 127) out[y * row + (x >> 3)]! |= 0x80 >> (x & 7);
  return out;
}

/** The PNG predictor Up: each row as the difference to the one above. */
function byRowAbove(grey: Uint8Array, width: number, height: number): Uint8Array {
  const out = new Uint8Array((width + 1) * height);
  for (let y = 0, to = 0; y < height; y++) {
    out[to++] = 2;
    for (let x = 0, at = y * width; x < width; x++, at++) out[to++] = grey[at]! - (y === 0 ? 0 : grey[at - width]!);
  }
  return out;
}
