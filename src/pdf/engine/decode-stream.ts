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
    if (only === flate && !stream.dict.has(PDFName.of('DecodeParms'))) return inflateSync(stream.contents, { maxOutputLength: largest, finishFlush: 2 });
    return Buffer.from(decodePDFRawStream(stream).decode());
  } catch {
    return null;
  }
}

/** The same for a stream found in a file: `syntax` is its dictionary as written. Bytes that cannot be decoded come back as they are. */
export function decodeBySyntax(syntax: string, bytes: Buffer): Buffer {
  if (!syntax.includes('/Filter') || /\/(?:DCT|JPX|CCITTFax|JBIG2)Decode/.test(syntax)) return bytes;
  try {
    const dictionary = PDFObjectParser.forBytes(Buffer.from(syntax, 'latin1'), PDFContext.create()).parseObject();
    return (dictionary instanceof PDFDict && decodeStream(PDFRawStream.of(dictionary, bytes))) || bytes;
  } catch {
    return bytes;
  }
}
