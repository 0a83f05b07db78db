import type { Tx } from '../../src/db/index.ts';
import type { Deps } from '../../src/deps.ts';
import type { Addressed } from '../../src/receiving/types.ts';
import { cases, cprOf, dayOf, idOf } from './archive-fill.ts';
import type { openWriter } from './danish-text.ts';

type Around = { write: ReturnType<typeof openWriter>; letters: number; secretary: string; officer: string };
const addressed: Addressed = {
  contactPoint: null, attention: { person: null, productionUnit: null, email: null, gln: null, telephone: null },
  content: { cpr: null, name: null, cvr: null, caseId: null, caseSystem: null, education: null }, replies: [], forward: null,
};

/** What lies around the letters: a message for every fourth of them, a notice and a search for every fiftieth, signatures, approvals, print jobs, notes. */
export function fillAround(deps: Deps, around: Around): void {
  const inSteps = (count: number, step: (tx: Tx, n: number) => void) => {
    for (let start = 0; start < count; start += 5000) deps.db.write((tx) => { for (let n = start; n < Math.min(count, start + 5000); n++) step(tx, n); });
  };
  const { letters } = around;
  inSteps(letters / 4, (tx, n) => message(deps, tx, around, n));
  inSteps(letters / 50, (tx, n) => own(deps, tx, around, n));
  inSteps(letters / 100, (tx, n) => signature(deps, tx, around, n * 100));
  inSteps(letters / 500, (tx, n) => paperAndApproval(deps, tx, around, n));
  inSteps(cases, (tx, n) => {
    tx.statement("INSERT INTO notes (id, subject_kind, subject_id, text, author_id, created_at) VALUES (?, 'case', ?, ?, ?, ?)").run(deps.ids.uuid(), idOf.case(n), around.write(400_000_000 + n, 20), around.officer, dayOf(n, cases));
    tx.statement("INSERT INTO mailboxes (kind, number, status, checked_at) VALUES ('cpr', ?, 'registered', ?)").run(cprOf(n), dayOf(n, cases));
  });
}

/** Six in ten are dealt with, three wait in the tray, one is given to somebody. */
function message(deps: Deps, tx: Tx, { write, letters, secretary, officer }: Around, n: number) {
  const id = deps.ids.uuid();
  const at = dayOf(n, letters / 4);
  const place = n % 10 < 6 ? 'done' : n % 10 < 9 ? 'tray' : 'assigned';
  const to = place === 'tray' ? null : n % 3 === 0 ? secretary : n % 100 === 1 || n % 100 === 29 ? officer : `u${n % 47}`;
  const on = place === 'done' && n % 2 === 0 ? idOf.case((n * 7919) % cases) : null;
  const decision = JSON.stringify(place === 'tray' ? { step: 'tray', why: { key: 'distributed.tray', values: {} } } : { step: 'person', why: { key: 'person', values: { by: 'A', to: 'B' } } });
  tx.statement("INSERT INTO blobs (id, sha256, size, created_at) VALUES (?, '', 0, ?)").run(id, at);
  tx.statement("INSERT INTO fetched_memos (id, memo_id, blob_id, size, sha256, state, stored_at, acknowledged_at, deleted_at) VALUES (?, ?, ?, 0, '', 'read', ?, ?, ?)").run(id, id, id, at, at, at);
  tx.statement(`INSERT INTO messages (id, fetched_id, kind, title, sender_kind, sender_number, sender_name, received_at, addressed, body, place, user_id, case_id, letter_id, thread_id, decision, reply_allowed, opened_at, done_at)
    VALUES (?, ?, 'letter', ?, 'cpr', ?, 'En afsender', ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)`)
    .run(id, id, write(300_000_000 + n, 4), cprOf(n % cases), at, JSON.stringify(addressed), write(200_000_000 + n, 60), place, to, on, n % 8 === 0 ? idOf.letter(n * 4) : null, id, decision, place === 'done' ? at : null, place === 'done' ? at : null);
  tx.statement('INSERT INTO message_decisions (message_id, at, by_user, step, why, place, user_id) VALUES (?, ?, ?, ?, ?, ?, ?)').run(id, at, place === 'tray' ? null : secretary, 'person', '{"key":"person","values":{"by":"A","to":"B"}}', place, to);
}

/** Notices and searches of the two: two hundred notices open, thirty searches with a name. */
function own(deps: Deps, tx: Tx, { letters, secretary, officer }: Around, n: number) {
  const at = dayOf(n, letters / 50);
  for (const user of [secretary, officer]) {
    tx.statement("INSERT INTO notices (id, user_id, kind, subject_kind, subject_id, from_user_id, due_on, created_at, updated_at, seen_at, done_at) VALUES (?, ?, 'look_at', 'document', ?, ?, ?, ?, ?, ?, ?)")
      .run(deps.ids.uuid(), user, idOf.document(n * 50), secretary, n % 3 === 0 ? '2026-12-24' : null, at, at, at, n < letters / 50 - 200 ? at : null);
    tx.statement('INSERT INTO searches (id, user_id, criteria, created_at, name) VALUES (?, ?, ?, ?, ?)').run(deps.ids.uuid(), user, '{"words":"møde","filters":{}}', at, n < 30 ? `Søgning ${n}` : null);
  }
}

function signature(deps: Deps, tx: Tx, { letters, secretary }: Around, letter: number) {
  const at = dayOf(letter, letters);
  const row = tx.statement('SELECT dispatch_id AS dispatch, document_id AS document, recipient_kind AS kind, recipient_number AS number, recipient_name AS name FROM letters WHERE id = ?').get(idOf.letter(letter)) as { dispatch: string; document: string; kind: string; number: string; name: string };
  const state = letter % 1000 === 0 ? 'received' : letter % 5000 === 100 ? 'failed' : 'completed';
  tx.statement(`INSERT INTO signature_requests (id, letter_id, dispatch_id, document_id, state, signer_name, signer_kind, signer_number, sign_by, blob_id, requested_by, created_at, received_at, asked_at, updated_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`).run(deps.ids.uuid(), idOf.letter(letter), row.dispatch, row.document, state, row.name, row.kind, row.number, at.slice(0, 10), row.dispatch, secretary, at, at, at, at);
}

function paperAndApproval(deps: Deps, tx: Tx, { letters, secretary, officer }: Around, n: number) {
  const at = dayOf(n, letters / 500);
  tx.statement("INSERT INTO approvals (id, dispatch_id, state, content_hash, letters, why, requested_by, requested_at, decided_by, decided_at) VALUES (?, ?, 'approved', '', 500, 'recipients', ?, ?, ?, ?)").run(deps.ids.uuid(), idOf.dispatch(n), secretary, at, officer, at);
  const batch = deps.ids.uuid();
  tx.statement("INSERT INTO paper_batches (id, kind, state, duplex, created_by, created_at, pages, sheets) VALUES (?, 'print', ?, 1, ?, ?, 20, 10)").run(batch, n % 50 === 0 ? 'ready' : 'done', n % 5 === 0 ? officer : secretary, at);
  for (let k = 0; k < 20; k++) tx.statement('INSERT INTO paper_letters (batch_id, letter_id, address, postal_code, position, pages, sheets, open) VALUES (?, ?, ?, ?, ?, 1, 1, 0)').run(batch, idOf.letter(n * 500 + k), '["En vej 1"]', '8000', k + 1);
}
