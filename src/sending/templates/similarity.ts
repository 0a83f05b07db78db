import { near } from './fingerprint.ts';
import type { Fingerprint, Recognition } from './types.ts';

/** From here on letters are taken for those of a template, and of the lines alone so many must agree: a letterhead and the same program make no letter. */
export const threshold = 0.75;
const leastLines = 0.6;
const leastMatches = 5;

const share = (a: string[], b: string[]) => {
  const common = a.filter((each) => b.includes(each)).length;
  return common === 0 ? 0 : common / Math.max(a.length, b.length);
};

/**
 * How alike the letters of a document are to those a template was made from: the lines that stand at the same place weigh
 * most, then the program, the fonts and the paper. One letter alone brings its own words along, so what it has beside the
 * other's lines does not count against it.
 */
export function compare(template: Fingerprint, document: Fingerprint): Recognition {
  const places = new Map<string, { x: number; y: number }[]>();
  for (const line of document.lines) places.set(line.key, [...(places.get(line.key) ?? []), line]);
  const matched = template.lines.filter((line) => places.get(line.key)?.some((place) => near(line, place)));
  const [mine, theirs] = [template.lines.length, document.lines.length];
  const of = template.letters > 1 && document.letters > 1 ? Math.max(mine, theirs) : template.letters > 1 ? mine : document.letters > 1 ? theirs : Math.round((mine + theirs) / 2);
  const lines = Math.min(1, matched.length / Math.max(1, of));
  const program = template.program !== '' && template.program === document.program;
  const fonts = share(template.fonts, document.fonts);
  const samePaper = Math.abs(template.width - document.width) <= 3 && Math.abs(template.height - document.height) <= 3;
  const similarity = 0.65 * lines + 0.15 * (program ? 1 : 0) + 0.12 * fonts + 0.08 * (samePaper ? 1 : 0);
  return {
    similarity: Math.round(similarity * 100) / 100, lines: matched.length, of,
    examples: longest(matched.flatMap(({ words }) => words ?? [])), program: program ? template.program : null,
    fonts: template.fonts.filter((font) => document.fonts.includes(font)).slice(0, 3), samePaper,
  };
}

/** A few lines a person knows the letter by. */
const longest = (words: string[]) => [...new Set(words)].filter((each) => !each.includes('#') && each.length <= 60).sort((a, b) => b.length - a.length).slice(0, 3);

export const isSameKind = ({ similarity, lines, of }: Recognition): boolean => similarity >= threshold && lines >= leastMatches && lines >= leastLines * of;
