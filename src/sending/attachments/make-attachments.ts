import { Problem } from '../../core/errors.ts';
import type { Tx } from '../../db/index.ts';
import type { StoredBlob } from '../../files/index.ts';
import type { DispatchRecord, LetterRecord } from '../find.ts';
import type { Cut, CutResult, Documents, ReadPage, SendingDeps } from '../ports.ts';
import { redactionOf } from '../redaction-of.ts';
import { sentAsIs } from './file-types.ts';
import { attachmentsOf, fileOf, goesWith, pdfOf, type AttachmentRecord, type FileRecord } from './records.ts';
import { scansOf } from './read-attachment.ts';
import { isWritten, tenDigitRuns } from './written-numbers.ts';

type Deps = SendingDeps & { documents: Documents };
type Known = { attachment: AttachmentRecord; file: FileRecord };

/** How an attachment comes to one letter: the same bytes as others get, or cut for this letter alone. */
export type Way = { attachment: AttachmentRecord; file: FileRecord } & ({ how: 'copy'; blobId: string; asIs: boolean; /** As it was before numbers were taken out, kept where it is one letter's alone. */ originalId: string | null } | { how: 'cut'; pages: number[]; cut: Pick<Cut, 'redact' | 'numbers'> });

/** What is needed to decide the way for each letter of a dispatch; read once for all of them. */
export type Plan = { dispatch: DispatchRecord; all: Known[]; asIs: Set<string>; pagesOf(fileId: string): ReadPage[]; written(fileId: string): Set<string>; left(fileId: string): Set<string> };

const batch = 16;

export function attachmentPlan(deps: Pick<SendingDeps, 'db'>, dispatch: DispatchRecord): Plan {
  const once = <T>(make: (fileId: string) => T) => {
    const kept = new Map<string, T>();
    return (fileId: string) => kept.get(fileId) ?? kept.set(fileId, make(fileId)).get(fileId)!;
  };
  const files = once((fileId) => fileOf(deps.db, fileId));
  const pages = once((fileId) => (deps.db.statement('SELECT read FROM attachment_pages WHERE file_id = ? ORDER BY page').all(fileId) as { read: string }[]).map(({ read }) => JSON.parse(read) as ReadPage));
  return {
    dispatch, asIs: sentAsIs(deps.db),
    all: attachmentsOf(deps.db, dispatch.id).map((attachment) => ({ attachment, file: files(attachment.file_id) })),
    pagesOf: pages,
    written: once((fileId) => new Set(tenDigitRuns(pages(fileId).map(({ text }) => text).join('\n')))),
    left: once((fileId) => new Set(JSON.parse(files(fileId).numbers_left) as string[])),
  };
}

/**
 * The way of each attachment of a letter. What goes whole and holds none of the letter's own numbers is the same for
 * everybody: as it came, or under *Fjern CPR-nummer* with every number taken out. Anything else is cut for the letter by
 * the rule that holds for its pages.
 */
export function waysOf(plan: Plan, letter: LetterRecord): Way[] {
  const cut = redactionOf(plan.dispatch, letter);
  return plan.all.filter(({ attachment }) => goesWith(attachment, letter)).map(({ attachment, file }): Way => {
    const whole = attachment.pages === null;
    const text = () => plan.pagesOf(file.id).map((page) => page.text).join('\n');
    const holds = (runs: Set<string>) => cut.numbers.some((number) => isWritten(number, runs, text));
    if (whole && cut.redact === 'all' && file.clean_blob_id !== null && !holds(plan.left(file.id))) return { attachment, file, how: 'copy', blobId: file.clean_blob_id, asIs: false, originalId: attachment.letter_id !== null && file.numbers > 0 ? pdfOf(file) : null };
    if (whole && cut.redact !== 'all' && !holds(plan.written(file.id))) {
      const asIs = file.mime !== 'application/pdf' && plan.asIs.has(file.mime);
      return { attachment, file, how: 'copy', blobId: asIs ? file.source_blob_id : pdfOf(file), asIs, originalId: null };
    }
    const pages = whole ? plan.pagesOf(file.id).map(({ page }) => page) : (JSON.parse(attachment.pages!) as number[]);
    return { attachment, file, how: 'cut', pages, cut };
  });
}

/**
 * Cuts what must be cut for single letters, file by file, durably and noted in `made_attachments`: what is noted is not
 * done again after a crash, and its blobs become the document's when the letter is filed. `alone`: after a try that failed
 * what still cannot be cut holds its own letters back and no others.
 */
export async function makeAttachments(deps: Deps, plan: Plan, letters: LetterRecord[], options: { alone?: boolean } = {}): Promise<void> {
  const byFile = new Map<string, { letter: LetterRecord; way: Way & { how: 'cut' } }[]>();
  for (const letter of letters) for (const way of waysOf(plan, letter)) {
    if (way.how === 'cut' && !madeOf(deps.db, letter.id, way.attachment.id)) byFile.set(way.file.id, [...(byFile.get(way.file.id) ?? []), { letter, way }]);
  }
  for (const wanted of byFile.values()) {
    try {
      await makeFromFile(deps, plan, wanted);
    } catch (error) {
      if (!options.alone || !(error instanceof Problem) || error.code !== 'invalid') throw error;
      deps.db.write((tx) => {
        for (const { letter, way } of wanted) tx.statement('INSERT OR IGNORE INTO made_attachments (letter_id, attachment_id) VALUES (?, ?)').run(letter.id, way.attachment.id);
      });
    }
  }
}

const keyOf = (letterId: string, attachmentId: string) => `${letterId} ${attachmentId}`;

async function makeFromFile(deps: Deps, plan: Plan, wanted: { letter: LetterRecord; way: Way & { how: 'cut' } }[]): Promise<void> {
  const { file } = wanted[0]!.way;
  const pdf = await deps.files.read(pdfOf(file));
  const pages = plan.pagesOf(file.id);
  const cuts = wanted.map(({ letter, way }): Cut => {
    const scans = scansOf(pages, way.pages);
    return { id: keyOf(letter.id, way.attachment.id), pages: way.pages, ...way.cut, ...(scans.length > 0 ? { scans } : {}) };
  });
  const waiting: CutResult[] = [];
  const flush = () => storeMade(deps, waiting.splice(0));
  await deps.documents.cut(pdf, cuts, { onLetter: async (result) => {
    waiting.push(result);
    if (waiting.length >= batch) await flush();
  } });
  await flush();
}

async function storeMade(deps: SendingDeps, results: CutResult[]): Promise<void> {
  // What nothing was taken out of needs no second copy as it was.
  const bytes = results.flatMap(({ sent, original, removed }) => (sent === null ? [] : removed > 0 ? [sent, original] : [sent]));
  const blobs = bytes.length > 0 ? await deps.files.putMany(bytes) : [];
  deps.db.write((tx) => {
    for (const { id, sent, removed } of results) {
      const [letterId, attachmentId] = id.split(' ');
      const kept = sent === null ? [] : blobs.splice(0, removed > 0 ? 2 : 1);
      for (const blob of kept) deps.files.record(tx, blob);
      tx.statement('INSERT OR REPLACE INTO made_attachments (letter_id, attachment_id, blob_id, original_blob_id) VALUES (?, ?, ?, ?)').run(letterId, attachmentId, kept[0]?.id ?? null, kept[1]?.id ?? null);
    }
  });
}

export type Made = { blob: StoredBlob | null; original: StoredBlob | null };

/** What was made for a letter from an attachment; undefined where nothing has been yet. */
export function madeOf(reader: Pick<Tx, 'statement'>, letterId: string, attachmentId: string): Made | undefined {
  const row = reader.statement('SELECT blob_id AS blob, original_blob_id AS original FROM made_attachments WHERE letter_id = ? AND attachment_id = ?').get(letterId, attachmentId) as { blob: string | null; original: string | null } | undefined;
  if (!row) return undefined;
  const stored = (id: string | null) => (id === null ? null : (reader.statement('SELECT id, sha256, size FROM blobs WHERE id = ?').get(id) as StoredBlob));
  return { blob: stored(row.blob), original: stored(row.original) };
}
