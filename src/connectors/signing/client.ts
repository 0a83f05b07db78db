import { unavailable } from '../../core/errors.ts';
import { call, refusalOf, type Answer } from './call.ts';
import type { ServiceAnswer, ServiceState, SigningClient, SigningSettings } from './types.ts';

const states = new Set<string>(['received', 'started', 'completed', 'declined', 'expired', 'failed', 'cancelled'] satisfies ServiceState[]);
const longestLink = 256;

/** Reads a state as the protocol has it; a link that a MeMo cannot carry is nonsense too. Problem signing.nonsense. */
function stateFrom(value: unknown): ServiceAnswer {
  const { id, state, url, reason } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const link = typeof url === 'string' && url.length <= longestLink && /^https:\/\/[^\s]+$/.test(url);
  if (typeof id !== 'string' || typeof state !== 'string' || !states.has(state) || !link) throw unavailable('signing.nonsense');
  return { id, state: state as ServiceState, url, reason: typeof reason === 'string' && reason.trim() !== '' ? reason.trim().slice(0, 500) : null };
}

function jsonOf({ body }: Answer): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString());
  } catch {
    throw unavailable('signing.nonsense');
  }
}

/** The adapter for our own protocol, version 1 (README.md). */
export function openSigningClient(settings: SigningSettings): SigningClient {
  const ofRequest = (id: string, rest = '') => `/requests/${encodeURIComponent(id)}${rest}`;
  const state = (answer: Answer, id: string): ServiceAnswer => {
    const found = stateFrom(jsonOf(answer));
    if (found.id !== id) throw unavailable('signing.nonsense');
    return found;
  };
  return {
    async create({ id, document, ...request }) {
      const form = new FormData();
      form.append('request', JSON.stringify(request));
      form.append('document', new Blob([document as Uint8Array<ArrayBuffer>], { type: 'application/pdf' }), 'document.pdf');
      const answer = await call(settings, 'PUT', ofRequest(id), { body: form, bytes: document.length });
      if (answer.status !== 200 && answer.status !== 201) throw refusalOf(answer);
      return state(answer, id);
    },
    async status(ids) {
      const answer = await call(settings, 'POST', '/status', { body: JSON.stringify({ ids }) });
      if (answer.status !== 200) throw refusalOf(answer);
      const { requests } = jsonOf(answer) as { requests?: unknown };
      if (!Array.isArray(requests)) throw unavailable('signing.nonsense');
      return requests.map(stateFrom).filter(({ id }) => ids.includes(id));
    },
    async signedDocument(id, limit) {
      const answer = await call(settings, 'GET', ofRequest(id, '/document'), { limit });
      // Signed a moment ago, and not ready to be fetched: it will be.
      if (answer.status === 404) throw unavailable('signing.not_ready');
      if (answer.status !== 200) throw refusalOf(answer);
      return answer.body;
    },
    async cancel(id) {
      const answer = await call(settings, 'POST', ofRequest(id, '/cancellation'), { body: JSON.stringify({ reason: '' }) });
      if (answer.status === 409) return 'completed';
      if (answer.status === 404 || answer.status === 200) return 'cancelled';
      throw refusalOf(answer);
    },
    async probe() {
      const answer = await call(settings, 'GET', '/');
      if (answer.status !== 200) throw refusalOf(answer);
      if ((jsonOf(answer) as { protocol?: unknown }).protocol !== 1) throw unavailable('signing.nonsense');
    },
  };
}
