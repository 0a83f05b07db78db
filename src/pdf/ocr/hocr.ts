/** One character as tesseract saw it: pixels `[left, top, right, bottom]` from the upper left, confidence 0 to 1. */
export type SeenCharacter = { text: string; box: [number, number, number, number]; confidence: number };
export type SeenWord = { confidence: number; box: SeenCharacter['box']; characters: SeenCharacter[] };
/** `slope` of the base line (pixels down for one to the right), `size` from the lowest to the highest letter, `descent` of it below the base line; `lying`: it runs down the page. */
export type SeenLine = { words: SeenWord[]; lying: boolean; slope: number; size: number; descent: number };

const element = /<span class='(?:ocr_line|ocr_header|ocr_caption|ocr_textfloat)'[^>]* title="[^"]*"|<span class='ocrx_word'[^>]* title='[^']*'|<span class='ocrx_cinfo' title='[^']*'>[^<]*</g;

/** The lines of one page of hOCR with character boxes, as tesseract 5 writes it (element order: line, words, characters). */
export function readHocr(hocr: string): SeenLine[] {
  const lines: SeenLine[] = [];
  for (const [found] of hocr.matchAll(element)) {
    if (found.startsWith("<span class='ocrx_cinfo'")) character(lines.at(-1)?.words.at(-1), found);
    else if (found.startsWith("<span class='ocrx_word'")) lines.at(-1)?.words.push(word(found));
    else lines.push(line(found));
  }
  for (const one of lines) {
    one.words = one.words.filter((each) => each.characters.length > 0);
    // Tesseract gives the characters of a line that runs down the page no places.
    one.lying = one.words.length > 0 && one.words.every((each) => each.characters.every(({ box }) => box[2] <= box[0]));
    if (one.lying) one.words.forEach(spread);
  }
  return lines.filter((one) => one.words.length > 0);
}

function line(found: string): SeenLine {
  const [slope = 0] = numbersAfter('baseline', found);
  return { words: [], lying: false, slope, size: numbersAfter('x_size', found)[0] ?? 0, descent: Math.abs(numbersAfter('x_descenders', found)[0] ?? 0) };
}

const word = (found: string): SeenWord => ({ confidence: (numbersAfter('x_wconf', found)[0] ?? 0) / 100, box: numbersAfter('bbox', found) as SeenWord['box'], characters: [] });

function character(into: SeenWord | undefined, found: string): void {
  const box = numbersAfter('x_bboxes', found);
  const text = unescaped(found.slice(found.indexOf('>') + 1, -1));
  if (!into || box.length !== 4 || text === '') return;
  into.characters.push({ text, box: box as SeenCharacter['box'], confidence: Math.min(1, Math.max(0, (numbersAfter('x_conf', found)[0] ?? 0) / 100)) });
}

/** Shares a word that runs down among its characters. */
function spread({ box: [x0, y0, x1, y1], characters }: SeenWord): void {
  const each = (y1 - y0) / characters.length;
  characters.forEach((one, at) => (one.box = [x0, y0 + at * each, x1, y0 + (at + 1) * each]));
}

function numbersAfter(key: string, title: string): number[] {
  const at = title.indexOf(`${key} `);
  if (at < 0) return [];
  const rest = title.slice(at + key.length + 1);
  const end = rest.search(/[;'"]/);
  return (end < 0 ? rest : rest.slice(0, end)).trim().split(/\s+/).map(Number);
}

const signs: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", apos: "'" };
const unescaped = (text: string) => text.replace(/&(amp|lt|gt|quot|#39|apos);/g, (_, name: string) => signs[name]!);
