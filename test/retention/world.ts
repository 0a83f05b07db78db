import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addUser, findUser, type Actor, type Role } from '../../src/access/index.ts';
import { record, type SubjectKind } from '../../src/audit/index.ts';
import { makeConfig } from '../../src/config.ts';
import { manualClock } from '../../src/core/clock.ts';
import { openDeps, type Deps } from '../../src/deps.ts';
import type { Tx } from '../../src/db/index.ts';
import type { StoredBlob } from '../../src/files/index.ts';

/** What a document came as, and what hangs on it. Everything about it that is anybody's holds the word `secretOf(n)`. */
export type Wish = { kind: 'filed' | 'letter' | 'message'; caseNumber: number; dispatch: number; files: number; versions: number; signed: boolean; paper: boolean; sharedAttachment: boolean };

export const secretOf = (n: number) => `hemmelig${String.fromCharCode(97 + Math.floor(n / 26), 97 + (n % 26))}ord`;
export const idOf = (what: 'document' | 'letter' | 'message' | 'memo', n: number) => `${what}-${String(n).padStart(3, '0')}-x`;

/** An archive of invented documents, long past their day, with the rule that says so. */
export async function openWorld(folder = mkdtempSync(join(tmpdir(), 'elevarkiv-world-'))) {
  const clock = manualClock('2026-11-24T10:00:00Z');
  const deps: Deps = openDeps(makeConfig({ logLevel: 'silent' }, folder), 'test', { clock });
  const { db } = deps;
  const run = (tx: Tx, table: string, row: Record<string, string | number | null>) =>
    tx.statement(`INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row).map((key) => `@${key}`).join(', ')})`).run(row);
  const blobOf = async (tx: (work: (tx: Tx) => void) => void, text: string): Promise<StoredBlob> => {
    const blob = await deps.files.put(new TextEncoder().encode(text));
    tx((inside) => deps.files.record(inside, blob));
    return blob;
  };
  const put = (text: string) => blobOf((work) => db.write(work), text);
  const users: Record<string, Actor> = {};

  return {
    folder, deps, clock, users,
    close: () => { deps.close(); rmSync(folder, { recursive: true, force: true }); },
    async begin(cases: { closed: boolean }[], dispatches: number) {
      for (const [name, role] of [['lise', 'secretary'], ['lena', 'leader'], ['rune', 'administrator']] as [string, Role][]) {
        const { id } = await addUser(deps, null, { username: name, name, password: 'lang nok kode', roles: [role] });
        users[name] = { ...findUser(db, id)!, groups: [], actsFor: [] };
      }
      const source = await put('flettefil');
      db.write((tx) => {
        for (const [n, forget] of [0, 1].entries()) {
          run(tx, 'document_types', { id: `type-${n}`, name: `Type ${n}`, position: n });
          run(tx, 'retention_rules', { id: `rule-${n}`, document_type_id: `type-${n}`, state: 'active', outcome: 'dispose', years: 1, counted_from: 'filed', forget_case: forget, reason: 'Bogføringsloven', made_at: '' });
        }
        run(tx, 'metadata_fields', { id: 'field', owner_kind: 'document_type', owner_id: 'type-0', name: 'Felt', kind: 'text', position: 1 });
        cases.forEach(({ closed }, n) => {
          run(tx, 'cases', { id: `case-${n}`, kind: 'student', type_id: 'student', title: `Sagsnavn ${n}`, status: closed ? 'closed' : 'open', closed_at: closed ? '2020-01-01T00:00:00Z' : null, created_at: '2018-01-01T00:00:00Z', updated_at: '2018-01-01T00:00:00Z' });
          run(tx, 'case_identifiers', { kind: 'cpr', number: `7001010${String(n).padStart(3, '0')}`, case_id: `case-${n}`, position: 0 });
          record(tx, { at: clock.now(), actorId: null, event: 'case.made', subject: { kind: 'case', id: `case-${n}` }, payload: { title: `Sagsnavn ${n}` } });
        });
        for (let n = 0; n < dispatches; n++) {
          run(tx, 'dispatches', { id: `dispatch-${n}`, state: 'settled', title: `Afsendelse ${n}`, department: n % 2 ? 'Administration' : null, document_type_id: 'type-0', source_blob_id: source.id, source_filename: `fletning-${n}.pdf`, source_size: 1,
            created_by: users['lise']!.id, created_at: '2019-03-01T10:00:00Z', updated_at: '2019-03-01T10:00:00Z', submitted_by: users['lise']!.id, submitted_at: '2019-03-01T10:00:00Z', settled_at: '2019-03-02T10:00:00Z', purged_at: '2019-05-01T10:00:00Z' });
          record(tx, { at: clock.now(), actorId: null, event: 'dispatch.options_set', subject: { kind: 'dispatch', id: `dispatch-${n}` }, payload: { title: `Afsendelse ${n}` } });
        }
        tx.statement('UPDATE blobs SET shredded_at = ? WHERE id = ?').run('2019-05-01T10:00:00Z', source.id);
      });
      deps.files.drop(source.id);
    },
    /** A document with everything that can hang on it. */
    async lay(n: number, wish: Wish, common: StoredBlob | null): Promise<void> {
      const [id, secret, caseId] = [idOf('document', n), secretOf(n), `case-${wish.caseNumber}`];
      const files: StoredBlob[] = [];
      for (let k = 0; k < wish.files; k++) files.push(await put(`${secret} fil ${k}`));
      const versions: StoredBlob[] = [];
      for (let k = 0; k < wish.versions; k++) versions.push(await put(`${secret} udgave ${k}`));
      const [shared] = wish.sharedAttachment && common ? await deps.files.copyMany([common]) : [];
      const returned = wish.signed && wish.kind === 'letter' && wish.files > 0 ? await put(`${secret} underskrevet`) : null;
      const [refused, raw] = [wish.signed ? await put(`${secret} afvist`) : null, wish.kind === 'message' ? await put(`${secret} rå`) : null];
      const roles = wish.kind === 'letter' ? ['sent', 'original', 'readable', 'attachment'] : wish.kind === 'message' ? ['attachment', 'readable'] : ['original', 'readable', 'source', 'attachment'];
      db.write((tx) => {
        if (shared) deps.files.record(tx, shared);
        const log = (event: 'document.viewed' | 'letter.queued' | 'message.read' | 'receipt.received', kind: SubjectKind, subject: string) => record(tx, { at: clock.now(), actorId: null, event, subject: { kind, id: subject }, ...(kind === 'document' ? { parent: { kind: 'case' as const, id: caseId } } : {}), payload: { secret } });
        const letter = wish.kind === 'letter' ? idOf('letter', n) : null;
        run(tx, 'documents', { id, case_id: caseId, title: `Om ${secret}`, document_type_id: `type-${n % 2}`, direction: letter ? 'sent' : raw ? 'received' : 'internal', status: letter ? 'delivered' : raw ? 'received' : 'filed', sent_at: letter ? '2019-03-02T10:00:00Z' : null,
          received_at: raw ? '2019-03-02T10:00:00Z' : null, dispatch_id: letter ? `dispatch-${wish.dispatch}` : null, letter_id: letter, created_at: '2019-03-01T10:00:00Z', addressee: JSON.stringify({ secret }) });
        const file = (role: string, position: number, blob: StoredBlob) => run(tx, 'document_files', { document_id: id, role, position, blob_id: blob.id, filename: `${secret}.pdf`, mime: 'application/pdf', sha256: blob.sha256, size: blob.size });
        files.forEach((blob, k) => file(roles[k % roles.length]!, Math.floor(k / roles.length), blob));
        if (shared) file('attachment', 90, shared);
        versions.forEach((blob, k) => run(tx, 'document_versions', { document_id: id, version: k + 1, blob_id: blob.id, filename: `${secret}.doc`, mime: 'x', sha256: blob.sha256, size: blob.size, replaced_at: '2019-04-01T10:00:00Z' }));
        run(tx, 'document_texts', { document_id: id, text: `Teksten siger ${secret} og mere` });
        run(tx, 'document_receipts', { id: `receipt-doc-${n}-x`, document_id: id, kind: 'technical', status: 'RECEIVED', raw: secret, sha256: 'x', received_at: '2019-03-02T10:00:00Z' });
        run(tx, 'preservation_copies', { document_id: id, state: 'made' });
        run(tx, 'notes', { id: `note-${n}-x`, subject_kind: 'document', subject_id: id, text: secret, author_id: users['lise']!.id, created_at: '2019-03-02T10:00:00Z' });
        run(tx, 'keywords', { subject_kind: 'document', subject_id: id, keyword: secret });
        run(tx, 'metadata_values', { subject_kind: 'document', subject_id: id, field_id: 'field', value: secret });
        run(tx, 'notices', { id: `notice-${n}-x`, user_id: users['lise']!.id, kind: 'look_at', subject_kind: 'document', subject_id: id, note: secret, created_at: '2019-03-02T10:00:00Z', updated_at: '2019-03-02T10:00:00Z' });
        run(tx, 'disposal_holds', { id: `hold-${n}-x`, subject_kind: 'document', subject_id: id, reason: secret, placed_by: users['lise']!.id, placed_at: '2019-03-02T10:00:00Z', lifted_by: users['lise']!.id, lifted_at: '2019-03-03T10:00:00Z' });
        log('document.viewed', 'document', id);
        if (letter) {
          run(tx, 'letters', { id: letter, dispatch_id: `dispatch-${wish.dispatch}`, ordinal: n, pages: '[1]', recipient_kind: 'cpr', recipient_number: `70010${String(n).padStart(5, '0')}`, recipient_name: secret, class_name: '1.a', certainty: 'sure', evidence: '[]', found: '[]', alternatives: '[]', state: 'delivered',
            message_uuid: `uuid-${n}`, document_id: id, sent_blob_id: files[0]?.id ?? null, handed_over_at: '2019-03-02T10:00:00Z', updated_at: '2019-03-02T10:00:00Z', answers: JSON.stringify({ secret }), attention: JSON.stringify({ secret }), content_key: secret });
          run(tx, 'transmissions', { id: `transmission-${n}-x`, kind: 'single', letters: 1, started_at: '2019-03-02T10:00:00Z', answer: secret });
          run(tx, 'attempts', { letter_id: letter, transmission_id: `transmission-${n}-x`, worker: 'w', started_at: '2019-03-02T10:00:00Z', detail: secret });
          run(tx, 'receipts', { receipt_id: `receipt-${n}-x`, message_uuid: `uuid-${n}`, status: 'COMPLETED', raw: secret, received_at: '2019-03-02T10:00:00Z', letter_id: letter });
          run(tx, 'copy_decisions', { letter_id: letter, pages: '[1]', note: secret, decided_by: users['lise']!.id, decided_at: '2019-03-02T10:00:00Z' });
          run(tx, 'attachment_files', { id: `file-${n}-x`, dispatch_id: `dispatch-${wish.dispatch}`, purpose: 'attachment', state: 'ready', filename: `${secret}.pdf`, mime: 'application/pdf', source_blob_id: (tx.statement("SELECT id FROM blobs WHERE shredded_at IS NOT NULL LIMIT 1").get() as { id: string }).id, size: 1, created_by: users['lise']!.id, created_at: '2019-03-01T10:00:00Z' });
          run(tx, 'dispatch_attachments', { id: `attachment-${n}-x`, dispatch_id: `dispatch-${wish.dispatch}`, file_id: `file-${n}-x`, letter_id: letter, title: secret, position: n, created_by: users['lise']!.id, created_at: '2019-03-01T10:00:00Z' });
          record(tx, { at: clock.now(), actorId: null, event: 'attachment.read', subject: { kind: 'dispatch', id: `dispatch-${wish.dispatch}` }, payload: { filename: `${secret}.pdf` } });
          if (wish.paper) {
            run(tx, 'letter_paths', { letter_id: letter, path: 'print', address: secret, chosen_by: users['lise']!.id, chosen_at: '2019-03-01T10:00:00Z' });
            tx.statement("INSERT OR IGNORE INTO paper_batches (id, kind, state, duplex, created_by, created_at) VALUES ('paper', 'print', 'done', 0, ?, '')").run(users['lise']!.id);
            run(tx, 'paper_letters', { batch_id: 'paper', letter_id: letter, reason_before: secret, open: 0 });
          }
          if (refused && files[0]) run(tx, 'signature_requests', { id: `signature-${n}-x`, letter_id: letter, dispatch_id: `dispatch-${wish.dispatch}`, document_id: id, state: 'completed', signer_name: secret, signer_kind: 'cpr', signer_number: '7001010000', url: secret, blob_id: files[0].id, refused_blob_id: refused.id, verdict: JSON.stringify({ secret }), created_at: '2019-03-01T10:00:00Z', updated_at: '2019-03-01T10:00:00Z' });
          if (returned) {
            file('signed', 0, returned);
            run(tx, 'fetched_memos', { id: idOf('memo', n), memo_id: `signed:${n}`, blob_id: returned.id, size: returned.size, sha256: returned.sha256, state: 'read', stored_at: '2019-03-02T10:00:00Z' });
            run(tx, 'messages', { id: idOf('message', n), fetched_id: idOf('memo', n), kind: 'letter', title: secret, sender_name: secret, received_at: '2019-03-02T10:00:00Z', addressed: '{}', body: '', place: 'done', case_id: caseId, document_id: id, thread_id: id, decision: '{}', signature_id: `signature-${n}-x`, done_at: '2019-03-03T10:00:00Z' });
            run(tx, 'message_files', { message_id: idOf('message', n), position: 0, kind: 'main', label: secret, filename: `${secret}.pdf`, mime: 'x', claimed: 'x', blob_id: returned.id, sha256: returned.sha256, size: returned.size });
          }
          log('letter.queued', 'letter', letter);
          log('receipt.received', 'receipt', `receipt-${n}-x`);
        }
        if (raw) {
          run(tx, 'fetched_memos', { id: idOf('memo', n), memo_id: `memo-id-${n}`, blob_id: raw.id, size: raw.size, sha256: raw.sha256, state: 'read', receipt: secret, stored_at: '2019-03-02T10:00:00Z' });
          file('message', 0, raw);
          run(tx, 'messages', { id: idOf('message', n), fetched_id: idOf('memo', n), message_uuid: `in-${n}`, kind: 'letter', title: secret, sender_kind: 'cpr', sender_number: '7001010000', sender_name: secret, received_at: '2019-03-02T10:00:00Z', addressed: JSON.stringify({ secret }), body: secret, full_text: secret,
            place: 'done', user_id: users['lise']!.id, case_id: caseId, document_id: id, thread_id: idOf('message', n), decision: JSON.stringify({ step: 'hand', why: { secret } }), note: secret, done_at: '2019-03-03T10:00:00Z' });
          run(tx, 'message_decisions', { message_id: idOf('message', n), at: '2019-03-02T10:00:00Z', by_user: users['lise']!.id, step: 'hand', why: JSON.stringify({ secret }), place: 'done', case_id: caseId, note: secret });
          if (files[0]) run(tx, 'message_files', { message_id: idOf('message', n), position: 0, kind: 'main', label: secret, filename: `${secret}.pdf`, mime: 'x', claimed: 'x', blob_id: files[0].id, sha256: files[0].sha256, size: files[0].size });
          run(tx, 'notices', { id: `notice-message-${n}-x`, user_id: users['lise']!.id, kind: 'look_at', subject_kind: 'message', subject_id: idOf('message', n), note: secret, created_at: '2019-03-02T10:00:00Z', updated_at: '2019-03-02T10:00:00Z' });
          log('message.read', 'message', idOf('message', n));
        }
        if (refused && !(letter && files[0])) { tx.statement('DELETE FROM blobs WHERE id = ?').run(refused.id); deps.files.drop(refused.id); }
      });
    },
    common: () => put('det samme bilag til alle'),
  };
}
export type World = Awaited<ReturnType<typeof openWorld>>;
