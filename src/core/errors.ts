/** The seven ways a request can go wrong, each with its HTTP status (design.md, Errors). */
export const statusOf = {
  invalid: 422,
  not_found: 404,
  forbidden: 403,
  conflict: 409,
  too_many: 429,
  unavailable: 503,
  internal: 500,
} as const;

export type ProblemCode = keyof typeof statusOf;

/** Values a sentence about the problem may name. Never a CPR number: problems reach logs. */
export type ProblemValues = Record<string, string | number>;

/**
 * Something went wrong that a person can be told about. `reason` is a key of the table of
 * sentences (views/texts.ts, `problems`); the sentence itself is made where it is shown, so that
 * the domain speaks no Danish.
 */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly reason: string;
  readonly values: ProblemValues;

  constructor(code: ProblemCode, reason: string, values: ProblemValues = {}, cause?: unknown) {
    super(`${code}: ${reason}`, cause === undefined ? undefined : { cause });
    this.name = 'Problem';
    this.code = code;
    this.reason = reason;
    this.values = values;
  }
}

export const invalid = (reason: string, values?: ProblemValues) => new Problem('invalid', reason, values);
export const notFound = (reason = 'not_found') => new Problem('not_found', reason);
export const forbidden = (reason = 'forbidden') => new Problem('forbidden', reason);
export const conflict = (reason: string, values?: ProblemValues) => new Problem('conflict', reason, values);
export const tooMany = (reason: string, values?: ProblemValues) => new Problem('too_many', reason, values);
export const unavailable = (reason: string, values?: ProblemValues) => new Problem('unavailable', reason, values);
