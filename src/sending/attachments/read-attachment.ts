import { record } from '../../audit/index.ts';
import { Problem, type ProblemValues } from '../../core/errors.ts';
import type { Tx } from '../../db/index.ts';
import type { StoredBlob } from '../../files/index.ts';
import { readSettings } from '../../settings/index.ts';
import { touch } from '../find.ts';
import { numbersHidden } from '../compare-numbers.ts';
import type { CutResult, Documents, ReadPage, SendingDeps, SourceNumber } from '../ports.ts';
import { storeParts } from './match-parts.ts';
import { fileOf, pdfOf, unconverted, type FileRecord } from './records.ts';
import { shownName } from './titles.ts';
import { cprPlaces, tenDigitRuns } from './written-numbers.ts';

type Deps = SendingDeps & { documents: Documents };
const chunk = 100;

/** `scans` of a cut: those of `pages` that were read by OCR. */
export const scansOf = (pages: ReadPage[], wanted: number[]) =>
  pages.filter((page) => page.source === 'ocr' && wanted.includes(page.page)).map(({ page, text, candidates }) => ({ page, text, candidates }));

/**
 * Reads an uploaded attachment: its pages and the numbers in them; of one that goes whole also what it will be with the
 * numbers taken out, and whether that can be proved. A merge file is matched to the letters' recipients. Can be done again
 * after a crash. What the file itself cannot be (locked, damaged) is refused with a reason that a person reads.
 */
export async function readAttachment(deps: Deps, fileId: string): Promise<void> {
  const file = fileOf(deps.db, fileId);
  if (file?.state !== 'reading') return;
  let pages: ReadPage[];
  let clean: CutResult | null = null;
  let pdf: Uint8Array;
  try {
    pdf = await asPdf(deps, file);
    const senderCvr = readSettings(deps.db)['sender.cvr'];
    pages = await deps.documents.read(pdf, { senderNumbers: senderCvr ? [senderCvr] : [], onPages: progressWriter(deps, fileId) });
    if (file.purpose === 'attachment') clean = await cleaned(deps, pdf, pages);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    return refuse(deps, file, error.reason === 'pdf.encrypted' || error.reason === 'convert.locked' ? 'attachment.locked' : error.reason, error.values);
  }
  const blob = clean?.sent ? await deps.files.put(clean.sent) : null;
  storePages(deps, fileId, pages);
  deps.db.write((tx) => finish(tx, deps, { file, pages, clean, blob, signed: isSigned(pdf) }));
  if (file.purpose === 'merge') storeParts(deps, fileId, pages);
}

/** The file's bytes where it is a PDF; else it is made one, once, and both are kept. */
async function asPdf(deps: Deps, file: FileRecord): Promise<Uint8Array> {
  const bytes = await deps.files.read(pdfOf(file));
  // A file that was opened with its password lies where its PDF will.
  if (file.mime !== unconverted) return bytes;
  const { pdf, mime, notes, numbers } = await deps.documents.convert({ id: file.id, filename: file.filename, content: bytes });
  const blob = await deps.files.put(pdf);
  deps.db.write((tx) => {
    deps.files.record(tx, blob);
    if (file.pdf_blob_id) deps.files.shred(tx, file.pdf_blob_id);
    tx.statement('UPDATE attachment_files SET pdf_blob_id = ?, mime = ?, size = ?, notes = ?, hidden = ? WHERE id = ?').run(blob.id, mime, blob.size, JSON.stringify(notes), JSON.stringify(numbers), file.id);
  });
  return pdf;
}

/** The whole file as it may leave under *Fjern CPR-nummer*, made once: every letter gets its own copy of it. */
async function cleaned(deps: Deps, pdf: Uint8Array, pages: ReadPage[]): Promise<CutResult> {
  const wanted = pages.map((page) => page.page);
  const scans = scansOf(pages, wanted);
  let made: CutResult | undefined;
  await deps.documents.cut(pdf, [{ id: 'whole', pages: wanted, redact: 'all', numbers: [], ...(scans.length > 0 ? { scans } : {}) }], { onLetter: async (result) => { made = result; } });
  return made!;
}

/** PAdES and the older kinds alike cover a range of bytes (ISO 32000-1, 12.8). */
const isSigned = (pdf: Uint8Array): boolean => Buffer.from(pdf.buffer, pdf.byteOffset, pdf.length).includes('/ByteRange');

function progressWriter(deps: SendingDeps, fileId: string) {
  let last = 0;
  return (done: number, total: number) => {
    const now = deps.clock.now().getTime();
    if (now - last < 300 && done < total) return;
    last = now;
    deps.db.write((tx) => tx.statement('UPDATE attachment_files SET progress_done = ?, progress_total = ? WHERE id = ?').run(done, total, fileId));
  };
}

function storePages(deps: SendingDeps, fileId: string, pages: ReadPage[]) {
  deps.db.write((tx) => tx.statement('DELETE FROM attachment_pages WHERE file_id = ?').run(fileId));
  for (let start = 0; start < pages.length; start += chunk) {
    deps.db.write((tx) => {
      const insert = tx.statement('INSERT INTO attachment_pages (file_id, page, unreadable, read) VALUES (?, ?, ?, ?)');
      for (const page of pages.slice(start, start + chunk)) insert.run(fileId, page.page, page.unreadable, JSON.stringify(page));
    });
  }
}

type Read = { file: FileRecord; pages: ReadPage[]; clean: CutResult | null; blob: StoredBlob | null; signed: boolean };

function finish(tx: Tx, deps: SendingDeps, { file, pages, clean, blob, signed }: Read): void {
  const at = deps.clock.now();
  const numbers = pages.reduce((sum, page) => sum + cprPlaces(page.candidates), 0);
  const { hidden } = tx.statement('SELECT hidden FROM attachment_files WHERE id = ?').get(file.id) as { hidden: string };
  if (blob) deps.files.record(tx, blob);
  // A merge file is ready when its parts are there too.
  tx.statement(`UPDATE attachment_files SET state = CASE purpose WHEN 'merge' THEN state ELSE 'ready' END, pages = ?, signed = ?, clean_blob_id = ?, clean_size = ?, numbers = ?, numbers_left = ?, hidden = ? WHERE id = ?`)
    .run(pages.length, signed ? 1 : 0, blob?.id ?? null, blob?.size ?? null, numbers, JSON.stringify(clean ? tenDigitRuns(clean.text) : []), JSON.stringify(numbersHidden(JSON.parse(hidden) as SourceNumber[], pages)), file.id);
  touch(tx, file.dispatch_id, at);
  record(tx, { at, actorId: null, event: 'attachment.read', subject: { kind: 'dispatch', id: file.dispatch_id }, payload: { filename: file.filename, pages: pages.length, proved: clean === null ? null : blob !== null } });
}

/** The file stays in sight with why it cannot be used, until a person takes it away. */
export function refuse(deps: SendingDeps, file: Pick<FileRecord, 'id' | 'dispatch_id' | 'filename'>, reason: string, values: ProblemValues = {}): void {
  deps.db.write((tx) => {
    const at = deps.clock.now();
    const opened = tx.statement("SELECT pdf_blob_id AS id FROM attachment_files WHERE id = ? AND state = 'reading' AND mime = ?").get(file.id, unconverted) as { id: string | null } | undefined;
    if (opened?.id) deps.files.shred(tx, opened.id);
    tx.statement("UPDATE attachment_files SET state = 'refused', problem = ?, pdf_blob_id = CASE mime WHEN ? THEN NULL ELSE pdf_blob_id END WHERE id = ? AND state = 'reading'").run(JSON.stringify({ key: reason, values: { ...values, filename: shownName(file.filename) } }), unconverted, file.id);
    touch(tx, file.dispatch_id, at);
    record(tx, { at, actorId: null, event: 'attachment.refused', subject: { kind: 'dispatch', id: file.dispatch_id }, payload: { filename: file.filename, reason } });
  });
}

/** After the last try: said on the page instead of waiting for ever. */
export function giveAttachmentUp(deps: SendingDeps, fileId: string): void {
  refuse(deps, fileOf(deps.db, fileId), 'attachment.not_read');
}
