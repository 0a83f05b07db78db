import type { Hono } from 'hono';
import { notFound, Problem, statusOf } from '../../core/errors.ts';
import { scrubbed } from './scrub.ts';
import { ProblemPage } from '../../../views/problem.tsx';
import { frameOf } from '../page.tsx';
import type { Ctx, Env } from '../route.ts';

/** What an unknown error tells the log: its kind and where, never its values, which may be somebody's. */
function detailOf(error: unknown) {
  if (!(error instanceof Error)) return { kind: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 8).map((line) => line.trim().replace(/\(?\/.*\/(src|views|node_modules)\//, '($1/'));
  return { kind: error.name, code: (error as { code?: string }).code, message: scrubbed(error.message), frames };
}

/** Turns whatever went wrong into a page with its sentence and status. */
export function answerProblem(c: Ctx, error: unknown): Response | Promise<Response> {
  const reference = c.get('requestId');
  if (error instanceof Problem) {
    if (error.code === 'internal' || error.code === 'unavailable') c.get('deps').log.warn({ request: reference, reason: error.reason }, 'problem');
    return page(c, error.code === 'internal' ? new Problem('internal', 'internal', { reference }) : error);
  }
  c.get('deps').log.error({ request: reference, ...detailOf(error) }, 'unexpected error');
  return page(c, new Problem('internal', 'internal', { reference }));
}

const page = (c: Ctx, problem: Problem) =>
  c.html(<ProblemPage frame={frameOf(c)} code={problem.code} said={{ reason: problem.reason, values: problem.values }} />, statusOf[problem.code]);

export function handleProblems(app: Hono<Env>): void {
  app.notFound((c) => answerProblem(c, notFound()));
  app.onError((error, c) => answerProblem(c, error));
}
