import { findCandidates, findWritten, type Fragment, redactionTargets } from '../../numbers/index.ts';
import type { LetterCut } from '../types.ts';
import type { Character } from './characters.ts';
import type { Direction, FrameLine } from './lines.ts';
import { directionsOf, type LoadedPage, searchable } from './page-text.ts';

/** Points; boxes are sums of floats. */
const slack = 0.05;

/** What must go from one page: the characters, the numbers they spell, and how many places that is. */
export type Targets = { characters: Set<Character>; numbers: Set<string>; places: number };

/**
 * The characters of every number that the cut asks to remove (issue 2, Redaction), hidden text too.
 * Searched in what a person sees and in everything drawn: hidden characters between the digits
 * must not protect a number that can be read, nor the other way round. `all`: the lines of the page,
 * hidden text with them.
 */
export function targetsOf(loaded: LoadedPage, all: Direction[], cut: LetterCut, today: Date): Targets {
  const targets: Targets = { characters: new Set(), numbers: new Set(), places: 0 };
  const readings = loaded.characters.some((character) => character.hidden) ? (['visible', 'hidden', 'all'] as const) : (['all'] as const);
  for (const which of readings) for (const { text } of searchable(loaded, which === 'all' ? all : directionsOf(loaded, which))) {
    const lines = (text.lines as FrameLine[]).filter((line) => /\d/.test(line.text));
    const take = (fragments: Fragment[], number: string) => {
      const known = targets.characters.size;
      for (const fragment of fragments) for (const line of lines) collect(line, fragment, targets.characters);
      targets.numbers.add(number);
      if (targets.characters.size > known) targets.places += 1;
    };
    const found = cut.redact === 'all' ? redactionTargets(findCandidates(text, { today, bare: true }), cut.numbers) : [];
    for (const candidate of found) take(candidate.fragments, candidate.number);
    // What is a CPR number in one place is one wherever it stands on the page.
    for (const number of new Set([...cut.numbers, ...targets.numbers])) {
      if (mayHold(lines, targets.characters, number)) for (const fragments of findWritten(text, number)) take(fragments, number);
    }
  }
  return targets;
}

/** A fragment's box is the union of its characters' boxes: a character of it lies inside, one of a row above or below sticks out. */
function collect(line: FrameLine, { box, text }: Fragment, into: Set<Character>): void {
  for (let at = 0; at < line.boxes.length; at++) {
    const character = line.characters[at];
    if (!character || character.text.trim() === '' || !text.includes(character.text)) continue;
    const [x0, y0, x1, y1] = line.boxes[at]!;
    if (x0 > box[0] - slack && y0 > box[1] - slack && x1 < box[2] + slack && y1 < box[3] + slack) into.add(character);
  }
}

/** Whether lines with digits, the taken characters left out, may hold a number, whole or in two pieces: the full search is dear, and mostly nothing is left. */
function mayHold(lines: FrameLine[], taken: Set<Character>, number: string): boolean {
  const left = lines.map((line) => withoutTaken(line, taken).replace(/[^0-9A-Za-z]+/g, '').toUpperCase());
  for (let cut = 1; cut < number.length; cut++) {
    const [head, tail] = [number.slice(0, cut), number.slice(cut)];
    if (left.some((line) => line.endsWith(head)) && left.some((line) => line.startsWith(tail))) return true;
  }
  return left.some((line) => line.includes(number));
}

function withoutTaken({ text, characters }: FrameLine, taken: Set<Character>): string {
  let rest = '';
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const character = characters[at];
    if (!character || !taken.has(character)) continue;
    rest += text.slice(from, at);
    from = at + 1;
  }
  return rest + text.slice(from);
}
