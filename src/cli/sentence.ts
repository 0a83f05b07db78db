import { Problem } from '../core/errors.ts';
import { sentenceOf as sentence } from '../../views/texts.ts';

/** The Danish sentence of a reason with its values, for a row of a list. */
export const sentenceFor = (reason: string, values: Record<string, string | number>): string => sentence({ reason, values });

/** The Danish sentence of an error for the terminal; what nobody foresaw is shown as it is. */
export function sentenceOf(error: unknown): string {
  if (error instanceof Problem) return sentence(error);
  return error instanceof Error ? error.message : String(error);
}
