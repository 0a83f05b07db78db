import type { Problem } from '../../core/errors.ts';

export { pageProblem } from '../page-problem.ts';

/** What was refused and where it was typed, so that the page can say it at that place and keep what was written. */
export type Refused = { problem: Problem; letterId?: string | undefined; pageNumber?: number | undefined; typed: { number: string; pages: string } };
