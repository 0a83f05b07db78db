/** What the search knows of the Danish language beside its stemmer; the words are data, not interface. */

/** Letters of their own: never folded into others. */
export const danishLetters = 'æøå';

/** One letter in two spellings. */
export const otherSpellings: [string, string][] = [['aa', 'å'], ['å', 'aa']];

/** Our letters in plain ones, for an engine that would take å for a; z stands before each of them, and before itself. */
export const plainSpelling: Record<string, string> = { z: 'zz', æ: 'ze', ø: 'zo', å: 'za' };

/** Words that stand in nearly every letter: looked for only where nothing else was asked for. */
export const stopWords = new Set(('af alle alt at blev bliver da de dem den denne der deres det dette dig din disse dit du efter ej eller en end er et for fra ham han hans har havde have hende hendes her hun hvad hvis hvor i ikke ind jeg jer jo kan kunne man med meget men mig min mod når og også om op os over på så sig sin sit skal som til ud under var ved vi vil være vor').split(' '));
