import { answer, answerProblem, fill } from './child-pipe.ts';
import { loadPdfium } from './engine/pdfium.ts';
import { runInChild } from './engine/run-job.ts';
import { maximumBody, type PdfJob } from './wire.ts';

/* One job of one PDF, then the end. */

const pdfium = await loadPdfium();
const lengths = new Uint8Array(8);
if (fill(lengths)) {
  try {
    const view = new DataView(lengths.buffer);
    const [headerLength, bodyLength] = [view.getUint32(0), view.getUint32(4)];
    if (bodyLength > maximumBody) throw new RangeError('too large');
    const header = new Uint8Array(headerLength);
    fill(header);
    // Straight on to PDFium's heap, so that a large document lies in memory once.
    const address = pdfium.call.malloc(Math.max(1, bodyLength));
    if (address === 0) throw new RangeError('no room');
    if (!fill(pdfium.bytes().subarray(address, address + bodyLength))) process.exit(1);
    await runInChild(pdfium, JSON.parse(Buffer.from(header).toString()) as PdfJob, address, bodyLength, answer);
    answer({ is: 'done' });
  } catch (error) {
    answerProblem(error);
  }
}
process.exit(0);
