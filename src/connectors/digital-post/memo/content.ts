import { createHash } from 'node:crypto';

/** A file inside a message. As JSON it is its length in bytes and its SHA-256 in hex; the bytes themselves are in `data`. */
export class MemoContent {
  readonly bytes: number;
  readonly #data: Uint8Array;

  constructor(base64: string) {
    this.#data = Buffer.from(base64, 'base64');
    this.bytes = this.#data.byteLength;
  }

  get data(): Uint8Array {
    return this.#data;
  }

  /** Made when somebody asks: whoever stores the bytes makes one of their own. */
  get sha256(): string {
    return createHash('sha256').update(this.#data).digest('hex');
  }

  toJSON(): { bytes: number; sha256: string } {
    return { bytes: this.bytes, sha256: this.sha256 };
  }
}
