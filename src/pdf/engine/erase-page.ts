import { type PDFContext, PDFDict, PDFName, type PDFPageLeaf, PDFRawStream } from 'pdf-lib';
import { decodeStream } from './decode-stream.ts';
import { eraseCodes, type Erasure } from './erase-codes.ts';
import { type GlyphWidths, glyphWidths } from './glyph-widths.ts';
import { contentsOf } from './prune-resources.ts';

/** Puts the page's content without the erased glyphs in place of the old. False where it is not certain which those are. */
export function erasePage(page: PDFPageLeaf, context: PDFContext, erasure: Erasure): boolean {
  const parts: Buffer[] = [];
  for (const stream of contentsOf(page.lookup(PDFName.of('Contents')))) {
    const part = decodeStream(stream);
    if (part === null) return false;
    parts.push(part, Buffer.from('\n'));
  }
  const erased = eraseCodes(Buffer.concat(parts), erasure, fontsOf(page));
  if (erased === null) return false;
  const packed = packedStream(erased);
  const dictionary = context.obj({ Filter: 'FlateDecode', Length: packed.length });
  page.set(PDFName.of('Contents'), context.register(PDFRawStream.of(dictionary, packed)));
  return true;
}

/** Flate as PDF wants it (RFC 1950: two bytes before, a check sum behind) around the quick deflate, which has neither. */
function packedStream(content: Buffer): Buffer {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(Bun.hash.adler32(content));
  return Buffer.concat([Buffer.of(0x78, 0x9c), Bun.deflateSync(content as Buffer<ArrayBuffer>), sum]);
}

function fontsOf(page: PDFPageLeaf): (name: string) => GlyphWidths | null {
  const known = new Map<string, GlyphWidths | null>();
  const fonts = page.Resources()?.lookup(PDFName.of('Font'));
  return (name) => {
    let widths = known.get(name);
    if (widths === undefined) {
      const font = fonts instanceof PDFDict ? fonts.lookup(PDFName.of(name.slice(1))) : undefined;
      known.set(name, (widths = font instanceof PDFDict ? glyphWidths(font) : null));
    }
    return widths;
  };
}
