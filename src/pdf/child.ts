import { answer, answerProblem, fill } from './child-pipe.ts';
import { loadPdfium } from './engine/pdfium.ts';
import { runInChild } from './engine/run-job.ts';
import { maximumBody, type MoreLetters, type PdfJob } from './wire.ts';

/* One job of one PDF, then the end. */

/** The head of the next frame and the length of its body; null when nothing more comes. */
function nextHead(): { header: unknown; bodyLength: number } | null {
  const lengths = new Uint8Array(8);
  if (!fill(lengths)) return null;
  const view = new DataView(lengths.buffer);
  const header = new Uint8Array(view.getUint32(0));
  fill(header);
  return { header: JSON.parse(Buffer.from(header).toString()), bodyLength: view.getUint32(4) };
}

const pdfium = await loadPdfium();
try {
  const first = nextHead();
  if (first) {
    const { header, bodyLength } = first;
    if (bodyLength > maximumBody) throw new RangeError('too large');
    // Straight on to PDFium's heap, so that a large document lies in memory once.
    const address = pdfium.call.malloc(Math.max(1, bodyLength));
    if (address === 0) throw new RangeError('no room');
    if (!fill(pdfium.bytes().subarray(address, address + bodyLength))) process.exit(1);
    const more = () => (nextHead()?.header ?? { letters: [] }) as MoreLetters;
    await runInChild(pdfium, header as PdfJob, address, bodyLength, answer, more);
    answer({ is: 'done' });
  }
} catch (error) {
  answerProblem(error);
}
process.exit(0);
