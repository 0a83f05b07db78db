/** An object as it lies in the file: its number, its syntax without the stream, and the stream. */
export type FileObject = { number: number; syntax: string; stream: Buffer | null };

/**
 * Every object in the bytes of a file, whether anything refers to it or not: found by walking the
 * bytes, not by the cross-reference table, so that nothing can stand outside the search. What lies
 * between objects (trailer, comments) comes as number 0.
 */
export function* fileObjects(bytes: Uint8Array): Generator<FileObject> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const source = buffer.toString('latin1');
  const head = /(\d+)\s+\d+\s+obj\b/g;
  let end = 0;
  for (let match = head.exec(source); match; match = head.exec(source)) {
    if (match.index > end) yield { number: 0, syntax: source.slice(end, match.index), stream: null };
    const start = head.lastIndex;
    const close = source.indexOf('endobj', start);
    const finish = close < 0 ? source.length : close;
    const streamAt = /stream\r?\n/g;
    streamAt.lastIndex = start;
    const begin = streamAt.exec(source);
    if (!begin || begin.index > finish) {
      yield { number: Number(match[1]), syntax: source.slice(start, finish), stream: null };
      end = finish + 6;
    } else {
      const syntax = source.slice(start, begin.index);
      const length = Number(/\/Length\s+(\d+)(?!\s+\d+\s+R)/.exec(syntax)?.[1] ?? Number.NaN);
      const data = streamAt.lastIndex;
      const fits = Number.isInteger(length) && /^\s*endstream/.test(source.slice(data + length, data + length + 12));
      const stop = fits ? data + length : source.indexOf('endstream', data);
      yield { number: Number(match[1]), syntax, stream: buffer.subarray(data, stop < 0 ? buffer.length : stop) };
      const after = stop < 0 ? -1 : source.indexOf('endobj', stop);
      end = after < 0 ? source.length : after + 6;
    }
    head.lastIndex = end;
  }
  if (end < source.length) yield { number: 0, syntax: source.slice(end), stream: null };
}
