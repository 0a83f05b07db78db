import { afterAll, expect, test } from 'bun:test';
import fc from 'fast-check';
import { mustSign, signingBlockers } from '../../src/sending/signing/who-signs.ts';
import { readSettings } from '../../src/settings/index.ts';
import { openPortal } from '../web/portal.ts';

const portal = openPortal();
const { deps } = portal;
afterAll(() => portal.close());

const roles = ['main', 'guardian_copy', 'instead_of_child', 'copy'] as const;
const signers = ['recipient', 'guardians', 'both'] as const;

test('who signs: never one who got a copy by hand, always somebody of those the letter is for', async () => {
  const lise = await portal.user('lise', 'Lise', 'secretary');
  const [main, guardian] = [deps.ids.uuid(), deps.ids.uuid()];
  const blob = await deps.files.put(new Uint8Array([1]));
  deps.db.write((tx) => {
    deps.files.record(tx, blob);
    tx.statement("INSERT INTO dispatches (id, state, title, source_blob_id, source_filename, source_size, created_by, created_at, updated_at) VALUES ('d', 'submitted', 'x', ?, 'x', 1, ?, '2026', '2026')").run(blob.id, lise);
    const letter = tx.statement("INSERT INTO letters (id, dispatch_id, ordinal, pages, certainty, evidence, found, alternatives, role, follows_letter_id, state, message_uuid, updated_at) VALUES (?, 'd', ?, '[1]', 'sure', '[]', '[]', '[]', ?, ?, 'queued', ?, '2026')");
    letter.run(main, 1, 'main', null, deps.ids.uuid());
    letter.run(guardian, 2, 'guardian_copy', main, deps.ids.uuid());
  });
  const copyIs = (state: string) => deps.db.write((tx) => tx.statement('UPDATE letters SET state = ? WHERE id = ?').run(state, guardian));
  fc.assert(fc.property(fc.constantFrom(...roles), fc.constantFrom(...signers), fc.boolean(), fc.boolean(), (role, choice, required, hasCopy) => {
    copyIs(hasCopy ? 'queued' : 'removed');
    const dispatch = { signature_required: Number(required), signers: choice };
    const signs = (of: (typeof roles)[number]) => mustSign(deps.db, { id: of === 'main' ? main : guardian, role: of }, dispatch);
    if (!required || role === 'copy') return !signs(role);
    const somebody = signs('main') || (hasCopy && signs('guardian_copy'));
    const expected = { main: choice !== 'guardians' || !hasCopy, guardian_copy: choice !== 'recipient', instead_of_child: true, copy: false }[role];
    return somebody && signs(role) === expected;
  }), { numRuns: 60 });
});

test('nothing to be signed leaves before a service and its roots are set up', () => {
  const settings = readSettings(deps.db);
  const kinds = (required: number, more: object) => signingBlockers({ signature_required: required, signers: 'recipient' }, { ...settings, ...more }).map((each) => ('key' in each ? each.key : each.kind));
  expect(kinds(0, {})).toEqual([]);
  expect(kinds(1, {})).toEqual(['signing.baseUrl', 'signing.roots']);
  expect(kinds(1, { 'signing.baseUrl': 'https://x', 'signing.roots': 'PEM' })).toEqual([]);
});
