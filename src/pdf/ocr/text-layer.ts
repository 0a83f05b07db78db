import { existsSync, readFileSync } from 'node:fs';
import { type PDFContext, PDFArray, PDFDict, PDFDocument, PDFName, type PDFPage, type PDFRef, PDFString } from 'pdf-lib';
import { invalid } from '../../core/errors.ts';
import type { Pdfium } from '../engine/pdfium.ts';
import { saveDocument } from '../engine/save.ts';
import { samePages } from '../signatures/same-pages.ts';
import type { LayerPage, PageWord } from '../types.ts';
import { glyphlessFont } from './tesseract.ts';

/** Every letter of the font without shapes is half as wide as it is high. */
const letterWidth = 0.5;

/**
 * The same document with the words of its scanned pages as invisible text (mode 3) before what the pages show: each along its own
 * line and as wide and high as it stands there. It is written from the file itself, and where that does not show the same pages, from
 * what PDFium makes of it. In: an open document with its bytes, and the words by page. `alive` is called on each page that was looked
 * at. Errors, `invalid`: searchable.no_font, searchable.failed where neither shows the same pages.
 */
export async function addTextLayer(pdfium: Pdfium, source: { handle: number; pages: number; bytes: Uint8Array }, pages: LayerPage[], alive: () => void): Promise<Uint8Array> {
  const file = glyphlessFont();
  if (file === null || !existsSync(file)) throw invalid('searchable.no_font');
  const shapes = readFileSync(file);
  const anew = () => saveDocument(pdfium, source.handle, { unlocked: true });
  // What is added to an encrypted file would be read as if it were encrypted too.
  for (const from of Buffer.from(source.bytes.buffer, source.bytes.byteOffset, source.bytes.length).includes('/Encrypt') ? [anew] : [() => source.bytes, anew]) {
    try {
      const made = await layered(from(), shapes, pages);
      if (samePages(pdfium, made, source, alive)) return made;
    } catch {
      // Written in a way that only PDFium reads.
    }
  }
  throw invalid('searchable.failed');
}

async function layered(bytes: Uint8Array, shapes: Uint8Array, pages: LayerPage[]): Promise<Uint8Array> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false, parseSpeed: Infinity });
  const { context } = document;
  const codes = new Map<string, number>();
  const font = context.nextRef();
  for (const { page, words } of pages) addTo(document.getPage(page - 1), context, font, words.map((word) => shown(word, codes)).join('\n'));
  context.assign(font, fontOf(context, shapes, [...codes.keys()]));
  return document.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false, objectsPerTick: Infinity });
}

/** Before the page's own content, where no state of it holds yet. Its resources are copied: they may be shared. */
function addTo({ node }: PDFPage, context: PDFContext, font: PDFRef, layer: string): void {
  const resources = node.Resources()?.clone(context) ?? context.obj({});
  const fonts = resources.lookupMaybe(PDFName.of('Font'), PDFDict)?.clone(context) ?? context.obj({});
  const name = fonts.uniqueKey('Read');
  fonts.set(name, font);
  resources.set(PDFName.of('Font'), fonts);
  node.set(PDFName.of('Resources'), resources);
  const [key, before] = [PDFName.of('Contents'), node.get(PDFName.of('Contents'))];
  const content = context.lookup(before);
  const own = content instanceof PDFArray ? content.asArray() : before && content ? [before] : [];
  node.set(key, context.obj([context.register(context.flateStream(`q BT 3 Tr\n${layer.replaceAll('/F', name.asString())}\nET Q\n`)), ...own]));
}

/** One word: text matrix along its line, size its height, scaled to its width. */
function shown([word, x0, y0, x1, y1, height]: PageWord, codes: Map<string, number>): string {
  const letters = [...word].map((letter) => {
    const code = codes.get(letter) ?? codes.size + 1;
    codes.set(letter, code);
    return code.toString(16).padStart(4, '0');
  });
  const width = Math.hypot(x1 - x0, y1 - y0);
  const [cos, sin] = [(x1 - x0) / width, (y1 - y0) / width].map((value) => value.toFixed(5));
  const scale = ((100 * width) / (letters.length * letterWidth * height)).toFixed(3);
  return `/F ${height} Tf ${scale} Tz ${cos} ${sin} ${(-Number(sin)).toFixed(5)} ${cos} ${x0} ${y0} Tm <${letters.join('')}> Tj`;
}

/** A font of two bytes a letter, in the order the letters were met; all have the one empty shape (ISO 32000-1, 9.7 and 9.10.3). */
function fontOf(context: PDFContext, shapes: Uint8Array, letters: string[]): PDFDict {
  const descriptor = {
    Type: 'FontDescriptor', FontName: 'GlyphLessFont', Flags: 5, FontBBox: [0, 0, 500, 1000], ItalicAngle: 0, Ascent: 1000, Descent: -1, CapHeight: 1000, StemV: 80,
    FontFile2: context.register(context.flateStream(shapes, { Length1: shapes.length })),
  };
  const descendant = context.obj({
    Type: 'Font', Subtype: 'CIDFontType2', BaseFont: 'GlyphLessFont', DW: 500, CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 }, FontDescriptor: context.register(context.obj(descriptor)),
    CIDToGIDMap: context.register(context.flateStream(Uint8Array.from({ length: 2 * (letters.length + 1) }, (_, at) => at % 2))),
  });
  return context.obj({ Type: 'Font', Subtype: 'Type0', BaseFont: 'GlyphLessFont', Encoding: 'Identity-H', DescendantFonts: [context.register(descendant)], ToUnicode: context.register(context.flateStream(toUnicode(letters))) });
}

function toUnicode(letters: string[]): string {
  const hex = (letter: string) => Buffer.from(letter, 'utf16le').swap16().toString('hex');
  const lines = letters.map((letter, at) => `<${(at + 1).toString(16).padStart(4, '0')}> <${hex(letter)}>`);
  const blocks = Array.from({ length: Math.ceil(lines.length / 100) }, (_, n) => lines.slice(n * 100, n * 100 + 100)).map((block) => `${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  return `/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n${blocks.join('\n')}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n`;
}
