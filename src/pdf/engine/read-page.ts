import type { PageRead, ReadingOptions } from '../types.ts';
import type { Box, Candidate } from '../../numbers/index.ts';
import { contrast, paint } from './bitmap.ts';
import { envelopeWindow } from './envelope-window.ts';
import { flattenFields } from './flatten.ts';
import { missingFonts } from './missing-fonts.ts';
import { candidatesIn, directionsOf, type LoadedPage, loadPage, plainText } from './page-text.ts';
import type { Pdfium } from './pdfium.ts';
import { unreadable } from './readable.ts';

export type ReadOptions = { today: Date; senderNumbers?: string[]; words?: ReadingOptions['words'] };

/**
 * Text, geometry and number candidates of page `index` (from 0). Only what a person can see may
 * decide who gets the letter: hidden characters are left out of the search, and a number whose
 * place shows no ink when painted (white on white, covered) is dropped.
 */
export function readPage(pdfium: Pdfium, document: number, index: number, options: ReadOptions): PageRead {
  const loaded = loadWithFields(pdfium, document, index);
  if (!loaded) return { page: index + 1, width: 595, height: 842, rotation: 0, text: '', unreadable: 'no_text', candidates: [], source: 'text', confidence: null };
  try {
    const { width, height, rotation } = loaded.geometry;
    const hidden = loaded.characters.some((character) => character.hidden);
    const visible = directionsOf(loaded, hidden ? 'visible' : 'all');
    const candidates = candidatesIn(loaded, visible, options).filter((candidate) => candidate.ignored !== null || isSeen(pdfium, loaded, candidate));
    return {
      page: index + 1, width, height, rotation,
      text: plainText(hidden ? directionsOf(loaded, 'all') : visible),
      unreadable: unreadable(pdfium, loaded),
      source: 'text', confidence: null,
      candidates,
      looks: { envelope: envelopeWindow(loaded.geometry, visible.find(({ angle }) => angle === 0)?.lines ?? [], candidates), fontsMissing: missingFonts(pdfium, loaded.characters) },
    };
  } finally {
    loaded.close();
  }
}

/** Most pages have no form values or notes, and reading a page twice is dear. */
function loadWithFields(pdfium: Pdfium, document: number, index: number): LoadedPage | null {
  const loaded = loadPage(pdfium, document, index, index + 1);
  if (!loaded || pdfium.call.FPDFPage_GetAnnotCount(loaded.page) === 0) return loaded;
  loaded.close();
  flattenFields(pdfium, document, index);
  return loadPage(pdfium, document, index, index + 1);
}

/** The least difference of brightness (0 to 255) that a person takes for a letter. */
const visibleContrast = 24;

/** Whether a person sees the number on the page: what is white on white, or lies under a picture or a box, is not seen. */
function isSeen(pdfium: Pdfium, loaded: LoadedPage, candidate: Candidate): boolean {
  const { media } = loaded.geometry;
  return candidate.fragments.every(({ box }) => {
    const region: Box = [box[0] + media[0], box[1] + media[1], box[2] + media[0], box[3] + media[1]];
    const pixels = paint(pdfium, loaded.page, loaded.geometry, region, Math.min(200, Math.max(8, region[2] - region[0])));
    return pixels === null || contrast(pixels) > visibleContrast;
  });
}
