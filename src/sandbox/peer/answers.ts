import type { ServerResponse } from 'node:http';
import type { Violation } from '../memo/check.ts';

/** An answer ready to be sent; `body` null for none; `type` for bytes that are not JSON. */
export type Answer = { status: number; body: unknown; type?: string };

/** The API's ErrorMessage (facts: digital-post 3.1). */
export function refusal(status: number, code: string, message: string, violations: Violation[] = []): Answer {
  const fieldErrors = violations.map((entry) => ({ resource: 'memo', field: entry.path, code: entry.code, message: entry.message, rejectedValue: null }));
  return { status, body: { code, message, fieldErrors } };
}

export function send(response: ServerResponse, answer: Answer): void {
  if (answer.body === null) {
    response.writeHead(answer.status).end();
    return;
  }
  if (answer.type !== undefined) {
    const bytes = Buffer.from(answer.body as Uint8Array);
    response.writeHead(answer.status, { 'content-type': answer.type, 'content-length': String(bytes.length) }).end(bytes);
    return;
  }
  const text = Buffer.from(JSON.stringify(answer.body));
  response.writeHead(answer.status, { 'content-type': 'application/json', 'content-length': String(text.length) }).end(text);
}
