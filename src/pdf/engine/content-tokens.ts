export type TokenKind = 'number' | 'string' | 'name' | 'open' | 'close' | 'other' | 'operator';

const white = new Uint8Array(256);
for (const code of [0, 9, 10, 12, 13, 32]) white[code] = 1;
const delimiter = new Uint8Array(256);
for (const sign of '()<>[]{}/%') delimiter[sign.charCodeAt(0)] = 1;

/**
 * The operands and operators of a decoded content stream (ISO 32000-1, 7.8.2), each as its place in the bytes: a page has
 * thousands, and hardly one of them is looked into. Stops at an inline image, whose data is no syntax: `complete` is then false.
 */
export function contentTokens(content: Buffer, take: (kind: TokenKind, start: number, end: number) => void): { complete: boolean } {
  let at = 0;
  while (at < content.length) {
    const start = at;
    const code = content[at]!;
    if (white[code]) at++;
    else if (code === 0x25) while (at < content.length && content[at] !== 10 && content[at] !== 13) at++;
    else if (code === 0x28) {
      at = literalEnd(content, at + 1);
      take('string', start, at);
    } else if (code === 0x3c && content[at + 1] !== 0x3c) {
      while (at < content.length && content[at] !== 0x3e) at++;
      if (at++ === content.length) return { complete: false };
      take('string', start, at);
    } else if (code === 0x5b || code === 0x5d) {
      at++;
      take(code === 0x5b ? 'open' : 'close', start, at);
    } else if (code === 0x3c || code === 0x3e || code === 0x29 || code === 0x7b || code === 0x7d) {
      at += code === 0x3c || (code === 0x3e && content[at + 1] === 0x3e) ? 2 : 1;
      take('other', start, at);
    } else {
      at++;
      while (at < content.length && !white[content[at]!] && !delimiter[content[at]!]) at++;
      const kind = code === 0x2f ? 'name' : isNumber(code) ? 'number' : 'operator';
      if (kind === 'operator' && at - start === 2 && code === 0x42 && content[start + 1] === 0x49) return { complete: false };
      take(kind, start, at);
    }
  }
  return { complete: true };
}

const isNumber = (code: number) => (code >= 0x30 && code <= 0x39) || code === 0x2d || code === 0x2e || code === 0x2b;

function literalEnd(content: Uint8Array, from: number): number {
  let depth = 1;
  let at = from;
  for (; at < content.length; at++) {
    const code = content[at]!;
    if (code === 0x5c) at++;
    else if (code === 0x28) depth++;
    else if (code === 0x29 && --depth === 0) break;
  }
  return Math.min(at + 1, content.length);
}
