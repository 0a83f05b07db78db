import { Problem } from '../core/errors.ts';
import type { Blocker } from '../sending/index.ts';
import { sentenceOf as sentence } from '../../views/texts.ts';
import { blockerSentence } from '../../views/texts/blockers.ts';

/** The Danish sentence of a reason with its values, for a row of a list. */
export const sentenceFor = (reason: string, values: Record<string, string | number>): string => sentence({ reason, values });

/** What stands in the way of a dispatch, as on its page Kontrol. */
export const blockerWords = (blocker: Blocker): string => blockerSentence(blocker);

/** What the operating system says of a file that was named, in Danish. */
const fileWords: Record<string, string> = { ENOENT: 'findes ikke', EACCES: 'må ikke læses af den bruger, kommandoen kører som', EISDIR: 'er en mappe' };

/** The Danish sentence of an error for the terminal; what nobody foresaw is shown as it is. */
export function sentenceOf(error: unknown): string {
  if (error instanceof Problem) return sentence(error);
  const { code, path, message = '' } = (error ?? {}) as { code?: string; path?: string; message?: string };
  // The runtime's own words for wrong options are English; what was typed stands between quotes in them.
  const option = /'([^']*)'/.exec(message)?.[1] ?? '';
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `Der er intet valg, der hedder ${option}. Se kommandoens valg med --help.`;
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return `Valget ${option} er skrevet forkert: enten mangler det sin værdi, eller også skal det ingen have. Se kommandoens valg med --help.`;
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') return `Kommandoen ved ikke, hvad ${option} skal bruges til. Se, hvad den tager, med --help.`;
  if (path && fileWords[code ?? '']) return `Filen ${path} ${fileWords[code!]}.`;
  return error instanceof Error ? error.message : String(error);
}
