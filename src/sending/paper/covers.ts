import { rgb, type PDFPage } from 'pdf-lib';
import { a4, fitted, mm, newDocument, type Fonts } from '../../typeset/index.ts';

/** One cover: the name and address that show in the window; `noAddress` says by hand where there is none. */
export type Cover = { name: string; lines: string[]; note: string; handWritten: string | null };
/** Where the window is, in millimetres from the upper left corner of the sheet. */
export type Window = { left: number; top: number };

const windowWidth = 85;
const size = { address: 11, sender: 7, note: 8 };
const grey = rgb(0.35, 0.35, 0.35);

/**
 * A page for each letter, made for the window of an envelope: the sender small above the address, nothing else that could be
 * read from outside. The place in the batch stands at the foot of the sheet, inside.
 */
export async function makeCovers(covers: Cover[], options: { sender: string; window: Window }): Promise<Uint8Array> {
  const { pdf, fonts } = await newDocument();
  for (const cover of covers) draw(pdf.addPage([a4.width, a4.height]), fonts, cover, options);
  return pdf.save();
}

function draw(page: PDFPage, fonts: Fonts, cover: Cover, { sender, window }: { sender: string; window: Window }) {
  const [x, top, width] = [mm(window.left), a4.height - mm(window.top), mm(windowWidth)];
  page.drawText(fitted(sender, fonts.regular, size.sender, width), { x, y: top - size.sender, size: size.sender, font: fonts.regular, color: grey });
  page.drawLine({ start: { x, y: top - size.sender - 3 }, end: { x: x + width, y: top - size.sender - 3 }, thickness: 0.4, color: grey });
  let y = top - size.sender - 8 - size.address;
  for (const line of [cover.name, ...cover.lines].filter(Boolean)) {
    page.drawText(fitted(line, fonts.regular, size.address, width), { x, y, size: size.address, font: fonts.regular });
    y -= size.address * 1.3;
  }
  if (cover.handWritten) page.drawText(cover.handWritten, { x, y: a4.height / 2, size: size.address, font: fonts.bold });
  const note = fonts.regular.widthOfTextAtSize(cover.note, size.note);
  page.drawText(cover.note, { x: a4.width - mm(20) - note, y: mm(15), size: size.note, font: fonts.regular, color: grey });
}
