/** Column letters as a spreadsheet shows them: 0 is A, 26 is AA. */
export function columnLetters(index: number): string {
  const rest = index % 26;
  const letter = String.fromCharCode(65 + rest);
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}

/** The column of a cell's address, `C7` is 2; -1 where it is none. */
export function columnOf(address: string): number {
  const letters = /^([A-Z]{1,3})\d*$/.exec(address)?.[1];
  if (!letters) return -1;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** What a spreadsheet would take for a formula when it opens a text file; full-width signs are read as the plain ones. */
const active = /^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/** Puts a `'` before what would be run as a formula, so that it is shown as text (OWASP, "CSV Injection"). */
export const disarmed = (value: string) => (active.test(value) ? `'${value}` : value);

/** Takes off what `disarmed` put on; also how people make a number into text. */
export const rearmed = (value: string) => (value.startsWith("'") && active.test(value) ? value.slice(1) : value);

/** One spelling for one text: composed letters, plain spaces, no control characters, nothing around it. */
export const plain = (value: string) => value.normalize('NFC').replace(/[\u00a0\u2007\u202f]/g, ' ').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]/g, '').trim();
