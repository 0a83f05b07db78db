import type { IncomingMessage } from 'node:http';

/**
 * Reads a request body of the announced length. `too_large` still reads to the end, so that the
 * sender gets an answer instead of a cut connection; `cut_off` means fewer bytes came than announced.
 * @param limit bytes
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array | 'no_length' | 'too_large' | 'cut_off'> {
  const announced = Number(request.headers['content-length'] ?? Number.NaN);
  if (!Number.isInteger(announced) || announced < 0) {
    request.resume();
    return 'no_length';
  }
  const keep = announced <= limit;
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (keep) chunks.push(chunk);
    }
  } catch {
    return 'cut_off';
  }
  if (!keep) return 'too_large';
  return length === announced ? Buffer.concat(chunks) : 'cut_off';
}
