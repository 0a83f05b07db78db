/** Invented Danish-looking text: words of a vocabulary by Zipf-Mandelbrot (s = 1.05), about 250 a letter, always the same for the same number. */
const parts = 'sko el fra møde vej led un der vis ning af gø rel se op ta gel ud sen ar bejd skri ve læ rer hold kla prø ve bog støt te reg el mel ding for æl dre an søg be vil ling vur der år tid plan ad var sel kon takt sam ta le ople fri dag tur sund hed'.split(' ');
const endings = ['', '', 'en', 'et', 'er', 'erne', 'ets', 'ens', 'e', 's'];

export const vocabularySize = 150_000;

function random(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The vocabulary, the most frequent first: short words, inflections and compounds. */
export function makeVocabulary(): string[] {
  const next = random(7);
  const words = new Set<string>();
  while (words.size < vocabularySize) {
    const length = 1 + Math.floor(next() * 2 + (words.size / vocabularySize) * 3);
    words.add(Array.from({ length }, () => parts[Math.floor(next() * parts.length)]).join('') + endings[Math.floor(next() * endings.length)]);
  }
  return [...words];
}

/** Draws words by their frequency. `draw(rank)` chooses among ranks by a table of cumulated weights. */
export function openWriter(vocabulary: string[]) {
  const cumulated = new Float64Array(vocabulary.length);
  let sum = 0;
  for (let rank = 0; rank < vocabulary.length; rank++) cumulated[rank] = sum += 1 / (rank + 2.7) ** 1.05;
  const draw = (value: number): string => {
    let [low, high] = [0, vocabulary.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulated[middle]! < value * sum) low = middle + 1;
      else high = middle;
    }
    return vocabulary[low]!;
  };
  return (seed: number, words = 250): string => {
    const next = random(seed);
    return Array.from({ length: Math.floor(words * (0.6 + next() * 0.8)) }, () => draw(next())).join(' ');
  };
}
