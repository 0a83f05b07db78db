import type { Problem } from '../../../src/core/errors.ts';
import type { DispatchOptions } from '../../../src/sending/index.ts';

/** What every section of the page is made of: the values as they stand or were typed, and why they came back. */
export type Section = { values: DispatchOptions; problem: Problem | undefined; /** The first day that can be chosen, `YYYY-MM-DD`. */ today: string };

/** A date control takes only a whole day; what else was typed is said in the error beside it. */
export const dayOrEmpty = (text: string | null): string => (/^\d{4}-\d\d-\d\d$/.test(text ?? '') ? text! : '');
