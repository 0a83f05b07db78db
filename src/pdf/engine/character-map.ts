import { plainSign } from './shown-bytes.ts';

/** A font's ToUnicode map (ISO 32000-1, 9.10.3) as far as letters and digits go: a table from codes of `width` bytes to signs, and the signs it can write. */
export type CharacterMap = { width: 1 | 2; table: Uint8Array; signs: Set<string> };

/** Reads a decoded CMap stream; null where it is none. A code for several letters (a ligature) counts as the letter X: no number has one. */
export function readCharacterMap(source: string): CharacterMap | null {
  if (!source.includes('begincmap')) return null;
  const first = /begincodespacerange\s*<([0-9a-f]+)>/i.exec(source)?.[1] ?? '0000';
  const width = first.length <= 2 ? 1 : 2;
  const table = new Uint8Array(width === 1 ? 256 : 65_536);
  const put = (code: number, text: string) => {
    if (code < table.length && text !== '') table[code] = text.length > 1 ? 0x58 : (plainSign[text.charCodeAt(0)] ?? 0);
  };
  for (const [, body] of source.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, code, value] of body!.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]*)>/gi)) put(Number.parseInt(code!, 16), utf16(value!));
  }
  for (const [, body] of source.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, low, high, start, list] of body!.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*(?:<([0-9a-f]*)>|\[([^\]]*)\])/gi)) {
      const from = Number.parseInt(low!, 16);
      const to = Math.min(Number.parseInt(high!, 16), table.length - 1);
      const values = list?.match(/[0-9a-f]+/gi);
      const base = utf16(start ?? '');
      for (let code = from; code <= to; code++) {
        put(code, values ? utf16(values[code - from] ?? '') : base.slice(0, -1) + String.fromCharCode((base.charCodeAt(base.length - 1) || 0) + code - from));
      }
    }
  }
  const signs = new Set<string>();
  for (const sign of table) if (sign !== 0) signs.add(String.fromCharCode(sign));
  return { width, table, signs };
}

function utf16(hexadecimal: string): string {
  let text = '';
  for (let at = 0; at < hexadecimal.length; at += 4) text += String.fromCharCode(Number.parseInt(hexadecimal.slice(at, at + 4), 16));
  return text;
}
