import { invalid } from '../../core/errors.ts';
import type { CutLetter, LetterCut } from '../types.ts';
import type { PagePicture } from '../ocr/paint-over.ts';
import { contrast, paint } from './bitmap.ts';
import type { Character } from './characters.ts';
import { cleanLetter, cleanOriginal } from './clean-letter.ts';
import { cleanPage } from './clean-page.ts';
import type { Erasure } from './erase-codes.ts';
import { findErasure } from './find-erasure.ts';
import { directionsOf, loadPage, type LoadedPage } from './page-text.ts';
import type { Pdfium } from './pdfium.ts';
import { prove } from './prove-letter.ts';
import { redactCharacters } from './redact-characters.ts';
import { saveDocument } from './save.ts';
import { type Targets, targetsOf } from './targets.ts';
import { type Expected, expectedWithout } from './words.ts';

/** How hard to try. `codes`: glyph codes are erased where PDFium's own writing can be spared. `everyPage`: also pages without a number are written anew, so that a tag that repeats one goes. `wide`: wide boxes. */
type Effort = { codes: boolean; everyPage: boolean; wide: boolean };

/** What is known beforehand and what is learned: the numbers to remove, and the pages (from 0) that become pictures (ocr/cut-scans.ts). */
export type Known = { numbers: Set<string>; pictures: Map<number, PagePicture> };
/** `texts`: page by page. */
export type MadeLetter = CutLetter & { texts: string[] };

const efforts: Effort[] = [
  { codes: true, everyPage: false, wide: false },
  { codes: false, everyPage: false, wide: false },
  { codes: false, everyPage: true, wide: false },
  { codes: false, everyPage: true, wide: true },
];

/**
 * Cuts one letter out of an open document, removes the numbers and proves it. Where the proof finds
 * a number or misses a word, the letter is made again with more effort and with what is known by
 * then (page 2 may say what page 1 holds); what is still wrong at last comes as `leaks` and
 * `sent: null`. Errors: `invalid` pdf.no_such_page.
 */
export async function cutLetter(pdfium: Pdfium, source: number, sourcePages: number, cut: LetterCut, today: Date, known?: Known): Promise<MadeLetter> {
  if (cut.pages.length === 0 || cut.pages.some((page) => !Number.isInteger(page) || page < 1 || page > sourcePages)) throw invalid('pdf.no_such_page');
  const numbers = known?.numbers ?? new Set(cut.redact === 'none' ? [] : cut.numbers);
  const pictures = known?.pictures ?? new Map<number, PagePicture>();
  let letter: MadeLetter | null = null;
  for (const effort of efforts) {
    letter = (await attempt(pdfium, source, cut, { numbers, pictures }, today, effort)) ?? letter;
    if (letter && (cut.redact === 'none' || !letter.leaks.some((leak) => /^(?:text|object|lost|pages)/.test(leak)))) break;
  }
  return letter!;
}

/** Adds to `numbers` what it finds. Null where glyph codes cannot be erased with certainty. */
async function attempt(pdfium: Pdfium, source: number, cut: LetterCut, { numbers, pictures }: Known, today: Date, effort: Effort): Promise<MadeLetter | null> {
  const document = importPages(pdfium, source, cut.pages);
  try {
    const imported = saveDocument(pdfium, document);
    const changed = cut.pages.map((_, index) => (pictures.has(index) ? untouched : changePage(pdfium, document, index, cut, numbers, today, effort)));
    const ready = changed.some((page) => page.rewritten) ? saveDocument(pdfium, document) : imported;
    const final = await cleanLetter(ready, 'none', changed.map((page) => page.erasure), pictures);
    if (final === null) return null;
    const proof = prove(pdfium, final, numbers, changed.map((page) => page.expected));
    const leaks = [...proof.leaks];
    if (changed.some((page) => page.inkLeft)) leaks.push('picture');
    // Letters that nobody can name may spell the number: without OCR nothing is proved about them.
    if (changed.some((page) => page.unnamed)) leaks.push('unreadable');
    const removed = changed.reduce((sum, page) => sum + page.places, 0);
    return { id: cut.id, original: await cleanOriginal(imported), sent: leaks.length === 0 ? final : null, leaks, removed, text: proof.texts.join('\n'), texts: proof.texts };
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

/** `rewritten`: PDFium changed the page, so the document must be saved anew; `erasure`: what is still to be taken out of the bytes. */
type Changed = { expected: Expected; places: number; inkLeft: boolean; unnamed: boolean; rewritten: boolean; erasure: Erasure | null };

/** A page that becomes its own picture. */
const untouched: Changed = { expected: { signs: '', words: () => [] }, places: 0, inkLeft: false, unnamed: false, rewritten: false, erasure: null };

function changePage(pdfium: Pdfium, document: number, index: number, cut: LetterCut, numbers: Set<string>, today: Date, effort: Effort): Changed {
  const changed: Changed = { expected: { signs: '', words: () => [] }, places: 0, inkLeft: false, unnamed: false, rewritten: false, erasure: null };
  const { loaded, flattened } = loadClean(pdfium, document, index, cut.pages[index]!);
  if (!loaded) return changed;
  try {
    const directions = directionsOf(loaded, 'all');
    // A number found on one page of the letter is removed wherever it stands on the next.
    const targets = cut.redact === 'none' ? nothing : targetsOf(loaded, directions, { ...cut, numbers: [...numbers] }, today);
    for (const number of targets.numbers) numbers.add(number);
    const gone = targets.characters;
    changed.expected = expectedWithout(loaded.characters, () => directions, gone);
    changed.places = targets.places;
    changed.unnamed = cut.redact !== 'none' && loaded.characters.some((character) => character.unmapped);
    // Hidden letters may lie on a picture of themselves, which PDFium paints over.
    const simple = effort.codes && gone.size > 0 && ![...gone].some((character) => character.hidden);
    changed.erasure = simple ? findErasure(pdfium, loaded, gone) : null;
    const rewrite = changed.erasure === null && cut.redact !== 'none' && (effort.everyPage || gone.size > 0);
    if (rewrite) redactCharacters(pdfium, loaded, gone, effort.wide);
    changed.rewritten = rewrite || flattened;
    changed.inkLeft = inkLeft(pdfium, loaded, gone);
    return changed;
  } finally {
    loaded.close();
  }
}

const nothing: Targets = { characters: new Set(), numbers: new Set(), places: 0 };

/** The page as it stands when form values and notes are content, where they can be searched, and the rest is gone. Most pages hold nothing else, and reading a page twice is dear. */
function loadClean(pdfium: Pdfium, document: number, index: number, number: number): { loaded: LoadedPage | null; flattened: boolean } {
  const loaded = loadPage(pdfium, document, index, number);
  if (!loaded || pdfium.call.FPDFPage_GetAnnotCount(loaded.page) === 0) return { loaded, flattened: false };
  loaded.close();
  cleanPage(pdfium, document, index);
  return { loaded: loadPage(pdfium, document, index, number), flattened: true };
}

/** Letters nobody sees lie over a scanned picture of themselves; PDFium cannot paint in every kind of picture. */
function inkLeft(pdfium: Pdfium, loaded: LoadedPage, characters: Set<Character>): boolean {
  return [...characters].some(({ hidden, box }) => {
    if (!hidden || box[2] - box[0] < 1 || box[3] - box[1] < 1) return false;
    const pixels = paint(pdfium, loaded.page, loaded.geometry, box, 16);
    return pixels !== null && contrast(pixels) > 60;
  });
}
