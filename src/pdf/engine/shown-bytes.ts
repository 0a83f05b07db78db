/** What a byte means as a hexadecimal digit, 255 for none. */
const hexadecimal = new Uint8Array(256).fill(255);
for (let value = 0; value < 16; value++) for (const sign of [value.toString(16), value.toString(16).toUpperCase()]) hexadecimal[sign.charCodeAt(0)] = value;
const escapes = new Map([[0x6e, 10], [0x72, 13], [0x74, 9], [0x62, 8], [0x66, 12]]);

/**
 * The bytes of all strings in a decoded content stream, one after the other, whatever stands
 * between them (kerning, new operators), and of comments. Escapes and hexadecimal are undone
 * (ISO 32000-1, 7.3.4). One pass over the bytes: content can be half a megabyte for a letter.
 */
export function shownBytes(content: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(content.length);
  let length = 0;
  let at = 0;
  while (at < content.length) {
    const code = content[at++]!;
    if (code === 0x3c) {
      if (content[at] === 0x3c) {
        at++;
        continue;
      }
      let high = -1;
      for (let next = content[at]; at < content.length && next !== 0x3e; next = content[++at]) {
        const value = hexadecimal[next!]!;
        if (value === 255) continue;
        if (high < 0) high = value;
        else {
          bytes[length++] = high * 16 + value;
          high = -1;
        }
      }
      if (high >= 0) bytes[length++] = high * 16;
    } else if (code === 0x25) {
      while (at < content.length && content[at] !== 10 && content[at] !== 13) bytes[length++] = content[at++]!;
    } else if (code === 0x28) {
      for (let depth = 1; at < content.length; at++) {
        let byte = content[at]!;
        if (byte === 0x28) depth++;
        else if (byte === 0x29 && --depth === 0) break;
        else if (byte === 0x5c) {
          byte = content[++at] ?? 0;
          if (byte >= 0x30 && byte <= 0x37) {
            let value = byte - 0x30;
            for (let more = 0; more < 2 && (content[at + 1]! & 0xf8) === 0x30; more++) value = value * 8 + content[++at]! - 0x30;
            byte = value & 255;
          } else if (byte === 10 || byte === 13) {
            if (byte === 13 && content[at + 1] === 10) at++;
            continue;
          } else byte = escapes.get(byte) ?? byte;
        }
        bytes[length++] = byte;
      }
      at++;
    }
  }
  return bytes.subarray(0, length);
}

/** ASCII letters (large) and digits by themselves, 0 for every other byte. */
export const plainSign = new Uint8Array(256);
for (const sign of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ') plainSign[sign.charCodeAt(0)] = plainSign[sign.toLowerCase().charCodeAt(0)] = sign.charCodeAt(0);

/** Where signs are gathered, kept between calls: making room is dearer than filling it. */
let room = new Uint8Array(65_536);

/** Letters (large) and digits of `codes`, each `width` bytes, by a table from code to sign; everything else is left out. */
export function tightText(codes: Uint8Array, width: 1 | 2, table: Uint8Array): string {
  if (codes.length >= room.length) room = new Uint8Array(codes.length * 2);
  const signs = room;
  const end = codes.length - width;
  let length = 0;
  // Always written and counted only where it is a sign: no branch for the processor to guess.
  if (width === 1) for (let at = 0; at <= end; at++) length += (signs[length] = table[codes[at]!]!) === 0 ? 0 : 1;
  else for (let at = 0; at <= end; at += 2) length += (signs[length] = table[(codes[at]! << 8) | codes[at + 1]!]!) === 0 ? 0 : 1;
  return Buffer.from(signs.buffer, 0, length).toString('latin1');
}
