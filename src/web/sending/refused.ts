import { statusOf, type Problem } from '../../core/errors.ts';

/** What was refused and where it was typed, so that the page can say it at that place and keep what was written. */
export type Refused = { problem: Problem; letterId?: string | undefined; pageNumber?: number | undefined; typed: { number: string; pages: string } };

/** The same page under the problem's status. */
export function pageProblem(answer: Response, problem: Problem): Response {
  return new Response(answer.body, { status: statusOf[problem.code], headers: answer.headers });
}
