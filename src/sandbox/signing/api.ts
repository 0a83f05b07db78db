import { Hono } from 'hono';
import { z } from 'zod';
import { readSettings } from '../store/settings.ts';
import type { Peer } from '../peer/context.ts';
import { strikesSigning } from './act.ts';
import { documentOf, keepRequest, moveRequest, requestById, type SigningRow } from './store.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const wish = z.strictObject({
  title: z.string().min(1).max(256), sender: z.string().min(1).max(256), signBy: z.string().regex(/^\d{4}-\d\d-\d\d$/).nullable(),
  signer: z.discriminatedUnion('kind', [
    z.strictObject({ name: z.string().min(1).max(256), kind: z.literal('cpr'), number: z.string().regex(/^\d{10}$/) }),
    z.strictObject({ name: z.string().min(1).max(256), kind: z.literal('cvr'), number: z.string().regex(/^\d{8}$/) }),
  ]),
});

/** The service's API (README.md, "The protocol"). */
export function signingApi(peer: Peer): Hono {
  const api = new Hono();
  const now = () => peer.clock.now().getTime();
  const stateOf = (row: SigningRow) => ({ id: row.id, state: row.state, url: `${peer.signing.links}/s/${row.token}`, updatedAt: new Date(row.updated_at).toISOString(), reason: row.reason });
  const refusal = (code: string, message: string) => ({ code, message });
  api.use('*', async (context, next) => {
    const settings = readSettings(peer.store, peer.base);
    if (settings.signingSlowMs > 0) await new Promise((resolve) => setTimeout(resolve, settings.signingSlowMs));
    if (settings.signingDown) return context.json(refusal('service.unavailable', 'The service is not available'), 503);
    if (settings.signingToken !== '' && context.req.header('authorization') !== `Bearer ${settings.signingToken}`) return context.json(refusal('unauthorized', 'Authorization: Bearer is required'), 401);
    return next();
  });
  api.onError((error, context) => (error instanceof z.ZodError || error instanceof SyntaxError ? context.json(refusal('request.invalid', error.message), 422) : context.json(refusal('internal', 'The sandbox failed'), 500)));
  api.get('/', (context) => context.json({ service: 'elevarkiv-sandbox', protocol: 1 }));

  api.put('/requests/:id', async (context) => {
    const id = context.req.param('id');
    if (!uuid.test(id)) return context.json(refusal('request.id', 'The id is a version 4 UUID'), 422);
    const form = await context.req.formData();
    const [request, document] = [form.get('request'), form.get('document')];
    if (typeof request !== 'string' || !(document instanceof Blob)) return context.json(refusal('request.parts', 'The parts request and document are required'), 422);
    const bytes = new Uint8Array(await document.arrayBuffer());
    if (!Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')) return context.json(refusal('document.not.pdf', 'The document is a PDF'), 422);
    const kept = keepRequest(peer.store, id, wish.parse(JSON.parse(request)), bytes, now());
    if (!kept) return context.json(refusal('request.differs', 'Another request has this id'), 409);
    // Taken, and the answer lost on its way: what a caller must be able to live with.
    if (strikesSigning(peer, 'signingDropNext')) return context.html('<h1>504 Gateway Time-out</h1>', 504);
    return context.json(stateOf(kept.row), kept.made ? 201 : 200);
  });
  api.post('/status', async (context) => {
    const { ids } = z.strictObject({ ids: z.array(z.string()).max(100) }).parse(await context.req.json());
    return context.json({ requests: ids.flatMap((id) => requestById(peer.store, id) ?? []).map(stateOf) });
  });
  api.get('/requests/:id/document', (context) => {
    const signed = documentOf(peer.store, context.req.param('id'), 'signed');
    return signed ? context.body(signed, 200, { 'content-type': 'application/pdf' }) : context.json(refusal('document.not.there', 'Nobody has signed it'), 404);
  });
  api.post('/requests/:id/cancellation', async (context) => {
    const id = context.req.param('id');
    z.strictObject({ reason: z.string().max(500) }).parse(await context.req.json());
    if (!requestById(peer.store, id)) return context.json(refusal('request.unknown', 'There is no such request'), 404);
    moveRequest(peer.store, id, ['received', 'started'], 'cancelled', now());
    const row = requestById(peer.store, id)!;
    return row.state === 'completed' ? context.json(refusal('request.completed', 'It has been signed'), 409) : context.json(stateOf(row));
  });
  return api;
}
