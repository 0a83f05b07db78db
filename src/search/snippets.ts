import { foundBy } from './forms.ts';
import { normalise } from './text.ts';

/** A piece of text with what was searched for marked; never markup: the view escapes and marks. */
export type Snippet = { text: string; hit: boolean }[];

const around = 160;

/** Words of a text with where they stand, each as the index holds it. */
function* words(text: string): Generator<{ start: number; end: number; word: string }> {
  for (const match of text.matchAll(/\d{6}[-\u2010-\u2015 \u00a0]\d{4}(?!\d)|[\p{L}\p{N}\p{M}]+/gu)) {
    yield { start: match.index, end: match.index + match[0].length, word: /^[a-z]+$/.test(match[0]) ? match[0] : normalise(match[0]) };
  }
}

/** Whether a word is marked: one of the forms that were looked for, or found by one of the keys. Each word is judged once. */
function markedWords(forms: string[], keys: string[]): (each: { word: string }) => boolean {
  const judged = new Map(forms.map((form) => [form, true]));
  return ({ word }) => {
    const known = judged.get(word);
    if (known !== undefined) return known;
    const found = keys.length > 0 && foundBy(word, keys);
    judged.set(word, found);
    return found;
  };
}

/**
 * The part of the text where most of the forms stand close together, about 160 characters, with the hits marked.
 * Null where none of them stands in it.
 */
export function snippetOf(text: string, forms: string[], keys: string[] = []): Snippet | null {
  const hits = [...words(text)].filter(markedWords(forms, keys));
  if (hits.length === 0) return null;
  let best = { from: 0, different: 0, count: 0 };
  for (const [from, first] of hits.entries()) {
    const inside = hits.slice(from).filter((hit) => hit.end - first.start <= around);
    const different = new Set(inside.map(({ word }) => word)).size;
    if (different > best.different || (different === best.different && inside.length > best.count)) best = { from, different, count: inside.length };
    if (from > 200) break;
  }
  const inside = hits.slice(best.from, best.from + best.count);
  const middle = (inside[0]!.start + inside.at(-1)!.end) / 2;
  const [start, end] = [wordEdge(text, Math.max(0, Math.floor(middle - around / 2)), -1), wordEdge(text, Math.min(text.length, Math.ceil(middle + around / 2)), 1)];
  return marked(text, start, end, hits.filter((hit) => hit.start >= start && hit.end <= end));
}

/** The title with its hits marked. */
export function markAll(text: string, forms: string[], keys: string[] = []): Snippet {
  return marked(text, 0, text.length, [...words(text)].filter(markedWords(forms, keys)));
}

function marked(text: string, start: number, end: number, hits: { start: number; end: number }[]): Snippet {
  const parts: Snippet = [];
  let at = start;
  const plain = (to: number) => { if (to > at) parts.push({ text: text.slice(at, to).replace(/\s+/g, ' '), hit: false }); };
  for (const hit of hits) {
    plain(hit.start);
    parts.push({ text: text.slice(hit.start, hit.end), hit: true });
    at = hit.end;
  }
  plain(end);
  if (start > 0) parts.unshift({ text: '… ', hit: false });
  if (end < text.length) parts.push({ text: ' …', hit: false });
  return parts;
}

/** The edge of the word at a place, at most twenty characters off. */
function wordEdge(text: string, at: number, step: -1 | 1): number {
  let edge = at;
  for (let n = 0; n < 20 && edge > 0 && edge < text.length && /\S/.test(text[step < 0 ? edge - 1 : edge]!); n++) edge += step;
  return edge;
}
