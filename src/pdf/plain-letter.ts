import { PDFDocument, StandardFonts, type PDFFont } from 'pdf-lib';

const [width, height, margin, size, leading] = [595, 842, 70, 11, 16];

export type PlainLetter = { /** Whom it is from, over the text. */ from: string; date: string; heading: string; text: string };

/** Letters the built-in fonts have not are written without their mark, or as a question mark: nothing makes a letter fail. */
function written(font: PDFFont, text: string): string {
  const has = (sign: string) => {
    try {
      font.encodeText(sign);
      return true;
    } catch {
      return false;
    }
  };
  return [...text.replace(/\t/g, '    ')].map((sign) => (has(sign) ? sign : [...sign.normalize('NFD')].find((part) => /\p{L}|\p{N}/u.test(part) && has(part)) ?? (/\p{M}|\p{So}|\p{C}/u.test(sign) ? '' : '?'))).join('');
}

/** Lines no wider than the page; a word that is too long is broken. */
function wrap(font: PDFFont, text: string, most: number, at: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (let word of paragraph.split(' ')) {
      while (font.widthOfTextAtSize(word, at) > most) {
        let cut = word.length - 1;
        while (cut > 1 && font.widthOfTextAtSize(word.slice(0, cut), at) > most) cut -= 1;
        if (line) lines.push(line);
        lines.push(word.slice(0, cut));
        [word, line] = [word.slice(cut), ''];
      }
      const next = line ? `${line} ${word}` : word;
      if (font.widthOfTextAtSize(next, at) <= most) line = next;
      else {
        lines.push(line);
        line = word;
      }
    }
    return [...lines, line];
  });
}

/** A letter of plain text as PDF, with its number of pages. */
export async function plainLetter({ from, date, heading, text }: PlainLetter): Promise<{ pdf: Uint8Array; pages: number }> {
  const document = await PDFDocument.create();
  document.setTitle(heading);
  document.setLanguage('da');
  const [font, bold] = [await document.embedFont(StandardFonts.Helvetica), await document.embedFont(StandardFonts.HelveticaBold)];
  let page = document.addPage([width, height]);
  let y = height - margin;
  const line = (words: string, face: PDFFont, points: number, gap: number) => {
    if (y < margin) {
      page = document.addPage([width, height]);
      y = height - margin;
    }
    if (words) page.drawText(words, { x: margin, y, size: points, font: face });
    y -= gap;
  };
  line(written(bold, from), bold, size, leading);
  line(written(font, date), font, size, leading * 2.5);
  for (const words of wrap(bold, written(bold, heading), width - 2 * margin, 14)) line(words, bold, 14, 20);
  y -= leading * 0.5;
  for (const words of wrap(font, text.split('\n').map((each) => written(font, each)).join('\n'), width - 2 * margin, size)) line(words, font, size, leading);
  return { pdf: await document.save(), pages: document.getPageCount() };
}
