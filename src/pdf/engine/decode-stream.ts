import { inflateSync } from 'node:zlib';
import { decodePDFRawStream, PDFArray, PDFContext, PDFDict, PDFName, PDFObjectParser, PDFRawStream } from 'pdf-lib';

/** No stream of a letter is larger than this when decoded (bytes); a bomb is. */
const largest = 64 * 1024 * 1024;
const flate = PDFName.of('FlateDecode');
const filterKey = PDFName.of('Filter');

/**
 * The decoded bytes of a stream, or null where a filter is unknown (pictures) or the data is broken.
 * Flate alone, the common case, goes through zlib; a predictor is left in, which hides no text in content.
 */
export function decodeStream(stream: PDFRawStream): Buffer | null {
  const filter = stream.dict.lookup(filterKey);
  const only = filter instanceof PDFArray && filter.size() === 1 ? filter.lookup(0) : filter;
  try {
    if (only === undefined) return Buffer.from(stream.contents);
    if (only === flate && !stream.dict.has(PDFName.of('DecodeParms'))) return inflate(stream.contents);
    return Buffer.from(decodePDFRawStream(stream).decode());
  } catch {
    return null;
  }
}

/** Deflate swells at most 1,032 times (zlib's own figure): what is shorter than this stays within `largest`. */
const harmless = Math.floor(largest / 1032);

/** The quick way has no limit and takes no stream that is cut short, so it is for small and whole ones. */
function inflate(bytes: Uint8Array): Buffer {
  if (bytes.length < harmless) {
    try {
      const { buffer, byteOffset, length } = Bun.inflateSync(bytes as Uint8Array<ArrayBuffer>, { windowBits: 15 });
      return Buffer.from(buffer, byteOffset, length);
    } catch {
      // What can be had of it comes below.
    }
  }
  return inflateSync(bytes, { maxOutputLength: largest, finishFlush: 2 });
}

/** A dictionary of nothing but Flate and a length, as nearly all are: there is nothing to parse. */
const plainFlate = /^\s*<<(?:\s*\/Filter\s*\/FlateDecode|\s*\/Length1?\s+\d+)+\s*>>\s*$/;

/** The same for a stream found in a file: `syntax` is its dictionary as written. Bytes that cannot be decoded come back as they are. */
export function decodeBySyntax(syntax: string, bytes: Buffer): Buffer {
  if (!syntax.includes('/Filter') || /\/(?:DCT|JPX|CCITTFax|JBIG2)Decode/.test(syntax)) return bytes;
  try {
    if (plainFlate.test(syntax)) return inflate(bytes);
    const dictionary = PDFObjectParser.forBytes(Buffer.from(syntax, 'latin1'), PDFContext.create()).parseObject();
    return (dictionary instanceof PDFDict && decodeStream(PDFRawStream.of(dictionary, bytes))) || bytes;
  } catch {
    return bytes;
  }
}
