import { invalid } from '../core/errors.ts';
import type { Encoding } from './types.ts';

const marks: [Encoding, number[]][] = [['utf-8', [0xef, 0xbb, 0xbf]], ['utf-16le', [0xff, 0xfe]], ['utf-16be', [0xfe, 0xff]]];
const probed = 4096;

/** UTF-16 without a mark: most of such a file is letters whose other byte is zero. */
function zerosSay(bytes: Uint8Array): Encoding | null {
  const part = bytes.subarray(0, probed);
  let even = 0;
  let odd = 0;
  part.forEach((byte, at) => { if (byte === 0) at % 2 === 0 ? even++ : odd++; });
  const half = part.length / 2;
  if (odd > half * 0.4 && even < half * 0.1) return 'utf-16le';
  return even > half * 0.4 && odd < half * 0.1 ? 'utf-16be' : null;
}

/** The letters ae, oe, aa of the code pages of DOS (850, 865) and of windows-1252, as bytes. */
const dos = new Set([0x91, 0x9b, 0x86, 0x92, 0x9d, 0x8f]);
const windows = new Set([0xe6, 0xf8, 0xe5, 0xc6, 0xd8, 0xc5]);

function count(bytes: Uint8Array, wanted: Set<number>): number {
  let found = 0;
  for (const byte of bytes) if (wanted.has(byte)) found++;
  return found;
}

function decode(bytes: Uint8Array, encoding: Encoding, fatal: boolean): string | null {
  try {
    // The mark is taken off by the decoder.
    return new TextDecoder(encoding, { fatal }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * The text of a file and how it was written: UTF-8 and UTF-16 with or without a byte order mark; what is neither is
 * windows-1252, which Latin-1 is a part of. Error sheet.unknown_letters where the bytes speak of an older code page
 * or of no text at all: guessing would put wrong letters into names.
 */
export function readText(bytes: Uint8Array): { text: string; encoding: Encoding } {
  const marked = marks.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte))?.[0];
  const sure = marked ?? zerosSay(bytes);
  if (sure) {
    const text = decode(bytes, sure, true);
    if (text === null) throw invalid('sheet.unknown_letters');
    return { text, encoding: sure };
  }
  if (bytes.subarray(0, probed).includes(0)) throw invalid('sheet.unknown_format');
  const utf8 = decode(bytes, 'utf-8', true);
  if (utf8 !== null) return { text: utf8, encoding: 'utf-8' };
  if (count(bytes, dos) > count(bytes, windows)) throw invalid('sheet.unknown_letters');
  return { text: decode(bytes, 'windows-1252', false)!, encoding: 'windows-1252' };
}

/** A file that was UTF-8 and was once read as windows-1252 shows its letters as two signs each. */
export const looksGarbled = (text: string) => /\u00c3[\u00a6\u00b8\u00a5\u2020\u02dc\u2026\u0086\u0098\u0085]/.test(text);
