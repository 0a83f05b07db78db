import { afterAll, expect, test } from 'bun:test';
import { getDocument, nextToPreserve, preserveDocument, setDocumentProgress } from '../../src/archive/index.ts';
import { findUserByName } from '../../src/access/index.ts';
import { invalid } from '../../src/core/errors.ts';
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
  const made = await deps.files.read(row('readable'));
  for (const mark of ["pdfaid:part='2'", "pdfaid:conformance='B'", '/GTS_PDFA1']) expect(Buffer.from(made).toString('latin1')).toContain(mark);
  const [before, after] = [await deps.documents.read(pdf, {}), await deps.documents.read(made, {})];
  expect(after.map(({ text }) => text)).toEqual(before.map(({ text }) => text));
  expect(after.flatMap(({ looks }) => looks!.fontsMissing)).toEqual([]);
  expect(getDocument(deps.db, lise, documentId).preservation).toEqual({ state: 'made', reason: null });

  const other = await leave('0202082345');
  await preserveDocument(deps, async () => { throw invalid('preserve.text_differs'); }, other.documentId);
  expect(getDocument(deps.db, lise, other.documentId)).toMatchObject({ preservation: { state: 'kept', reason: 'preserve.text_differs' } });
  expect(await (await portal.get(`/dokumenter/${other.documentId}`, 'lise')).text()).toContain('viste ikke den samme tekst');
  expect(await (await portal.get(`/dokumenter/${documentId}`, 'lise')).text()).toContain('PDF/A-udgave til langtidsbevaring');
}, 60_000);
