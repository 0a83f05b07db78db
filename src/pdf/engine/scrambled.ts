/** How often each letter comes in Danish, in a thousand (frequencies of a corpus of newspapers; every language of Latin letters has much the same). */
const danish: Record<string, number> = {
  e: 155, r: 90, n: 72, t: 69, a: 60, i: 60, d: 59, s: 58, l: 52, o: 46, g: 41, k: 34, m: 32, f: 24, v: 23, b: 20, u: 20, p: 18, h: 16, '\u00e5': 12, '\u00e6': 9, '\u00f8': 9, j: 7, y: 7, c: 6, w: 1,
};
const danishLength = lengthOf(Object.values(danish));
const vowels = new Set('aeiouy\u00e6\u00f8\u00e5');

/** Fewer letters than these in different words tell nothing. */
const enough = 80;
/** Danish is 0.98 like Danish, English 0.90, Turkish 0.88, Vietnamese 0.61, Somali 0.56; letters that stand for others about 0.5. */
const [foreign, unlike] = [0.62, 0.5];
/** Every language has a vowel in three letters, Somali one in two. Letters that stand for others often have hardly one in four. */
const sung = 0.3;

/** So like Danish by all its letters that its words need not be looked at: English is 0.90. */
const surely = 0.8;

/**
 * A first look that costs little. `counts`: how often each sign below U+0100 stands on a page, by its code. True where it is
 * plainly written in a language like ours; false tells nothing.
 */
export function plainlyWritten(counts: Uint32Array): boolean {
  let [together, square, all, sounding] = [0, 0, 0, 0];
  for (let small = 0x61; small < 0xff; small++) {
    const letter = String.fromCharCode(small);
    // Between the two cases lie 32 signs, also beyond ASCII.
    const count = counts[small]! + counts[small - 32]!;
    if (count === 0 || letter.toUpperCase() === letter) continue;
    together += count * (danish[letter] ?? 0);
    square += count * count;
    all += count;
    if (vowels.has(letter)) sounding += count;
  }
  return all > 0 && sounding >= all * sung && together / (danishLength * Math.sqrt(square)) >= surely;
}

/**
 * Whether a text consists of Latin letters that stand for others: its font has a table of its letters, and the table lies.
 * Every word counts once, so that a column of the same abbreviation is no language of its own.
 */
export function scrambled(text: string): boolean {
  const counts = new Map<string, number>();
  let [all, sounding] = [0, 0];
  for (const word of new Set(text.toLowerCase().match(/\p{Script=Latin}{3,}/gu))) for (const sign of word) {
    const letter = sign in danish ? sign : sign.normalize('NFD')[0]!;
    counts.set(letter, (counts.get(letter) ?? 0) + 1);
    all++;
    if (vowels.has(letter)) sounding++;
  }
  if (all < enough) return false;
  let together = 0;
  for (const [letter, count] of counts) together += count * (danish[letter] ?? 0);
  return together / (danishLength * lengthOf([...counts.values()])) < (sounding < all * sung ? foreign : unlike);
}

function lengthOf(values: number[]): number {
  return Math.hypot(...values);
}
