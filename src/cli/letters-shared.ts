import { Problem } from '../core/errors.ts';
import { sentenceOf } from './sentence.ts';

/** What `parse` answers, or null where the words of the command line cannot be understood. */
export function wrongUse<T>(parse: () => T): T | null {
  try {
    return parse();
  } catch {
    return null;
  }
}

/** Tells what went wrong, for a person or as `{problem}`, and answers the exit code 1. */
export function tell(fault: unknown, json: boolean | undefined): number {
  if (json && fault instanceof Problem) console.log(JSON.stringify({ problem: fault.reason, ...fault.values }));
  else if ((fault as NodeJS.ErrnoException).code === 'ENOENT') console.error(`Filen ${(fault as NodeJS.ErrnoException).path} findes ikke.`);
  else console.error(sentenceOf(fault));
  return 1;
}
