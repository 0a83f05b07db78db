import { type Box, findCandidates, findWritten, type Fragment, redactionTargets } from '../../numbers/index.ts';
import type { LetterCut } from '../types.ts';
import type { Character } from './characters.ts';
import type { FrameLine } from './lines.ts';
import { directionsOf, type LoadedPage, searchable } from './page-text.ts';

/** What must go from one page: the characters, the numbers they spell, and how many places that is. */
export type Targets = { characters: Set<Character>; numbers: Set<string>; places: number };

/**
 * The characters of every number that the cut asks to remove (issue 2, Redaction), hidden text too.
 * Searched in what a person sees and in everything drawn: hidden characters between the digits
 * must not protect a number that can be read, nor the other way round.
 */
export function targetsOf(loaded: LoadedPage, cut: LetterCut): Targets {
  const targets: Targets = { characters: new Set(), numbers: new Set(), places: 0 };
  const readings = loaded.characters.some((character) => character.hidden) ? (['visible', 'all'] as const) : (['all'] as const);
  for (const which of readings) for (const { text } of searchable(loaded, directionsOf(loaded, which))) {
    const lines = text.lines as FrameLine[];
    const take = (fragments: Fragment[], number: string) => {
      const known = targets.characters.size;
      for (const { box } of fragments) for (const line of lines) collect(line, box, targets.characters);
      targets.numbers.add(number);
      if (targets.characters.size > known) targets.places += 1;
    };
    const found = cut.redact === 'all' ? redactionTargets(findCandidates(text, { today: new Date() }), cut.numbers) : [];
    for (const candidate of found) take(candidate.fragments, candidate.number);
    // What is a CPR number in one place is one wherever it stands on the page.
    for (const number of new Set([...cut.numbers, ...targets.numbers])) for (const fragments of findWritten(text, number)) take(fragments, number);
  }
  return targets;
}

/** Adds the characters of `line` whose middle lies in `box`. */
function collect(line: FrameLine, box: Box, into: Set<Character>): void {
  for (let at = 0; at < line.boxes.length; at++) {
    const character = line.characters[at];
    if (!character || character.text.trim() === '') continue;
    const [x0, y0, x1, y1] = line.boxes[at]!;
    const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
    if (x > box[0] && x < box[2] && y > box[1] && y < box[3]) into.add(character);
  }
}
