import { expect, test } from 'bun:test';
import { meantBy } from '../../src/search/index.ts';

test('the word that was meant stands where the one typed stood, whatever marks are around it', () => {
  const suggestion = { of: 'optagglse', instead: 'optagelse' };
  for (const [typed, meant] of [
    ['optagglse', 'optagelse'], ['Optagglse, klasse 1.a', 'optagelse, klasse 1.a'], ['"optagglse på skolen"', '"optagelse på skolen"'], ['optagglser optagglse', 'optagglser optagelse'],
  ] as const) expect(meantBy(typed, suggestion)).toBe(meant);
  // A letter in two parts, as a Mac writes them, is the letter.
  expect(meantBy('fra\u030avær', { of: 'fråvær', instead: 'fravær' })).toBe('fravær');
});
