import { isMessageUuid } from '../memo/check.ts';
import { noteAttempt } from '../store/memos.ts';
import { refusal, send, type Answer } from './answers.ts';
import { spoilsAnswer, strikes, type Call } from './context.ts';
import { postContainer } from './post-container.ts';
import { readBody } from './read-body.ts';
import { takeMemo } from './take-memo.ts';

/** POST /memos/?memo-message-uuid= : one MeMo in one request (facts: digital-post 2), with the faults that are set. */
export async function postMemo(call: Call): Promise<void> {
  const { peer, request, response, settings } = call;
  const named = call.url.searchParams.get('memo-message-uuid');
  const note = (outcome: string) => noteAttempt(peer.store, named?.toLowerCase() ?? null, peer.clock.now().getTime(), outcome);
  if (strikes(peer, 'dropBeforeBytes')) {
    note('dropped_before_bytes');
    response.socket?.destroy();
    return;
  }
  const limit = Math.ceil(settings.maximumMegabytes * 1_000_000 * 4 / 3) + 1_000_000;
  const body = await readBody(request, limit);
  if (body === 'cut_off') return note('cut_off_by_sender');
  const mass = massTypes.has(contentType(call));
  const early = earlyRefusal(call, named, body, mass);
  if (early === null && mass && typeof body !== 'string') return postContainer(call, body);
  if (early !== null || typeof body === 'string' || named === null) {
    const answer = early ?? refusal(400, 'bad.request', 'Bad request');
    note(`refused_${answer.status}`);
    return send(response, answer);
  }
  const { answer, stored } = takeMemo(peer, call.caller, named, body, settings);
  if (!stored) {
    note(`answered_${answer.status}`);
    return send(response, answer);
  }
  // Taken and committed. From here on only the answer can go wrong.
  if (!spoilsAnswer(call, answer, note)) send(response, answer);
}

const massTypes = new Set(['application/x-lzma', 'multipart/form-data']);
const contentType = ({ request }: Call) => (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();

function earlyRefusal(call: Call, named: string | null, body: Uint8Array | string, mass: boolean): Answer | null {
  const { peer, settings } = call;
  if (settings.memosDown || strikes(peer, 'http503')) return refusal(503, 'service.unavailable', 'The service is not available');
  if (strikes(peer, 'http401')) return refusal(401, 'unauthorized', 'The sandbox is set to refuse this call');
  if (strikes(peer, 'http403')) return refusal(403, 'forbidden', 'The sandbox is set to refuse this call');
  const type = contentType(call);
  if (!mass && type !== 'application/xml' && type !== 'text/xml') return refusal(400, 'content.type.not.allowed', 'Content-Type is application/xml, text/xml, application/x-lzma or multipart/form-data');
  if (!mass && (named === null || !isMessageUuid(named))) return refusal(400, 'memo.message.uuid.not.allowed', 'memo-message-uuid is a UUID of version 4');
  if (body === 'no_length') return refusal(400, 'content.length.required', 'Content-Length is required');
  if (body === 'too_large') return refusal(400, 'message.size.too.large', `More than ${settings.maximumMegabytes} MB of files`);
  return null;
}
