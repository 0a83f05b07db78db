import busboy from 'busboy';
import { Readable } from 'node:stream';
import { noteAttempt } from '../store/memos.ts';
import { refusal, send, type Answer } from './answers.ts';
import { spoilsAnswer, type Call } from './context.ts';
import { takeContainer } from './take-container.ts';
import { ContainerRefused, unpackContainer } from './unpack-container.ts';

/**
 * POST /memos/ of a tar.lzma, as the body or as the part `file` of a form (facts: digital-post 2): one
 * technical receipt for the container, a business receipt for each letter later. What is wrong with the
 * container refuses it whole, before anything of it is stored.
 */
export async function postContainer(call: Call, body: Uint8Array): Promise<void> {
  const { peer, request, response, settings } = call;
  const note = (outcome: string) => noteAttempt(peer.store, null, peer.clock.now().getTime(), outcome);
  let answer: Answer;
  let stored = false;
  try {
    if (call.url.searchParams.has('memo-message-uuid')) throw new ContainerRefused('memo.message.uuid.not.allowed', 'A container has no memo-message-uuid');
    const multipart = /^multipart\/form-data/i.test(request.headers['content-type'] ?? '');
    const container = multipart ? await partNamedFile(body, request.headers['content-type']!) : body;
    const memos = await unpackContainer(container, { unpackedBytes: settings.maximumContainerMegabytes * 1_000_000, entries: settings.maximumContainerEntries });
    ({ answer, stored } = takeContainer(peer, call.caller, memos, settings));
  } catch (error) {
    if (!(error instanceof ContainerRefused)) throw error;
    answer = refusal(400, error.code, error.message);
  }
  if (stored && spoilsAnswer(call, answer, note)) return;
  note(stored ? 'container_stored' : `container_answered_${answer.status}`);
  send(response, answer);
}

function partNamedFile(body: Uint8Array, contentType: string): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const found: Uint8Array[] = [];
    const wrong = (message: string) => reject(new ContainerRefused('container.part.not.allowed', message));
    try {
      const form = busboy({ headers: { 'content-type': contentType } });
      form.on('file', (name, stream, info) => {
        const parts: Uint8Array[] = [];
        if (name !== 'file' || info.mimeType !== 'application/x-lzma') wrong('The part is named file and is application/x-lzma');
        stream.on('data', (part: Uint8Array) => parts.push(part));
        stream.on('end', () => found.push(Buffer.concat(parts)));
      });
      form.on('field', () => wrong('The form has a part that is no file'));
      form.on('error', () => wrong('The form cannot be read'));
      form.on('close', () => (found.length === 1 ? resolve(found[0]!) : wrong('The form has one part named file')));
      Readable.from([Buffer.from(body)]).pipe(form);
    } catch {
      wrong('The form cannot be read');
    }
  });
}
