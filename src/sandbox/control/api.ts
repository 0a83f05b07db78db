import { Hono } from 'hono';
import { z } from 'zod';
import type { Peer } from '../peer/context.ts';
import { contactEntry, findMailbox, listMailboxes, putContacts, removeContact, setContact } from '../store/contacts.ts';
import { countAll, forgetLetters, lettersOf, memosByUuid, type MemoRow } from '../store/memos.ts';
import { declineRequest, signRequest } from '../signing/act.ts';
import { allRequests, requestById } from '../signing/store.ts';
import { changeSettings, readSettings, resetSettings } from '../store/settings.ts';
import { settingsSchema } from '../settings.ts';
import { playScenario, scenarioNames, sendRaw } from '../post/scenarios.ts';
import { answerLetter } from '../post/answer.ts';
import { findLetter } from '../store/memos.ts';
import { allPost, systemFetches } from '../store/post.ts';

const contactBody = z.union([
  contactEntry,
  z.array(contactEntry),
  z.strictObject({ kind: z.enum(['cpr', 'cvr']), number: z.string(), remove: z.literal(true) }),
]);

/** A scenario by its name, bytes of any kind, or the recipient's answer to a delivered letter. */
const postBody = z.union([
  z.strictObject({ scenario: z.enum(scenarioNames) }),
  z.strictObject({ xml: z.base64(), contentType: z.string().optional() }),
  z.strictObject({ answerTo: z.string(), text: z.string() }),
]);

/**
 * The control address: JSON on loopback, no log-in, for tests and the demo. JSON bodies must say so
 * in Content-Type, which keeps other sites' forms out.
 */
export function controlApi(peer: Peer): Hono {
  const api = new Hono();
  const now = () => peer.clock.now();
  api.use('*', async (context, next) => {
    const carriesBody = context.req.method === 'PUT' || context.req.method === 'POST';
    if (carriesBody && !context.req.header('content-type')?.startsWith('application/json')) return context.json({ error: 'Content-Type: application/json' }, 415);
    await next();
  });
  api.onError((error, context) => error instanceof z.ZodError || error instanceof SyntaxError
    ? context.json({ error: error.message }, 422)
    : context.json({ error: 'internal' }, 500));

  api.get('/settings', (context) => context.json(readSettings(peer.store, peer.base)));
  api.put('/settings', async (context) => {
    changeSettings(peer.store, settingsSchema.partial().parse(await context.req.json()));
    return context.json(readSettings(peer.store, peer.base));
  });
  api.get('/mailboxes', (context) => {
    const lines = listMailboxes(peer.store, context.req.query('name') ?? '', now().getTime(), 10_000);
    return context.json(lines);
  });
  api.get('/mailboxes/:mailbox', (context) => {
    const contact = findMailbox(peer.store, context.req.param('mailbox'));
    if (!contact) return context.json({ error: 'not_found' }, 404);
    return context.json({ ...contact, letters: lettersOf(peer.store, contact.mailbox, now().getTime()).map(memoLine) });
  });
  api.get('/memos', (context) => context.json(memosByUuid(peer.store, context.req.query('uuid') ?? '').map(memoLine)));
  api.get('/counts', (context) => context.json(countAll(peer.store, now().getTime())));
  api.get('/signing', (context) => context.json(allRequests(peer.store)));
  api.post('/signing/:id/:act', async (context) => {
    const row = requestById(peer.store, context.req.param('id'));
    if (!row) return context.json({ error: 'not_found' }, 404);
    const done = context.req.param('act') === 'decline' ? declineRequest(peer, row, 'Jeg er ikke enig') : context.req.param('act') === 'sign' && (await signRequest(peer, row));
    return context.json({ done });
  });
  api.post('/contacts', async (context) => {
    const body = contactBody.parse(await context.req.json());
    if (Array.isArray(body)) putContacts(peer.store, body, now());
    else if ('remove' in body) removeContact(peer.store, body.kind, body.number);
    else setContact(peer.store, body, now());
    return context.json({ ok: true });
  });
  api.get('/post', (context) => context.json(allPost(peer.store, 10_000)));
  api.post('/post', async (context) => {
    const body = postBody.parse(await context.req.json());
    if ('scenario' in body) return context.json({ ids: await playScenario(peer, body.scenario) });
    if ('xml' in body) return context.json({ ids: [sendRaw(peer, Buffer.from(body.xml, 'base64'), body.contentType ?? 'application/xml')] });
    const letter = findLetter(peer.store, body.answerTo);
    if (!letter) return context.json({ error: 'not_found' }, 404);
    return context.json({ ids: [answerLetter(peer, letter, { text: body.text, files: [] })] });
  });
  api.get('/system-fetches', (context) => context.json(systemFetches(peer.store, peer.certificates.holder.cvr)));
  api.post('/reset', (context) => {
    forgetLetters(peer.store);
    resetSettings(peer.store);
    return context.json({ ok: true });
  });
  return api;
}

function memoLine(row: MemoRow): object {
  return {
    transmissionId: row.transmission, messageUuid: row.uuid, title: row.title, sender: row.sender, mailbox: row.mailbox, reply: row.reply === 1,
    acceptedAt: new Date(row.accepted_at).toISOString(), dueAt: new Date(row.due_at).toISOString(),
    status: row.status, errorCode: row.error_code, errorMessage: row.error_message,
  };
}
