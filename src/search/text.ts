import { newStemmer } from 'snowball-stemmers';

const danish = newStemmer('danish');

/** Letters of other alphabets with marks, as the plain letter; æ, ø and å are letters of their own (facts/search.md C). */
const foldMarks = (letter: string) => letter.normalize('NFD').replace(/\p{M}+/gu, '');

/**
 * Text as the index holds it and as queries ask: composed, small letters, foreign accents folded, å never a, and a
 * number written with a hyphen or space (010107-1234) in one piece.
 */
export function normalise(text: string): string {
  return text.normalize('NFC').toLocaleLowerCase('da')
    .replace(/[^\x00-\x7fæøå]/g, foldMarks)
    .replace(/(?<!\d)(\d{6})[-\u2010-\u2015 \u00a0](\d{4})(?!\d)/g, '$1$2');
}

/** The words of a normalised text, as the index's tokenizer sees them. */
export const wordsOf = (normalised: string): string[] => normalised.match(/[\p{L}\p{N}]+/gu) ?? [];

/** elev, elever, eleven, elevernes: one stem (Snowball's Danish rules). */
export const stemOf = (word: string): string => (/^\p{L}+$/u.test(word) ? danish.stem(word) : word);

/** The same word in the other spelling of å: Aagaard and Ågård. */
export function spellings(word: string): string[] {
  const all = new Set([word, word.replaceAll('aa', 'å'), word.replaceAll('å', 'aa')]);
  return [...all];
}

/** Words that stand in nearly every letter: looked for only where nothing else was asked for. */
export const stopWords = new Set(('af alle alt at blev bliver da de dem den denne der deres det dette dig din disse dit du efter ej eller en end er et for fra ham han hans har havde have hende hendes her hun hvad hvis hvor i ikke ind jeg jer jo kan kunne man med meget men mig min mod når og også om op os over på så sig sin sit skal som til ud under var ved vi vil være vor').split(' '));
