import { addDocumentFile, searchableName, searchableOf, setDocumentText, setFilePages, type LayerWorker } from '../archive/index.ts';
import { danishTime } from '../core/dates.ts';
import { Problem } from '../core/errors.ts';
import { distributeByText } from './distribute-by-text.ts';
import type { StoredBlob } from '../files/index.ts';
import { messageRecord } from './placing.ts';
import type { ReceivingDeps } from './ports.ts';

/** What making a message readable needs of the document worker, and of the writer of plain letters. */
export type ReadableDocuments = LayerWorker<{ text: string }> & {
  read(pdf: Uint8Array, options: { words: 'all' }): Promise<{ text: string }[]>;
  convert(file: { id: string; filename: string; content: Uint8Array }): Promise<{ pdf: Uint8Array; text: string }>;
};
export type WriteLetter = (letter: { from: string; date: string; heading: string; text: string }) => Promise<{ pdf: Uint8Array; pages: number }>;

type FileRow = { position: number; kind: string; label: string; filename: string; mime: string; blobId: string; size: number };
type Made = { filename: string; label: string; pages: number; blob: StoredBlob };
/** Pages of the PDFs that came, by blob. */
type Counted = Map<string, number>;

/** Larger files are left as they came. */
export const mostBytes = 50_000_000;
const mostText = 1_000_000;
const convertible = /^(text\/(plain|html|csv)|message\/rfc822|image\/(png|jpeg|tiff|heic)|application\/(msword|rtf|vnd\.ms-(excel|powerpoint)|vnd\.openxmlformats-officedocument\.[a-z.]+|vnd\.oasis\.opendocument\.[a-z]+))$/;

/**
 * A file as pages, and its words: those it has itself and those that stand on its pages (a photograph of a letter has words only
 * there). Null where it is of a kind that has none, or is broken. Throws where the document worker is away.
 */
export async function pagesOfFile(documents: Pick<ReadableDocuments, 'read' | 'convert'>, file: { id: string; filename: string; mime: string; content: () => Promise<Uint8Array> }): Promise<{ pdf: Uint8Array; pages: { text: string }[]; text: string } | null> {
  const isPdf = file.mime === 'application/pdf';
  if (!isPdf && !convertible.test(file.mime)) return null;
  try {
    const content = await file.content();
    const { pdf, text } = isPdf ? { pdf: content, text: '' } : await documents.convert({ id: file.id, filename: file.filename, content });
    const pages = await documents.read(pdf, { words: 'all' });
    return { pdf, pages, text: [...(text === '' ? [] : [text]), ...pages.map((page) => page.text)].join('\n') };
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    return null;
  }
}

/** The main text of a message is no file that has to be made into pages. */
export const isOwnText = ({ kind, mime }: { kind: string; mime: string }): boolean => kind === 'main' && /^text\//.test(mime);

/**
 * Makes what a person can read beside a message: its text as PDF, its files that are no PDF as PDF, and the words of all of
 * them for the search; where pages are scanned, as a PDF that can be searched too. The originals stay as they came. A file that cannot be converted is left out. Throws where the
 * document worker is away, to be tried again.
 */
export async function makeReadable(deps: ReceivingDeps, documents: ReadableDocuments, writeLetter: WriteLetter, messageId: string): Promise<void> {
  const row = deps.db.statement("SELECT title, sender_name AS sender, received_at AS receivedAt, body, readable FROM messages WHERE id = ?").get(messageId) as { title: string; sender: string; receivedAt: string; body: string; readable: string } | undefined;
  if (!row || row.readable !== 'waiting') return;
  const files = deps.db.statement("SELECT position, kind, label, filename, mime, blob_id AS blobId, size FROM message_files WHERE message_id = ? AND kind <> 'readable' ORDER BY position").all(messageId) as FileRow[];
  const made: { filename: string; label: string; pdf: Uint8Array; pages: number }[] = [];
  const counted: Counted = new Map();
  const words: string[] = [];
  let unsearchable: string | null = null;
  const searchable = async (pdf: Uint8Array, pages: { text: string }[]) => {
    const made = await searchableOf(documents, pdf, pages);
    unsearchable ??= made.reason;
    return made.pdf;
  };
  if (row.body) made.push({ filename: 'brev.pdf', label: row.title, ...(await writeLetter({ from: row.sender, date: danishTime(row.receivedAt), heading: row.title, text: row.body })) });
  for (const file of files.filter(({ kind, size }) => kind !== 'technical' && size > 0 && size <= mostBytes)) {
    if (isOwnText(file)) continue;
    const found = await pagesOfFile(documents, { ...file, id: String(file.position), content: () => deps.files.read(file.blobId) });
    if (!found) continue;
    words.push(found.text);
    const isPdf = file.mime === 'application/pdf';
    if (isPdf) counted.set(file.blobId, found.pages.length);
    const copy = await searchable(found.pdf, found.pages);
    const shown = copy ?? (isPdf ? null : found.pdf);
    if (shown) made.push({ filename: isPdf ? searchableName(file.filename) : `${file.filename.replace(/\.[a-z\d]{1,5}$/i, '')}.pdf`, label: file.label || file.filename, pdf: shown, pages: found.pages.length });
  }
  const blobs = made.length === 0 ? [] : await deps.files.putMany(made.map(({ pdf }) => pdf));
  lay(deps, messageId, made.map((each, n): Made => ({ filename: each.filename, label: each.label, pages: each.pages, blob: blobs[n]! })), counted, words.join('\n').slice(0, mostText), unsearchable);
}

function lay(deps: ReceivingDeps, messageId: string, made: Made[], counted: Counted, fullText: string, unsearchable: string | null): void {
  deps.db.write((tx) => {
    const row = messageRecord(tx, messageId);
    const { next } = tx.statement('SELECT coalesce(max(position) + 1, 0) AS next FROM message_files WHERE message_id = ?').get(messageId) as { next: number };
    for (const [blobId, pages] of counted) {
      tx.statement('UPDATE message_files SET pages = ? WHERE blob_id = ?').run(pages, blobId);
      if (row.document_id) setFilePages(tx, blobId, pages);
    }
    for (const [n, { filename, label, pages, blob }] of made.entries()) {
      deps.files.record(tx, blob);
      tx.statement("INSERT INTO message_files (message_id, position, kind, label, filename, mime, claimed, blob_id, sha256, size, pages) VALUES (?, ?, 'readable', ?, ?, 'application/pdf', '', ?, ?, ?, ?)").run(messageId, next + n, label, filename, blob.id, blob.sha256, blob.size, pages);
      if (row.document_id) addDocumentFile(tx, row.document_id, { role: 'readable', blobId: blob.id, filename, mime: 'application/pdf', sha256: blob.sha256, size: blob.size, pages });
    }
    tx.statement('UPDATE messages SET readable = ?, searchable_reason = ?, full_text = ? WHERE id = ?').run(made.length > 0 ? 'made' : 'none', unsearchable, fullText, messageId);
    distributeByText(tx, deps, messageId, deps.clock.now());
    if (row.document_id) setDocumentText(tx, row.document_id, `${row.title}\n${row.sender_name}\n${row.body}\n${fullText}`);
  });
}

/** After the last try: the message is read as it came. */
export function giveReadableUp(deps: Pick<ReceivingDeps, 'db'>, messageId: string): void {
  deps.db.write((tx) => tx.statement("UPDATE messages SET readable = 'failed' WHERE id = ? AND readable = 'waiting'").run(messageId));
}
