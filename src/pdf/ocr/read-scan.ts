import { type Candidate, findCandidates } from '../../numbers/index.ts';
import type { PageRead } from '../types.ts';
import type { ReadOptions } from '../engine/read-page.ts';
import { flattenFields } from '../engine/flatten.ts';
import { loadPage, type LoadedPage } from '../engine/page-text.ts';
import type { Pdfium } from '../engine/pdfium.ts';
import { readHocr, type SeenLine } from './hocr.ts';
import { inkOf } from './ink.ts';
import { paintGrey, type PaintedPage, toMedia, type Turn } from './paint-grey.ts';
import { wordsOf } from './page-words.ts';
import { type ScanText, scanText } from './scan-lines.ts';
import type { Canvas } from './sole-image.ts';
import type { TextReader } from './tesseract.ts';
import { unfold } from './unfold.ts';
import { straightened, tiltOf } from './straighten.ts';
import { type Trust, trustIn } from './trust.ts';

/** Reads pictures of pages. A stack is mostly scanned one way, so the way the last page was read is tried first. */
export type ScanReader = { pdfium: Pdfium; reader: TextReader; turn: Turn; canvas: Canvas };

/** No ink at all between the blocks of a page: as for a page of text (engine/readable.ts). */
const blank = 12;
const turns: Turn[] = [0, 180, 90, 270];

/**
 * Reads page `index` (from 0) from its picture, whichever way it was put into the scanner. What
 * cannot be read any way round is `ocr_failed`; a page without ink is a blank page.
 */
export async function readScan(scan: ScanReader, document: number, index: number, options: ReadOptions): Promise<PageRead> {
  flattenFields(scan.pdfium, document, index);
  const loaded = loadPage(scan.pdfium, document, index, index + 1);
  const failed: PageRead = { page: index + 1, width: 595, height: 842, rotation: 0, text: '', unreadable: 'ocr_failed', candidates: [], source: 'ocr', confidence: 0, turn: 0 };
  if (!loaded) return failed;
  try {
    const { width, height, rotation } = loaded.geometry;
    const frame = { ...failed, width, height, rotation };
    const seen = await seePage(scan, loaded);
    if (seen === 'blank') return { ...frame, unreadable: null, source: 'text', confidence: null };
    if (!seen) return frame;
    const { text, trust, painted } = seen;
    return {
      ...frame,
      text: plainText(text),
      unreadable: trust.trusted ? null : 'ocr_failed',
      candidates: candidatesOf(text, loaded, painted.turn, options),
      confidence: round(trust.confidence, 3),
      turn: ((rotation + painted.turn) % 360) as Turn,
      ...(options.words && trust.trusted ? { words: wordsOf(text, loaded, painted.turn, options.words, options) } : {}),
    };
  } finally {
    loaded.close();
  }
}

export type SeenPage = { text: ScanText; trust: Trust; painted: PaintedPage };

/** The best reading of a loaded page of the ways it may be turned; null where it cannot be painted. */
export async function seePage(scan: ScanReader, loaded: LoadedPage): Promise<SeenPage | 'blank' | null> {
  let best: SeenPage | null = null;
  const first = scan.turn;
  const open = [first, ...turns.filter((turn) => turn !== first)];
  const tried = new Set<Turn>();
  for (let turn = open.shift(); turn !== undefined; turn = open.shift()) {
    if (tried.has(turn)) continue;
    tried.add(turn);
    // Nothing waits between here and the reader's taking it, so pages that are read side by side share the canvas.
    const painted = paintGrey(scan.pdfium, loaded, turn, scan.canvas);
    if (!painted) return best;
    unfold(painted);
    const ink = inkOf(painted);
    if (ink.contrast < blank) return 'blank';
    const tilt = tiltOf(ink);
    const straight = tilt === 0 ? painted : straightened(painted, tilt);
    const hocr = await scan.reader.read(straight);
    // What kept tesseract busy for its whole time one way is noise every way.
    if (hocr === null) return best;
    const lines = readHocr(hocr);
    const trust = trustIn(lines, tilt === 0 ? ink : inkOf(straight));
    painted.data = straight.data = new Uint8Array(0);
    // Tesseract reads lines that run down the page too, but says only of each word where it stands.
    if (mostlyLying(lines)) {
      open.unshift(((turn + 270) % 360) as Turn);
      continue;
    }
    if (!best || score(trust) > score(best.trust)) best = { text: scanText(lines, painted, tilt), trust, painted };
    if (trust.trusted) {
      scan.turn = turn;
      return best;
    }
  }
  return best;
}

const score = (trust: Trust) => (trust.trusted ? 1e6 : 0) + trust.characters * trust.sound;

function mostlyLying(lines: SeenLine[]): boolean {
  const length = (some: SeenLine[]) => some.reduce((sum, { words }) => words.reduce((inner, word) => inner + word.characters.length, sum), 0);
  return length(lines.filter((line) => line.lying)) > length(lines) / 2;
}

export const plainText = ({ lines }: ScanText) => lines.map((line) => line.text.trim()).join('\n');

/** Candidates on the page itself, with how well their digits were read. */
export function candidatesOf(text: ScanText, loaded: LoadedPage, turn: Turn, options: ReadOptions): Candidate[] {
  const onPage = toMedia(loaded, turn, text);
  const found = findCandidates({ page: loaded.number, width: text.width, height: text.height, lines: text.lines }, options);
  return found.map((candidate) => ({
    ...candidate,
    reading: readingOf(candidate, text),
    fragments: candidate.fragments.map((fragment) => ({ ...fragment, box: onPage(text.toPicture(fragment.box)).map((value) => round(value, 2)) as typeof fragment.box })),
  }));
}

/** The least sure of the signs that lie in the candidate's places. */
function readingOf({ fragments }: Candidate, { lines }: ScanText): NonNullable<Candidate['reading']> {
  let confidence = 1;
  let corrected = false;
  for (const { box: [x0, y0, x1, y1] } of fragments) for (const line of lines) {
    for (let at = 0; at < line.boxes.length; at++) {
      const [a, b, c, d] = line.boxes[at]!;
      if (a < x0 - 0.05 || b < y0 - 0.05 || c > x1 + 0.05 || d > y1 + 0.05) continue;
      corrected ||= line.guessed[at]!;
      if (/[\p{L}\p{N}]/u.test(line.text[at]!)) confidence = Math.min(confidence, line.confidences[at]!);
    }
  }
  return { confidence: round(confidence, 3), corrected };
}

const round = (value: number, places: number) => Math.round(value * 10 ** places) / 10 ** places;
