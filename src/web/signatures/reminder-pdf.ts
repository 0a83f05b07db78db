import { PDFDocument, StandardFonts, type PDFFont } from 'pdf-lib';
import { danishDay } from '../../core/dates.ts';
import type { ReminderLetter } from '../../sending/index.ts';
import { reminderLetter as words } from '../../../views/texts/signatures.ts';

const [width, height, margin, size, leading] = [595.28, 841.89, 72, 11.5, 17];

/** What a standard font can write (ISO 8859-1 and Windows' own): any other sign becomes a question mark. */
function writable(font: PDFFont, text: string): string {
  return [...text].map((sign) => {
    try {
      font.encodeText(sign);
      return sign;
    } catch {
      return '?';
    }
  }).join('');
}

function lines(font: PDFFont, text: string): string[] {
  const out: string[] = [];
  let line = '';
  for (const word of writable(font, text).split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && font.widthOfTextAtSize(longer, size) > width - 2 * margin) {
      out.push(line);
      line = word;
    } else line = longer;
  }
  return [...out, line];
}

/** The letter that reminds of a signature; `today` a Copenhagen day, `sentAt` when the letter to be signed left. */
export async function reminderPdf(of: { title: string; sentAt: string; signBy: string | null }, school: string, today: string): Promise<ReminderLetter> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  const bold = await document.embedFont(StandardFonts.HelveticaBold);
  const page = document.addPage([width, height]);
  const by = !of.signBy ? words.anytime : of.signBy < today ? words.late(danishDay(of.signBy)) : words.soon(danishDay(of.signBy));
  const paragraphs = [words.sent(of.title, danishDay(of.sentAt)), by, words.how, words.done];
  page.drawText(danishDay(today), { x: margin, y: height - margin, size, font });
  page.drawText(words.heading, { x: margin, y: height - margin - 60, size: 18, font: bold });
  let y = height - margin - 100;
  for (const paragraph of paragraphs) {
    for (const line of lines(font, paragraph)) {
      page.drawText(line, { x: margin, y, size, font });
      y -= leading;
    }
    y -= leading / 2;
  }
  page.drawText(words.regards, { x: margin, y: y - leading, size, font });
  page.drawText(writable(font, school), { x: margin, y: y - 2 * leading, size, font });
  const title = words.title(of.title).slice(0, 256);
  document.setTitle(title);
  document.setLanguage('da-DK');
  return { title, filename: words.filename, pdf: await document.save({ useObjectStreams: false }), text: [words.heading, ...paragraphs, words.regards, school].join('\n'), width, height };
}
