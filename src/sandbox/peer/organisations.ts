import { createHash } from 'node:crypto';
import { z } from 'zod';
import { findContact } from '../store/contacts.ts';
import { addSystemFetch, systemFetches, type SystemFetchRow } from '../store/post.ts';
import { refusal, type Answer } from './answers.ts';
import { paging, type Call } from './context.ts';
import { readBody } from './read-body.ts';

/** An id that stays the same for a number without being stored. */
export function organisationUuid(what: string, cvr: string): string {
  const hex = createHash('sha256').update(`${what} ${cvr}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const points = [
  { key: 'main', name: 'Hovedpostkasse', description: 'Alle henvendelser' },
  { key: 'staff', name: 'Personale og løn', description: 'Ansættelse, løn og fravær' },
];

const contactPoint = (cvr: string, point: (typeof points)[number]) => ({
  id: organisationUuid(`point ${point.key}`, cvr), version: 1, name: point.name, description: point.description, active: true, visible: true,
  memoSizeThresholdMB: 99.5, allowedNumberOfAttachments: 10, organisationId: organisationUuid('organisation', cvr), contactPointCodes: [],
});

/** GET /organisations/?cvrNumber= : the school itself and every company of the register is one. */
export function queryOrganisations(call: Call): Answer {
  const list = paging(call.url, 100, 1000);
  if (!list) return refusal(400, 'paging.not.allowed', 'page is 0 or more, size 1 to 1000');
  const cvr = call.url.searchParams.get('cvrNumber') ?? '';
  const { holder } = call.peer.certificates;
  const name = cvr === holder.cvr ? holder.name : findContact(call.peer.store, 'cvr', cvr)?.name;
  const organisations = name === undefined ? [] : [{ id: organisationUuid('organisation', cvr), version: 1, name, cvrNumber: cvr, type: 'AUTHORITY', statusType: 'ACTIVE' }];
  return { status: 200, body: { currentPage: 0, totalPages: 1, elementsOnPage: organisations.length, totalElements: organisations.length, organisations } };
}

/** GET /organisations/{o}/contact-points/ */
export function queryContactPoints(call: Call, organisation: string): Answer {
  const { peer } = call;
  const numbers = [peer.certificates.holder.cvr, ...peer.store.query<{ number: string }, []>("SELECT number FROM contact WHERE kind = 'cvr'").all().map(({ number }) => number)];
  const cvr = numbers.find((number) => organisationUuid('organisation', number) === organisation);
  const contactPoints = cvr === undefined ? [] : points.map((point) => contactPoint(cvr, point));
  return { status: 200, body: { currentPage: 0, totalPages: 1, elementsOnPage: contactPoints.length, totalElements: contactPoints.length, contactPoints } };
}

/** GET /mailboxes/ : the caller's own. */
export function queryMailboxes(call: Call): Answer {
  const mailboxes = [{ id: organisationUuid('mailbox', call.caller), version: 1, ownerId: call.caller }];
  return { status: 200, body: { currentPage: 0, totalPages: 1, elementsOnPage: 1, totalElements: 1, mailboxes } };
}

const time = z.string().refine((text) => !Number.isNaN(Date.parse(text)));
const wish = z.strictObject({
  organisationId: z.uuid(), contactPointId: z.uuid(), systemId: z.uuid().optional(), fromDateTime: time.optional(), toDateTime: time.optional(), preferOriginalMessageRecipient: z.boolean().optional(),
});

function shape(call: Call, row: SystemFetchRow): object {
  const now = call.peer.clock.now().getTime();
  const done = now - row.created_at > 500;
  return {
    id: row.id, version: 1, createdDateTime: new Date(row.created_at).toISOString(), finishedDateTime: done ? new Date(row.created_at + 500).toISOString() : null,
    systemFetchStatusType: done ? 'FINISHED' : 'RUNNING', mailboxId: row.mailbox, organisationId: row.organisation, contactPointId: row.contact_point,
    totalMessages: row.total, fetchedMessages: done ? row.total : 0, failedMessages: 0, fromDateTime: row.from_time, toDateTime: row.to_time,
  };
}

/** POST /mailboxes/{m}/system-fetches/ : old mail is offered to the recipient system (facts 3.2). */
export async function createSystemFetch(call: Call, mailbox: string): Promise<Answer> {
  const body = await readBody(call.request, 100_000);
  if (mailbox !== organisationUuid('mailbox', call.caller)) return refusal(403, 'mailbox.not.allowed', 'Another organisation owns the mailbox');
  let asked: z.infer<typeof wish>;
  try {
    asked = wish.parse(JSON.parse(Buffer.from(body as Uint8Array).toString('utf8')));
  } catch {
    return refusal(400, 'system.fetch.not.allowed', 'organisationId and contactPointId are required');
  }
  if (asked.organisationId !== organisationUuid('organisation', call.caller)) return refusal(422, 'organisation.not.allowed', 'Another organisation than the caller');
  const row = addSystemFetch(call.peer.store, call.caller, {
    mailbox, organisation: asked.organisationId, contact_point: asked.contactPointId, from_time: asked.fromDateTime ?? null, to_time: asked.toDateTime ?? null, created_at: call.peer.clock.now().getTime(),
  });
  return { status: 201, body: shape(call, row) };
}

/** GET /mailboxes/{m}/system-fetches/ and …/{id} */
export function listSystemFetches(call: Call, mailbox: string, id: string | undefined): Answer {
  const rows = systemFetches(call.peer.store, call.caller).filter((row) => row.mailbox === mailbox);
  if (id === undefined) return { status: 200, body: { systemFetches: rows.map((row) => shape(call, row)) } };
  const found = rows.find((row) => row.id === id);
  return found ? { status: 200, body: shape(call, found) } : refusal(404, 'system.fetch.not.found', 'The resource was not found');
}
