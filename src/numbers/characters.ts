/**
 * The characters that people, word processors and OCR put inside written numbers
 * (facts/domain.md 1.3, facts/dependencies.md leak 5). Written as ranges for use inside [...].
 */
/** Hyphen, soft hyphen, U+2010 to U+2015, hyphen bullet, minus, small and full-width hyphens. */
export const dashes = '\\-\\u00ad\\u2010-\\u2015\\u2043\\u2212\\ufe58\\ufe63\\uff0d';
/** Characters with no width at all. */
export const invisible = '\\u200b-\\u200d\\u2060\\ufeff';
/** All that may stand between the digits of one number. */
export const joiners = ` \\u00a0\\u2000-\\u200a\\u202f\\u3000./${dashes}`;
/** Letters of Danish words in lower case, with the accents that names bring. */
export const letters = 'a-zà-öø-ÿ';

/** One visible character as the search sees it: lower case, ligatures opened, spaces plain. Empty for invisible ones. */
export function plainCharacter(character: string): string {
  return special.get(character) ?? lower(character);
}

function lower(character: string): string {
  const low = character.toLowerCase();
  return low.length === character.length ? low : character;
}

const special = new Map<string, string>([
  ['\ufb00', 'ff'], ['\ufb01', 'fi'], ['\ufb02', 'fl'], ['\ufb03', 'ffi'], ['\ufb04', 'ffl'], ['\ufb05', 'st'], ['\ufb06', 'st'],
  ...['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u0000'].map((mark): [string, string] => [mark, '']),
  ...['\u00a0', '\u2007', '\u2009', '\u200a', '\u202f', '\u3000', '\t', '\r', '\n'].map((mark): [string, string] => [mark, ' ']),
]);
