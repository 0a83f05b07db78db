import { afterAll, expect, test } from 'bun:test';
import { archiveAttachments, getDocument, nextToPreserve, preserveDocument, setDocumentProgress } from '../../src/archive/index.ts';
import { findUserByName } from '../../src/access/index.ts';
import { invalid, unavailable } from '../../src/core/errors.ts';
import { openPortal } from '../web/portal.ts';

const hasGhostscript = Bun.which('gs') !== null;
const portal = openPortal();
afterAll(() => portal.close());

test.skipIf(!hasGhostscript)('a letter that has left gets a PDF/A beside it, searchable, and what was sent stays as it was; where none can be made, why is said', async () => {
  const { deps } = portal;
  await portal.user('lise', 'Lise', 'secretary');
  const lise = findUserByName(deps.db, 'lise')!;
  const leave = async (cpr: string) => {
    const { documentId, pdf } = await portal.letter({ cpr, name: 'Sofie', title: 'Optagelse' });
    expect(nextToPreserve(deps.db)).toBeNull();
    deps.db.write((tx) => setDocumentProgress(tx, documentId, { status: 'delivered' }));
    expect(nextToPreserve(deps.db)).toBe(documentId);
    return { documentId, pdf };
  };
  const { documentId, pdf } = await leave('0101071234');
  await preserveDocument(deps, (bytes) => deps.documents.preserve(bytes), documentId);
  const row = (role: string) => (deps.db.statement('SELECT blob_id AS id FROM document_files WHERE document_id = ? AND role = ?').get(documentId, role) as { id: string }).id;
  expect(Buffer.from(await deps.files.read(row('sent'))).equals(pdf)).toBe(true);
  const copy = await deps.files.read(row('readable'));
  for (const mark of ["pdfaid:part='2'", "pdfaid:conformance='B'", '/GTS_PDFA1']) expect(Buffer.from(copy).toString('latin1')).toContain(mark);
  const [before, after] = [await deps.documents.read(pdf, {}), await deps.documents.read(copy, {})];
  expect(after.map(({ text }) => text)).toEqual(before.map(({ text }) => text));
  expect(after.flatMap(({ looks }) => looks!.fontsMissing)).toEqual([]);
  expect(getDocument(deps.db, lise, documentId).preservation).toEqual({ state: 'made', reason: null });

  // What it carried gets one too; the same attachment of another letter is not made again, and a Word file that went as it came has none.
  const attach = async (id: string, mimes: string[]) => {
    const blobs = await deps.files.putMany(mimes.map(() => pdf));
    deps.db.write((tx) => {
      blobs.forEach((blob) => deps.files.record(tx, blob));
      archiveAttachments(tx, id, blobs.map((blob, n) => ({ title: 'Regler', filename: `Regler ${n}.${mimes[n] === 'application/pdf' ? 'pdf' : 'docx'}`, mime: mimes[n]!, blob, original: null, pages: 2, recorded: true, text: 'Skolens regler' })));
    });
  };
  const copies = (id: string) => deps.db.statement("SELECT position, filename FROM document_files WHERE document_id = ? AND role = 'readable' ORDER BY position").all(id);
  let made = 0;
  const counting = (bytes: Uint8Array) => { made++; return deps.documents.preserve(bytes); };
  const third = await leave('0303093456');
  await attach(third.documentId, ['application/pdf', 'application/msword']);
  await preserveDocument(deps, counting, third.documentId);
  expect([copies(third.documentId), made]).toEqual([[{ position: 0, filename: 'brev (PDF-A).pdf' }, { position: 1, filename: 'Regler 0 (PDF-A).pdf' }], 2]);
  expect(getDocument(deps.db, lise, third.documentId).preservation).toEqual({ state: 'made', reason: 'preserve.attachments' });
  const shown = await (await portal.get(`/dokumenter/${third.documentId}`, 'lise')).text();
  expect([shown.includes('Bilag 1, PDF/A-udgave'), shown.includes('ikke laves PDF/A-udgaver af alle bilag')]).toEqual([true, true]);
  const fourth = await leave('0404094567');
  await attach(fourth.documentId, ['application/pdf']);
  // Cut off after the letter's own: it goes on there.
  let calls = 0;
  await preserveDocument(deps, async (bytes) => { if (calls++ > 0) throw unavailable('pdf.worker_away'); return counting(bytes); }, fourth.documentId).catch(() => {});
  await preserveDocument(deps, counting, fourth.documentId);
  expect([copies(fourth.documentId).length, made]).toEqual([2, 3]);
  expect(getDocument(deps.db, lise, fourth.documentId).preservation).toEqual({ state: 'made', reason: null });

  const other = await leave('0202082345');
  await preserveDocument(deps, async () => { throw invalid('preserve.text_differs'); }, other.documentId);
  expect(getDocument(deps.db, lise, other.documentId)).toMatchObject({ preservation: { state: 'kept', reason: 'preserve.text_differs' } });
  expect(await (await portal.get(`/dokumenter/${other.documentId}`, 'lise')).text()).toContain('viste ikke den samme tekst');
  expect(await (await portal.get(`/dokumenter/${documentId}`, 'lise')).text()).toContain('PDF/A-udgave til langtidsbevaring');
}, 60_000);
