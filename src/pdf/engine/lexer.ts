/**
 * The strings of PDF syntax (ISO 32000-1, 7.3.4), in file objects and in content alike. Escapes and
 * hexadecimal are undone; each character of a result is one byte.
 *
 * Answers pieces in order. Strings of one array follow each other directly, as TJ draws them, with a
 * space where the array moves on by more than a fifth of the letter height; a space stands between
 * operators, and names are given as words of their own.
 */
export type Piece = { bytes: string; kind: 'string' | 'name' | 'space' };

const isWhite = (code: number) => code === 32 || code === 10 || code === 13 || code === 9 || code === 12 || code === 0;
const isDelimiter = (code: number) => code === 40 || code === 41 || code === 60 || code === 62 || code === 91 || code === 93 || code === 123 || code === 125 || code === 47 || code === 37;
const wideKerning = 200;

export function piecesOf(source: string): Piece[] {
  const pieces: Piece[] = [];
  const space = () => {
    if (pieces.at(-1)?.kind !== 'space') pieces.push({ bytes: ' ', kind: 'space' });
  };
  let inArray = false;
  let at = 0;
  while (at < source.length) {
    const code = source.charCodeAt(at);
    if (code === 40) {
      const [bytes, end] = literal(source, at + 1);
      pieces.push({ bytes, kind: 'string' });
      at = end;
    } else if (code === 60 && source.charCodeAt(at + 1) !== 60) {
      const end = source.indexOf('>', at);
      if (end < 0) break;
      pieces.push({ bytes: hexadecimal(source.slice(at + 1, end)), kind: 'string' });
      at = end + 1;
    } else if (code === 91 || code === 93) {
      inArray = code === 91;
      at++;
    } else if (code === 37) {
      // A comment may hold anything, also what somebody wanted to hide.
      const end = lineEnd(source, at);
      pieces.push({ bytes: source.slice(at + 1, end), kind: 'name' });
      at = end;
    } else if (isWhite(code) || (isDelimiter(code) && code !== 47)) at++;
    else {
      let end = at + 1;
      while (end < source.length && !isWhite(source.charCodeAt(end)) && !isDelimiter(source.charCodeAt(end))) end++;
      const word = source.slice(at, end);
      if (code === 47) pieces.push({ bytes: nameOf(word), kind: 'name' });
      else if (!inArray || Math.abs(Number(word)) > wideKerning) space();
      at = end;
    }
  }
  return pieces;
}

const lineEnd = (source: string, from: number): number => {
  let end = from;
  while (end < source.length && source.charCodeAt(end) !== 10 && source.charCodeAt(end) !== 13) end++;
  return end;
};

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function literal(source: string, from: number): [string, number] {
  const parts: string[] = [];
  let depth = 1;
  let start = from;
  let at = from;
  for (; at < source.length; at++) {
    const character = source[at]!;
    if (character === '(') depth++;
    else if (character === ')' && --depth === 0) break;
    else if (character === '\\') {
      parts.push(source.slice(start, at));
      const octal = /^[0-7]{1,3}/.exec(source.slice(at + 1, at + 4))?.[0];
      const next = source[at + 1] ?? '';
      if (octal) parts.push(String.fromCharCode(Number.parseInt(octal, 8) & 255));
      else if (next !== '\n' && next !== '\r') parts.push(escapes[next] ?? next);
      at += octal ? octal.length : next === '\r' && source[at + 2] === '\n' ? 2 : 1;
      start = at + 1;
    }
  }
  parts.push(source.slice(start, at));
  return [parts.join(''), at + 1];
}

function hexadecimal(digits: string): string {
  let bytes = '';
  let high = -1;
  for (let at = 0; at < digits.length; at++) {
    const value = digitOf(digits.charCodeAt(at));
    if (value < 0) continue;
    if (high < 0) high = value;
    else {
      bytes += String.fromCharCode(high * 16 + value);
      high = -1;
    }
  }
  return high < 0 ? bytes : bytes + String.fromCharCode(high * 16);
}

function digitOf(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

const nameOf = (word: string) => word.slice(1).replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
