/** A font's ToUnicode map (ISO 32000-1, 9.10.3): codes of `width` bytes to text. */
export type CharacterMap = { width: number; text: Map<number, string>; /** every sign it can write */ signs: Set<string> };

const longestRange = 65_536;

/** Reads a decoded CMap stream; null where it is none. */
export function readCharacterMap(source: string): CharacterMap | null {
  if (!source.includes('begincmap')) return null;
  const text = new Map<number, string>();
  const first = /begincodespacerange\s*<([0-9a-f]+)>/i.exec(source)?.[1] ?? '0000';
  for (const [, body] of source.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, code, value] of body!.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]*)>/gi)) text.set(Number.parseInt(code!, 16), utf16(value!));
  }
  for (const [, body] of source.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, low, high, start, list] of body!.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*(?:<([0-9a-f]*)>|\[([^\]]*)\])/gi)) {
      const from = Number.parseInt(low!, 16);
      const to = Math.min(Number.parseInt(high!, 16), from + longestRange);
      const values = list?.match(/[0-9a-f]+/gi);
      const base = utf16(start ?? '');
      for (let code = from; code <= to; code++) {
        text.set(code, values ? utf16(values[code - from] ?? '') : base.slice(0, -1) + String.fromCharCode((base.charCodeAt(base.length - 1) || 0) + code - from));
      }
    }
  }
  return { width: Math.min(4, Math.max(1, first.length >> 1)), text, signs: new Set([...text.values()].join('')) };
}

function utf16(hexadecimal: string): string {
  let text = '';
  for (let at = 0; at < hexadecimal.length; at += 4) text += String.fromCharCode(Number.parseInt(hexadecimal.slice(at, at + 4), 16));
  return text;
}

/** A string of content (one character a byte) as this font would write it. */
export function decodeWith(map: CharacterMap, bytes: string): string {
  let text = '';
  for (let at = 0; at + map.width <= bytes.length; at += map.width) {
    let code = 0;
    for (let byte = 0; byte < map.width; byte++) code = code * 256 + bytes.charCodeAt(at + byte);
    text += map.text.get(code) ?? '\ufffd';
  }
  return text;
}
