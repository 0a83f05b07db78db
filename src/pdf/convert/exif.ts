/** Degrees clockwise that a JPEG must be turned to stand upright, and whether it is mirrored first (Exif 2.32, tag 0x0112). Telephones write it. */
export type Orientation = { turn: 0 | 90 | 180 | 270; mirrored: boolean };

const upright: Orientation = { turn: 0, mirrored: false };
const byValue: Orientation[] = [upright, upright, { turn: 0, mirrored: true }, { turn: 180, mirrored: false }, { turn: 180, mirrored: true }, { turn: 270, mirrored: true }, { turn: 90, mirrored: false }, { turn: 90, mirrored: true }, { turn: 270, mirrored: false }];

/** The orientation a JPEG's Exif segment tells; upright where there is none or it is nonsense. */
export function orientationOf(jpeg: Uint8Array): Orientation {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  try {
    for (let at = 2; view.getUint8(at) === 0xff; ) {
      const marker = view.getUint8(at + 1);
      if (marker === 0xda || marker === 0xd9) break;
      const length = view.getUint16(at + 2);
      if (marker === 0xe1 && view.getUint32(at + 4) === 0x45786966) return byValue[valueIn(view, at + 10)] ?? upright;
      at += 2 + length;
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return upright;
}

/** The value in the first directory of the TIFF structure at `base`. */
function valueIn(view: DataView, base: number): number {
  const little = view.getUint16(base) === 0x4949;
  const directory = base + view.getUint32(base + 4, little);
  const count = Math.min(200, view.getUint16(directory, little));
  for (let n = 0; n < count; n++) {
    const field = directory + 2 + n * 12;
    if (view.getUint16(field, little) === 0x0112) return view.getUint16(field + 8, little);
  }
  return 1;
}
