import type { ProblemCode, ProblemValues } from '../core/errors.ts';
import type { SignedCheck, SignedVerdict } from './signatures/types.ts';
import type { BindUnit, Converted, DocumentLayout, LayerPage, LetterCut, PageRead, RenderOptions } from './types.ts';

/** What a child is asked to do; the PDF follows as the body of the same frame. `part` k of n: this child takes the k-th share of the pages. `readers`: tesseract processes it may have at once. */
export type PdfJob =
  | { do: 'read'; password?: string; senderNumbers?: string[]; /** pages (from 1) that are not asked for */ skip?: number[]; words?: 'all' | 'without_numbers'; part?: [number, number]; readers?: number }
  | { do: 'layer'; password?: string; words: LayerPage[] }
  /** `dealt`: these are the first, and the child asks for more until none come. */
  | { do: 'cut'; password?: string; letters: LetterCut[]; dealt?: boolean }
  | { do: 'unlock'; password: string }
  /** The documents follow one after the other as the body. */
  | { do: 'bind'; sizes: number[]; units: BindUnit[]; duplex: boolean; footer?: string | undefined }
  | ({ do: 'check-signed'; password?: string } & SignedCheck)
  | { do: 'layout'; password?: string; pages: number[] }
  | { do: 'render'; password?: string; pages: RenderOptions['pages']; width: number };

/** `folder` as of a conversion. */
export type PreserveJob = { do: 'preserve'; folder?: string };
export type Job = PdfJob | ConvertJob | PreserveJob;

/** The files follow one after the other as the body. `folder`: where the child may keep them meanwhile; set by whoever starts it. */
export type ConvertJob = { do: 'convert'; files: { id: string; filename: string; size: number }[]; folder?: string };

/** What a child that asked for more is given; none: there are no more. */
export type MoreLetters = { letters: LetterCut[] };

/** What comes back, in frames; `letter` carries the original and then the sent PDF as its body, `picture` a PNG, `unlocked` the file. */
export type Answer =
  | { is: 'pages'; pages: PageRead[]; total: number }
  /** How many pages of this part are read by OCR so far, and of how many. Also a sign of life. */
  | { is: 'scans'; part: number; done: number; total: number }
  | { is: 'letter'; id: string; originalLength: number; /** null: nothing may be sent */ sentLength: number | null; leaks: string[]; removed: number; text: string }
  /** A child that shares a job with another asks for more letters. Answered where the child was started, and told no further. */
  | { is: 'more' }
  | { is: 'picture'; at: number }
  | { is: 'unlocked' }
  | { is: 'bound'; pages: number[] }
  | { is: 'verdict'; verdict: SignedVerdict }
  | { is: 'layout'; layout: DocumentLayout }
  /** One file as PDF (the body), and after it what was attached. */
  | ({ is: 'converted'; attached?: { filename: string; size: number }[] } & Omit<Converted, 'pdf' | 'attached'>)
  | { is: 'not_converted'; id: string; code: ProblemCode; reason: string; values: ProblemValues }
  /** The searchable PDF as body. */
  | { is: 'layered' }
  /** The PDF/A as body. */
  | { is: 'preserved' }
  /** Nothing to tell but that the work goes on. */
  | { is: 'alive' }
  | { is: 'done' }
  | { is: 'problem'; code: ProblemCode; reason: string; values: ProblemValues };

export type Frame<Header> = { header: Header; body: Uint8Array };

/** Larger documents than this are not taken (bytes). */
export const maximumBody = 512 * 1024 * 1024;
const maximumHeader = 64 * 1024 * 1024;
/** A body of at most this many bytes is written in one call with its head: each call wakes the reader. */
export const together = 256 * 1024;

/** The head of a frame: length of the JSON and of the body, 32 bits each, then the JSON. */
export function frameHead(header: object, bodyLength: number): Buffer {
  const json = Buffer.from(JSON.stringify(header));
  const head = Buffer.allocUnsafe(8 + json.length);
  head.writeUInt32BE(json.length, 0);
  head.writeUInt32BE(bodyLength, 4);
  json.copy(head, 8);
  return head;
}

/** Frames from a stream of bytes. Pulls only when asked, so a slow reader slows the writer. Throws on lengths beyond the limits or an end inside a frame. */
export async function* framesOf<Header>(source: AsyncIterable<Uint8Array>): AsyncGenerator<Frame<Header>> {
  const bytes = byteReader(source);
  for (;;) {
    const head = await bytes.take(8, true);
    if (!head) return;
    const view = new DataView(head.buffer, head.byteOffset, 8);
    const [headerLength, bodyLength] = [view.getUint32(0), view.getUint32(4)];
    if (headerLength > maximumHeader || bodyLength > maximumBody) throw new RangeError('frame too large');
    const header = JSON.parse(Buffer.from((await bytes.take(headerLength))!).toString()) as Header;
    yield { header, body: (await bytes.take(bodyLength))! };
  }
}

function byteReader(source: AsyncIterable<Uint8Array>) {
  const chunks = source[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array(0);
  return {
    async take(length: number, endAllowed = false): Promise<Uint8Array | null> {
      if (rest.length >= length) {
        const taken = rest.subarray(0, length);
        rest = rest.subarray(length);
        return taken;
      }
      const taken = new Uint8Array(length);
      taken.set(rest);
      let filled = rest.length;
      rest = new Uint8Array(0);
      while (filled < length) {
        const { value, done } = await chunks.next();
        if (done) {
          if (endAllowed && filled === 0) return null;
          throw new RangeError('frame cut short');
        }
        const used = value.subarray(0, length - filled);
        taken.set(used, filled);
        filled += used.length;
        rest = value.subarray(used.length);
      }
      return taken;
    },
  };
}
