/** The words and numbers of a text, small, in order. */
export const tokensOf = (text: string): string[] => text.normalize('NFC').toLocaleLowerCase('da').match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * Finds which of many keys stand in a text as whole words. A key of several words must stand as one run; two keys with the
 * same words are one. Made once for a list, asked for every page.
 */
export function keyFinder<T>(keys: Iterable<readonly [key: string, value: T]>): (text: string) => T[] {
  const byFirst = new Map<string, { words: string[]; value: T }[]>();
  for (const [key, value] of keys) {
    const words = tokensOf(key);
    if (words.length === 0) continue;
    const same = byFirst.get(words[0]!);
    if (same) same.push({ words, value });
    else byFirst.set(words[0]!, [{ words, value }]);
  }
  return (text) => {
    const words = tokensOf(text);
    const found = new Map<T, number>();
    words.forEach((word, at) => {
      for (const { words: key, value } of byFirst.get(word) ?? []) {
        if (key.every((part, n) => words[at + n] === part)) found.set(value, Math.max(found.get(value) ?? 0, key.length));
      }
    });
    return [...found.keys()];
  };
}
