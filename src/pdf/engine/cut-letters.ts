import { invalid } from '../../core/errors.ts';
import type { CutLetter, LetterCut } from '../types.ts';
import { contrast, paint } from './bitmap.ts';
import type { Character } from './characters.ts';
import { cleanLetter, cleanOriginal } from './clean-letter.ts';
import { cleanPage } from './clean-page.ts';
import { directionsOf, loadPage, type LoadedPage } from './page-text.ts';
import type { Pdfium } from './pdfium.ts';
import { prove } from './prove-letter.ts';
import { redactCharacters } from './redact-characters.ts';
import { saveDocument } from './save.ts';
import { targetsOf } from './targets.ts';
import { type Expected, expectedWithout } from './words.ts';

/**
 * Cuts one letter out of an open document, removes the numbers and proves it. Where the proof finds
 * a number, the letter is made again with what is known by then (page 2 may say what page 1 holds),
 * and at last with wide boxes; what is then still wrong comes as `leaks` and `sent: null`.
 * Errors: `invalid` pdf.no_such_page.
 */
export async function cutLetter(pdfium: Pdfium, source: number, sourcePages: number, cut: LetterCut): Promise<CutLetter> {
  if (cut.pages.length === 0 || cut.pages.some((page) => !Number.isInteger(page) || page < 1 || page > sourcePages)) throw invalid('pdf.no_such_page');
  const numbers = new Set(cut.redact === 'none' ? [] : cut.numbers);
  let letter = await attempt(pdfium, source, cut, numbers, { everyPage: false, wide: false });
  for (const wide of [false, true]) if (numberLeft(letter)) letter = await attempt(pdfium, source, cut, numbers, { everyPage: true, wide });
  return letter;
}

const numberLeft = ({ leaks }: CutLetter): boolean => leaks.includes('text') || leaks.includes('object');

/** `everyPage`: also pages without a number are written anew, so that a tag that repeats one goes. */
type Thoroughness = { everyPage: boolean; wide: boolean };

/** Adds to `numbers` what it finds. */
async function attempt(pdfium: Pdfium, source: number, cut: LetterCut, numbers: Set<string>, how: Thoroughness): Promise<CutLetter> {
  const document = importPages(pdfium, source, cut.pages);
  try {
    const original = await cleanOriginal(saveDocument(pdfium, document));
    const changed = cut.pages.map((_, index) => changePage(pdfium, document, index, cut, numbers, how));
    const final = await cleanLetter(saveDocument(pdfium, document), 'none');
    const proof = prove(pdfium, final, numbers, changed.map((page) => page.expected));
    const leaks = [...proof.leaks];
    if (changed.some((page) => page.inkLeft)) leaks.push('picture');
    // Letters that nobody can name may spell the number: without OCR nothing is proved about them.
    if (changed.some((page) => page.unnamed)) leaks.push('unreadable');
    const removed = changed.reduce((sum, page) => sum + page.places, 0);
    return { id: cut.id, original, sent: leaks.length === 0 ? final : null, leaks, removed, text: proof.text };
  } finally {
    pdfium.call.FPDF_CloseDocument(document);
  }
}

/** A new document with copies of the pages: bookmarks, names, attachments and metadata stay behind. */
function importPages(pdfium: Pdfium, source: number, pages: number[]): number {
  const { call } = pdfium;
  const document = call.FPDF_CreateNewDocument();
  const indexes = call.malloc(pages.length * 4);
  pdfium.ints().set(pages.map((page) => page - 1), indexes >> 2);
  const imported = call.FPDF_ImportPagesByIndex(document, source, indexes, pages.length, 0);
  call.free(indexes);
  if (imported) return document;
  call.FPDF_CloseDocument(document);
  throw invalid('pdf.damaged');
}

type Changed = { expected: Expected; places: number; inkLeft: boolean; unnamed: boolean };

function changePage(pdfium: Pdfium, document: number, index: number, cut: LetterCut, numbers: Set<string>, { everyPage, wide }: Thoroughness): Changed {
  const loaded = loadClean(pdfium, document, index, cut.pages[index]!);
  if (!loaded) return { expected: { signs: '', words: () => [] }, places: 0, inkLeft: false, unnamed: false };
  try {
    if (cut.redact === 'none') return { expected: expectedWithout(loaded.characters, () => directionsOf(loaded, 'all'), new Set()), places: 0, inkLeft: false, unnamed: false };
    // A number found on one page of the letter is removed wherever it stands on the next.
    const directions = directionsOf(loaded, 'all');
    const targets = targetsOf(loaded, directions, { ...cut, numbers: [...numbers] });
    for (const number of targets.numbers) numbers.add(number);
    const expected = expectedWithout(loaded.characters, () => directions, targets.characters);
    if (everyPage || targets.characters.size > 0) redactCharacters(pdfium, loaded, targets.characters, wide);
    const unnamed = loaded.characters.some((character) => character.unmapped);
    return { expected, places: targets.places, inkLeft: inkLeft(pdfium, loaded, targets.characters), unnamed };
  } finally {
    loaded.close();
  }
}

/** The page as it stands when everything that is not content is gone. Most pages hold nothing else, and reading a page twice costs a quarter of the whole cut. */
function loadClean(pdfium: Pdfium, document: number, index: number, number: number): LoadedPage | null {
  const loaded = loadPage(pdfium, document, index, number);
  if (!loaded || pdfium.call.FPDFPage_GetAnnotCount(loaded.page) === 0) return loaded;
  loaded.close();
  cleanPage(pdfium, document, index);
  return loadPage(pdfium, document, index, number);
}

/** Letters nobody sees lie over a scanned picture of themselves; PDFium cannot paint in every kind of picture. */
function inkLeft(pdfium: Pdfium, loaded: LoadedPage, characters: Set<Character>): boolean {
  return [...characters].some(({ hidden, box }) => {
    if (!hidden || box[2] - box[0] < 1 || box[3] - box[1] < 1) return false;
    const pixels = paint(pdfium, loaded.page, loaded.geometry, box, 16);
    return pixels !== null && contrast(pixels) > 60;
  });
}
