import { statusOf, type Problem } from '../core/errors.ts';

/** The same page under the problem's status. */
export function pageProblem(answer: Response, problem: Problem): Response {
  return new Response(answer.body, { status: statusOf[problem.code], headers: answer.headers });
}
