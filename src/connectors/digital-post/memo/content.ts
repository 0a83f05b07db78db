import { createHash } from 'node:crypto';

/** A file inside a message. As JSON it is its length in bytes and its SHA-256 in hex; the bytes themselves are in `data`. */
export class MemoContent {
  readonly bytes: number;
  readonly sha256: string;
  readonly #data: Uint8Array;

  constructor(base64: string) {
    this.#data = Buffer.from(base64, 'base64');
    this.bytes = this.#data.byteLength;
    this.sha256 = createHash('sha256').update(this.#data).digest('hex');
  }

  get data(): Uint8Array {
    return this.#data;
  }
}
