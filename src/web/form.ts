import { invalid, Problem } from '../core/errors.ts';
import type { Ctx } from './route.ts';

/** The fields of a posted form. A missing field reads as empty. */
export type Form = { text(name: string): string; all(name: string): string[]; has(name: string): boolean };

/** Reads a small form. Errors: request.unreadable (invalid); its size is limited where routes are mounted. */
export async function readForm(c: Ctx): Promise<Form> {
  let fields: URLSearchParams;
  try {
    fields = new URLSearchParams(await c.req.text());
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw invalid('request.unreadable');
  }
  return {
    // A NUL byte is nothing a person types; it would end a text early in the database and has no place in a page.
    text: (name) => (fields.get(name) ?? '').replaceAll('\0', '').trim(),
    all: (name) => fields.getAll(name),
    has: (name) => fields.has(name),
  };
}

/** A page number of a query, 1 where it is missing or nonsense. */
export function pageNumber(c: Ctx, name = 'side'): number {
  const page = Number(c.req.query(name) ?? 1);
  return Number.isSafeInteger(page) && page > 0 ? Math.min(page, 100_000) : 1;
}

/**
 * Does what a form asked for and sends the reader on (303); when the domain refuses what was typed,
 * `again` shows the form with the reason and everything that was in it.
 */
export async function attempt(c: Ctx, work: () => unknown, done: { to: string | (() => string) }, again: (problem: Problem) => Response | Promise<Response>): Promise<Response> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Problem && (error.code === 'invalid' || error.code === 'conflict' || error.code === 'too_many')) return again(error);
    throw error;
  }
  return c.redirect(typeof done.to === 'string' ? done.to : done.to(), 303);
}
