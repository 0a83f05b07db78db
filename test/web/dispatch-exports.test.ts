import { afterAll, beforeAll, expect, test } from 'bun:test';
import { directDocumentWorker } from '../../src/pdf/index.ts';
import { openPortal } from './portal.ts';
import { withoutIds } from '../support/without-ids.ts';

const portal = openPortal();
const id = '11111111-1111-4111-8111-111111111111';
const text = (answer: Response) => answer.arrayBuffer().then((bytes) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));

beforeAll(async () => {
  const lise = await portal.user('lise', 'Lise', 'secretary');
  await portal.user('ole', 'Ole', 'case_officer');
  const at = portal.clock.now().toISOString();
  portal.deps.db.write((tx) => {
    tx.statement("INSERT INTO blobs (id, sha256, size, created_at) VALUES ('b', '', 1, ''), ('s', '', 1, '')").run();
    tx.statement(`INSERT INTO dispatches (id, state, title, source_blob_id, source_filename, source_size, created_by, created_at, updated_at, submitted_by, submitted_at)
      VALUES (?, 'settled', 'Optagelse', 'b', 'f.pdf', 1, ?, ?, ?, ?, ?)`).run(id, lise, at, at, lise, at);
    const letter = tx.statement(`INSERT INTO letters (id, dispatch_id, ordinal, pages, recipient_kind, recipient_number, recipient_name, class_name, certainty, evidence, found, alternatives, state, reason, message_uuid, sent_blob_id, updated_at)
      VALUES (?, ?, ?, '[1,2]', 'cpr', ?, ?, '1.a', 'sure', '[]', '[]', '[]', ?, ?, ?, ?, ?)`);
    const rejected = JSON.stringify({ key: 'rejected', values: { code: 'file.empty.not.allowed', message: '' } });
    letter.run('l1', id, 1, '0101071234', '=1+1', 'delivered', null, 'm1', 's', at);
    letter.run('l2', id, 2, '0202071234', 'Mads Juhl', 'failed', rejected, 'm2', 's', at);
    letter.run('l3', id, 3, '0302071234', 'Uden Postkasse', 'failed', JSON.stringify({ key: 'no_mailbox.exempt', values: {} }), 'm3', null, at);
    for (let n = 4; n < 90; n++) letter.run(`l${n}`, id, n, `${String(n % 28 + 1).padStart(2, '0')}0307${String(1000 + n)}`, `Elev ${n}`, 'delivered', null, `m${n}`, 's', at);
  });
});
afterAll(() => portal.close());

test('the list has every letter in the document\'s order, numbers masked, nothing a spreadsheet would run; it is logged', async () => {
  const answer = await portal.post(`/afsendelser/${id}/liste`, {}, 'lise');
  expect(answer.headers.get('content-disposition')).toContain('attachment');
  const csv = await text(answer);
  const lines = csv.trim().split('\r\n');
  expect(lines).toHaveLength(90);
  expect(lines[1]).toContain("'=1+1");
  expect(lines[2]).toStartWith('2;Mads Juhl;1.a;020207-xxxx;');
  expect(lines[2]).toContain('Fejlet');
  expect(withoutIds(csv)).not.toMatch(/\d{6}-?\d{4}/);
  expect(portal.events('dispatch.exported')).toBe(1);
  expect((await portal.post(`/afsendelser/${id}/liste`, {}, 'ole')).status).toBe(404);
});

test('the report is a PDF with the counts and every letter over several pages', async () => {
  const answer = await portal.post(`/afsendelser/${id}/rapport`, {}, 'lise');
  const pdf = new Uint8Array(await answer.arrayBuffer());
  const pages = await directDocumentWorker().read(pdf, {});
  expect(pages.length).toBe(3);
  const words = pages.map((page) => page.text).join(' ');
  for (const part of ['Modtaget: 87', 'Fejlet: 2', 'Elev 89', '020207-xxxx', 'Side 3 af 3']) expect(words).toContain(part);
  expect(words).not.toMatch(/0202071234/);
});

test('failed letters that were made go again after a page that asks; one without a mailbox is not among them', async () => {
  const page = await (await portal.get(`/afsendelser/${id}`, 'lise')).text();
  expect(page).toContain('Send det fejlede brev igen');
  expect(page).toContain('name="brev" value="l2"');
  expect(page).not.toContain('value="l3"');
  const asked = await (await portal.post('/breve-der-kraever-dig/flere', [['afgoerelse', 'send_again'], ['brev', 'l2']], 'lise')).text();
  expect(asked).toContain('Mads Juhl');
});
