import { jsonObject, readErrorMessage, readReceipt } from './answers.ts';
import { provesNothingTaken, type Failure } from './failure.ts';
import type { Answer } from './transport.ts';
import type { SendOutcome } from './types.ts';

/** Refusals that concern the letter; any other 4xx concerns the connection or its settings. */
const letterFaults = new Set([400, 413, 415, 422]);
/** Refusals that are believed without the peer's own words: nothing that answers so has taken a letter. */
const plainRefusals = new Set([401, 403, 404, 405]);

const unknown = (reason: string, detail: string): SendOutcome => ({ kind: 'unknown', reason, detail });

function created(messageUuid: string | null, { status, text }: Answer): SendOutcome {
  const receipt = readReceipt(text);
  const foreign = messageUuid !== null && receipt.messageUuid !== null && receipt.messageUuid !== messageUuid.toLowerCase();
  if (jsonObject(text) === null || receipt.status === null || foreign) return unknown('nonsense', `HTTP ${status}`);
  const negative = receipt.status === 'INVALID' || receipt.status === 'NOT_ALLOWED';
  if (!negative) return { kind: 'accepted', receipt };
  return { kind: 'rejected', status, code: receipt.errorCode, message: receipt.errorMessage, raw: text, letterAtFault: true };
}

/**
 * What an answer to `POST /memos/` means for the letter (facts: digital-post 3.1 to 3.3). The peer's own
 * error body is what tells its voice from that of something between us: without it a 503 or a 409 is doubt.
 */
export function outcomeOfAnswer(messageUuid: string, answer: Answer): SendOutcome {
  const { status, text } = answer;
  if (status === 201) return created(messageUuid, answer);
  const error = readErrorMessage(text);
  if (plainRefusals.has(status)) return { kind: 'rejected', status, code: error?.code ?? null, message: error?.message ?? null, raw: text, letterAtFault: false };
  if (error !== null && status === 409) return { kind: 'already_there', raw: text };
  if (error !== null && (status === 503 || status === 429)) return { kind: 'not_sent', reason: 'busy', detail: `HTTP ${status}` };
  if (error !== null && letterFaults.has(status)) return { kind: 'rejected', status, ...error, raw: text, letterAtFault: true };
  return unknown(status >= 500 ? 'peer_error' : 'nonsense', `HTTP ${status}`);
}

/** As outcomeOfAnswer, for a container: its receipt names no letter, and "there already" would not say which of them. */
export function outcomeOfContainer(answer: Answer): SendOutcome {
  if (answer.status === 201) return created(null, answer);
  if (answer.status === 409) return unknown('nonsense', 'HTTP 409');
  return outcomeOfAnswer('', answer);
}

/** What a call without an answer means for the letter: doubt, unless it is certain that nothing was taken. */
export function outcomeOfFailure(failure: Failure): SendOutcome {
  return { kind: provesNothingTaken(failure) ? 'not_sent' : 'unknown', reason: failure.reason, detail: failure.detail };
}
