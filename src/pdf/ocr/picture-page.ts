import { type PDFContext, PDFName, type PDFPageLeaf } from 'pdf-lib';
import type { PagePicture } from './paint-over.ts';

/** Makes a page of a letter its picture and nothing else: no text, font, note or drawing of the old page is referred to any more. */
export function makePicturePage(node: PDFPageLeaf, context: PDFContext, { size: { width, height }, picture }: PagePicture): void {
  for (const key of ['CropBox', 'BleedBox', 'TrimBox', 'ArtBox', 'Rotate', 'Group', 'Annots']) node.delete(PDFName.of(key));
  const image = context.stream(picture.bytes, {
    Type: 'XObject', Subtype: 'Image', Width: picture.width, Height: picture.height, ColorSpace: picture.colour, BitsPerComponent: picture.bits, Filter: picture.filter,
    ...(picture.predicted ? { DecodeParms: { Predictor: 12, Colors: 1, BitsPerComponent: 8, Columns: picture.width } } : {}),
  });
  node.set(PDFName.of('MediaBox'), context.obj([0, 0, width, height]));
  node.set(PDFName.of('Rotate'), context.obj(0));
  node.set(PDFName.of('Resources'), context.obj({ XObject: { Page: context.register(image) } }));
  node.set(PDFName.of('Contents'), context.register(context.stream(`q ${width} 0 0 ${height} 0 0 cm /Page Do Q`)));
}
