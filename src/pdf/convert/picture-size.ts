import { invalid } from '../../core/errors.ts';

/** A picture with more points than this is no scan or photo of a letter (A4 at 1,200 dpi has 139 million). */
const mostPoints = 150_000_000;

/** Width and height in points of a JPEG or PNG, from its head alone. Problems: convert.damaged, convert.picture_too_large. */
export function pictureSize(kind: 'jpeg' | 'png', bytes: Uint8Array): { width: number; height: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let size: { width: number; height: number } | null = null;
  try {
    size = kind === 'png' ? { width: view.getUint32(16), height: view.getUint32(20) } : jpegSize(view);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  if (!size || size.width === 0 || size.height === 0) throw invalid('convert.damaged');
  if (size.width * size.height > mostPoints) throw invalid('convert.picture_too_large');
  return size;
}

/** The frame header (ITU-T T.81, B.2.2). */
function jpegSize(view: DataView): { width: number; height: number } | null {
  for (let at = 2; ; ) {
    while (view.getUint8(at) === 0xff && view.getUint8(at + 1) === 0xff) at++;
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    if (marker === 0xda || marker === 0xd9) return null;
    at += 2 + view.getUint16(at + 2);
  }
}
