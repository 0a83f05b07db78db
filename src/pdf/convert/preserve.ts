import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { invalid } from '../../core/errors.ts';
import { missingFonts } from '../engine/missing-fonts.ts';
import { openDocument } from '../engine/open-document.ts';
import { loadPage, quickText } from '../engine/page-text.ts';
import { loadPdfium, place, type Pdfium } from '../engine/pdfium.ts';
import { signsIn } from '../engine/words.ts';
import { hasCommand, runTool } from './run-tool.ts';

const profile = '/usr/share/color/icc/ghostscript/srgb.icc';
const toolTime = 60_000;

/** Ghostscript's PDF/A has no output intent by itself (facts/dependencies.md, trap 7): sRGB, as ISO 19005-2, 6.2.3 asks. */
const intent = `%!
[/_objdef {icc} /type /stream /OBJ pdfmark
[{icc} << /N 3 >> /PUT pdfmark
[{icc} (${profile}) (r) file /PUT pdfmark
[/_objdef {intent} /type /dict /OBJ pdfmark
[{intent} << /Type /OutputIntent /S /GTS_PDFA1 /DestOutputProfile {icc} /OutputConditionIdentifier (sRGB) >> /PUT pdfmark
[{Catalog} << /OutputIntents [ {intent} ] >> /PUT pdfmark
`;

/**
 * The same document as PDF/A-2b, made by Ghostscript and looked at again: as many pages, every page's text sign by sign, no
 * other fonts than its own, level and output intent written. Problems, all `invalid`: preserve.no_tool, preserve.failed,
 * preserve.text_differs, preserve.fonts, preserve.not_marked.
 */
export async function preserve(pdf: Uint8Array, folder: string): Promise<Uint8Array> {
  if (!hasCommand('gs') || !existsSync(profile)) throw invalid('preserve.no_tool');
  const [from, marks, to] = ['in.pdf', 'intent.ps', 'out.pdf'].map((name) => join(folder, name)) as [string, string, string];
  writeFileSync(from, pdf, { mode: 0o600 });
  writeFileSync(marks, intent);
  const went = await runTool('gs', ['-dSAFER', `--permit-file-read=${profile}`, '-dPDFA=2', '-dPDFACompatibilityPolicy=2', '-sColorConversionStrategy=RGB', '-dBATCH', '-dNOPAUSE', '-dQUIET', '-sDEVICE=pdfwrite', `-sOutputFile=${to}`, marks, from], folder, toolTime);
  if (!went || !existsSync(to)) throw invalid('preserve.failed');
  const made = readFileSync(to);
  const pdfium = await loadPdfium();
  const [before, after] = [pagesOf(pdfium, pdf), pagesOf(pdfium, made)];
  if (before.length !== after.length || before.some(({ signs }, page) => signs !== after[page]!.signs)) throw invalid('preserve.text_differs');
  if (after.some(({ fonts }) => fonts.length > 0)) throw invalid('preserve.fonts');
  const source = made.toString('latin1');
  if (!/pdfaid:part=['"]2['"]/.test(source) || !/pdfaid:conformance=['"]B['"]/.test(source) || !source.includes('/OutputIntents') || /\/Encrypt\b/.test(source)) throw invalid('preserve.not_marked');
  return made;
}

function pagesOf(pdfium: Pdfium, pdf: Uint8Array): { signs: string; fonts: string[] }[] {
  const document = openDocument(pdfium, place(pdfium, pdf), pdf.length);
  try {
    return Array.from({ length: document.pages }, (_, index) => {
      const loaded = loadPage(pdfium, document.handle, index, index + 1);
      if (!loaded) throw invalid('preserve.failed');
      const page = { signs: loaded.textPage === 0 ? '' : String(signsIn(quickText(pdfium, loaded.textPage))), fonts: missingFonts(pdfium, loaded.characters) };
      loaded.close();
      return page;
    });
  } finally {
    document.close();
  }
}
