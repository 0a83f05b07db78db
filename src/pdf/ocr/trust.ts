import { type Ink, inkRead } from './ink.ts';
import type { SeenLine } from './hocr.ts';

/** How well a page was read: `confidence` the mean over its characters (0 to 1), `sound` the share of characters in words that are probably right. */
export type Trust = { trusted: boolean; confidence: number; sound: number; characters: number };

/** Below this a word is rather guessed than read. */
const soundWord = 0.7;
/** A page turned the wrong way has 2 sound characters in 10, a straight one 9 or more. */
const soundShare = 0.6;
/** So many sound characters are a text, whatever pictures stand beside it. */
const aText = 40;

/** Whether what was read is what stands there. A few words beside much ink that was not read are no text. */
export function trustIn(lines: SeenLine[], ink: Ink): Trust {
  let [all, sound, sum] = [0, 0, 0];
  for (const { words } of lines) for (const word of words) {
    const signs = word.characters.filter(({ text }) => /[\p{L}\p{N}]/u.test(text)).length;
    all += signs;
    sum += signs * word.confidence;
    if (word.confidence >= soundWord) sound += signs;
  }
  const share = all === 0 ? 0 : sound / all;

  const trusted = share >= soundShare && (sound >= aText || (sound >= 2 && inkRead(ink, lines) >= 0.3));
  return { trusted, confidence: all === 0 ? 0 : sum / all, sound: share, characters: sound };
}
