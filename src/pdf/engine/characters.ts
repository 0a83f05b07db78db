import type { Pdfium } from './pdfium.ts';
import type { Box } from '../../numbers/index.ts';

/** One drawn character. Boxes in the page's own coordinates; `object` is PDFium's text object. */
export type Character = {
  text: string;
  box: Box;
  object: number;
  /** Degrees counter-clockwise of the writing direction, whole degrees. */
  angle: number;
  hidden: boolean;
  /** PDFium put a space or a line end before it. */
  spaceBefore: boolean;
  /** The font does not say which letter this is. */
  unmapped: boolean;
};

/** What all characters of one text object share: they have one font. */
type ObjectFacts = { angle: number; hidden: boolean; unmapped: boolean };

/** A page with more characters than this is no letter: what follows is left out of the search. */
const maximumCharacters = 200_000;
/** Text lower than this cannot be read by a person (points). */
const tiny = 1.5;

/**
 * Every character drawn on a loaded text page, in the order of the content, hidden ones too.
 * Hidden: invisible render mode, fully transparent, lower than 1.5 points, or outside `crop`.
 */
export function readCharacters(pdfium: Pdfium, textPage: number, crop: Box): Character[] {
  const { call, scratch } = pdfium;
  const count = Math.min(call.FPDFText_CountChars(textPage), maximumCharacters);
  const facts = new Map<number, ObjectFacts>();
  const characters: Character[] = [];
  const at = scratch >> 2;
  let spaceBefore = false;
  let last = 0;
  let fact: ObjectFacts | undefined;
  for (let index = 0; index < count; index++) {
    const object = call.FPDFText_GetTextObject(textPage, index);
    const unicode = call.FPDFText_GetUnicode(textPage, index);
    // Spaces and line ends that PDFium adds by the distance belong to no object.
    if (object === 0 || unicode === 13 || unicode === 10) {
      spaceBefore = true;
      continue;
    }
    if (!call.FPDFText_GetLooseCharBox(textPage, index, scratch)) continue;
    const floats = pdfium.floats();
    const box: Box = [floats[at]!, floats[at + 3]!, floats[at + 2]!, floats[at + 1]!];
    if (object !== last) {
      fact = facts.get(object);
      if (fact === undefined) facts.set(object, (fact = objectFacts(pdfium, textPage, index, object)));
      last = object;
    }
    const { angle, hidden, unmapped } = fact!;
    characters.push({
      text: unicode > 31 && unicode < 0xd800 ? String.fromCharCode(unicode) : written(unicode),
      box, object, angle,
      hidden: hidden || (box[3] - box[1] < tiny && box[2] - box[0] < tiny) || outside(box, crop),
      spaceBefore,
      unmapped: unmapped || unicode === 0,
    });
    spaceBefore = false;
  }
  return characters;
}

/** PDFium gives a hyphen at the end of a line as U+0002 or U+FFFE, and 0 where it knows no letter. */
function written(unicode: number): string {
  if (unicode === 2 || unicode === 0xfffe) return '-';
  if (unicode === 0 || unicode > 0x10ffff || (unicode >= 0xd800 && unicode < 0xe000)) return '\ufffd';
  return String.fromCodePoint(unicode);
}

const outside = (box: Box, crop: Box): boolean => {
  const x = (box[0] + box[2]) / 2;
  const y = (box[1] + box[3]) / 2;
  return x < crop[0] || x > crop[2] || y < crop[1] || y > crop[3];
};

/** Render modes 3 (nothing) and 7 (clip only) of ISO 32000-1 table 106 draw no ink. */
function objectFacts(pdfium: Pdfium, textPage: number, index: number, object: number): ObjectFacts {
  const { call, scratch } = pdfium;
  const turns = call.FPDFText_GetCharAngle(textPage, index) as number;
  const angle = (360 - Math.round((turns * 180) / Math.PI)) % 360;
  const unmapped = call.FPDFText_HasUnicodeMapError(textPage, index) === 1;
  const mode = call.FPDFTextObj_GetTextRenderMode(object);
  if (mode === 3 || mode === 7) return { angle, hidden: true, unmapped };
  const alphaOf = (get: (...values: number[]) => number) => {
    const known = get(object, scratch, scratch + 4, scratch + 8, scratch + 12);
    return known ? pdfium.ints()[(scratch >> 2) + 3]! : 255;
  };
  const fills = mode === 0 || mode === 2 || mode === 4 || mode === 6;
  const strokes = mode === 1 || mode === 2 || mode === 5 || mode === 6;
  const seen = (fills && alphaOf(call.FPDFPageObj_GetFillColor) > 8) || (strokes && alphaOf(call.FPDFPageObj_GetStrokeColor) > 8);
  return { angle, hidden: !seen && (fills || strokes), unmapped };
}
