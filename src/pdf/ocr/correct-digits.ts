import { parseCpr } from '../../numbers/index.ts';

/** Letters and signs that tesseract takes digits for. */
const alike: Record<string, string> = {
  O: '0', o: '0', Q: '0', D: '0', U: '0', I: '1', l: '1', i: '1', '|': '1', '!': '1', ']': '1', '[': '1', Z: '2', z: '2',
  S: '5', s: '5', '§': '5', '$': '5', G: '6', b: '6', T: '7', B: '8', '&': '8', g: '9', q: '9',
};
const sign = '[0-9OoQDUIli|!\\]\\[ZzSs§$GbTB&gq]';
const shape = new RegExp(`(?<![\\p{L}\\p{N}])(${sign}{6})([ \\u00a0]?[\\-\\u2010-\\u2015~_=.·:]?[ \\u00a0]?)(${sign}{4})(?![\\p{L}\\p{N}])`, 'gu');
/** A replacement number has letters of its own. */
const replacement = /^[A-Z]{3}\d$/;

/**
 * A line in which what has the shape of a CPR number is one: letters that look like a digit become
 * that digit, where at least seven digits were read and the first six become a date. Same length, so
 * places hold; `changed` are the places of the signs that were guessed.
 */
export function correctDigits(line: string): { text: string; changed: Set<number> } {
  const changed = new Set<number>();
  const text = line.replace(shape, (whole, date: string, joint: string, serial: string, offset: number) => {
    const digits = (date + serial).replace(/\D/g, '').length;
    if (digits < 7 || (digits === 10 && /^[\s\-\u2010-\u2015.]*$/.test(joint)) || replacement.test(serial)) return whole;
    const fixed = [...date, ...serial].map((one) => alike[one] ?? one).join('');
    if (!parseCpr(fixed)) return whole;
    const mended = fixed.slice(0, 6) + joint.replace(/[~_=·:]/, '-') + fixed.slice(6);
    for (let at = 0; at < whole.length; at++) if (mended[at] !== whole[at]) changed.add(offset + at);
    return mended;
  });
  return { text, changed };
}
