import { createRequire } from 'node:module';

/** What of libjpeg-turbo's WebAssembly is used; the package brings no types. */
type Encoder = {
  getDecodedBuffer(frame: { width: number; height: number; bitsPerSample: number; componentCount: number; isSigned: boolean; isUsingColorTransform: boolean }): Uint8Array;
  setQuality(quality: number): void;
  setSubSampling(kind: number): void;
  encode(): void;
  getEncodedBuffer(): Uint8Array;
  delete(): void;
};
type Codec = { JPEGEncoder: new () => Encoder };

const greyOnly = 3;
const half = 2;

let codec: Promise<Codec> | undefined;

async function load(): Promise<Codec> {
  const require = createRequire(import.meta.url);
  const start = require('@cornerstonejs/codec-libjpeg-turbo-8bit/wasmjs') as (options: object) => Promise<Codec>;
  const wasmBinary = await Bun.file(require.resolve('@cornerstonejs/codec-libjpeg-turbo-8bit/wasm')).bytes();
  return start({ wasmBinary, print: () => {}, printErr: () => {} });
}

/** A JPEG of samples without padding, 1 (grey) or 3 (red, green, blue) bytes a pixel; `quality` 1 to 100. */
export async function encodeJpeg(picture: { width: number; height: number; channels: 1 | 3; data: Uint8Array }, quality: number): Promise<Uint8Array> {
  const { JPEGEncoder } = await (codec ??= load());
  const encoder = new JPEGEncoder();
  try {
    const { width, height, channels, data } = picture;
    encoder.getDecodedBuffer({ width, height, bitsPerSample: 8, componentCount: channels, isSigned: false, isUsingColorTransform: false }).set(data);
    encoder.setQuality(quality);
    encoder.setSubSampling(channels === 1 ? greyOnly : half);
    encoder.encode();
    return new Uint8Array(encoder.getEncodedBuffer());
  } finally {
    encoder.delete();
  }
}
