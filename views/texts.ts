import { frame } from './texts/frame.ts';
import { problems } from './texts/problems.ts';
import { session } from './texts/session.ts';

/** Everything the interface says. One table, so that a second language is a second table. */
export const texts = { frame, problems, session };
export { problems };

export type Said = { reason: string; values?: Record<string, string | number> };

/** The sentence for a reason, its values filled in; a reason without one gets a general sentence. */
export function sentenceOf({ reason, values = {} }: Said): string {
  const sentence = problems[reason] ?? problems['fallback']!;
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
