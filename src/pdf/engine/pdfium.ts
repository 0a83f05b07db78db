import { init, type Methods } from '@embedpdf/pdfium';

/** PDFium's functions as WebAssembly exports them: numbers and addresses in, number out. No conversion, so that a call per character stays cheap. */
type Functions = { [name in keyof Methods]: (...values: number[]) => number };
type Exports = Functions & { malloc(size: number): number; free(address: number): void };

export type Pdfium = {
  call: Exports;
  /** The heap moves when it grows: ask for a view each time, never keep one over a call. */
  bytes(): Uint8Array;
  floats(): Float32Array;
  ints(): Int32Array;
  /** Room for the answers of one call (128 bytes). */
  scratch: number;
};

/** Starts PDFium in this process. The heap is WebAssembly's own and never larger than 2 GB. */
export async function loadPdfium(): Promise<Pdfium> {
  const wasmBinary = await Bun.file(new URL(import.meta.resolve('@embedpdf/pdfium/pdfium.wasm'))).arrayBuffer();
  // What PDFium prints about a broken file may quote the file: it is dropped.
  const quiet = { wasmBinary, print: () => {}, printErr: () => {} } as unknown as Parameters<typeof init>[0];
  const { pdfium, PDFiumExt_Init } = await init(quiet);
  PDFiumExt_Init();
  const module = pdfium as unknown as { wasmExports: Exports; HEAPU8: Uint8Array; HEAPF32: Float32Array; HEAP32: Int32Array };
  return {
    call: module.wasmExports,
    bytes: () => module.HEAPU8,
    floats: () => module.HEAPF32,
    ints: () => module.HEAP32,
    scratch: module.wasmExports.malloc(128),
  };
}

/** Puts bytes on PDFium's heap; the caller frees them. */
export function place(pdfium: Pdfium, bytes: Uint8Array): number {
  const address = pdfium.call.malloc(Math.max(1, bytes.length));
  if (address === 0) throw new RangeError('no room on the heap');
  pdfium.bytes().set(bytes, address);
  return address;
}

/** Runs `use` with a zero-terminated UTF-8 string on the heap. */
export function withText<T>(pdfium: Pdfium, text: string, use: (address: number) => T): T {
  const address = place(pdfium, new TextEncoder().encode(`${text}\0`));
  try {
    return use(address);
  } finally {
    pdfium.call.free(address);
  }
}
