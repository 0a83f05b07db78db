import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Actor } from '../../access/index.ts';
import { notFound } from '../../core/errors.ts';
import type { Reader } from '../../db/index.ts';
import type { FileStore } from '../../files/index.ts';
import { pictureFolder } from '../pictures.ts';
import type { Documents, ReadPage } from '../ports.ts';
import type { PageView } from '../types.ts';
import { findFile, pdfOf } from './records.ts';

type PictureDeps = { db: Reader; files: FileStore; documents: Pick<Documents, 'render'>; config: { cachePath: string } };

/** One page (from 1) of an attachment's file as it came, as a PNG. Kept in the dispatch's cache folder and destroyed with it. */
export async function attachmentPicture(deps: PictureDeps, actor: Actor, fileId: string, page: number, width: 160 | 900): Promise<Uint8Array> {
  const { file } = findFile(deps.db, actor, fileId);
  const { purged_at: purged } = deps.db.statement('SELECT purged_at FROM dispatches WHERE id = ?').get(file.dispatch_id) as { purged_at: string | null };
  if (!file.pages || page < 1 || page > file.pages || purged) throw notFound();
  const folder = pictureFolder(deps.config.cachePath, file.dispatch_id);
  const path = join(folder, `${fileId}-${page}-${width}.png`);
  const kept = await readFile(path).catch(() => null);
  if (kept) return kept;
  const [picture] = await deps.documents.render(await deps.files.read(pdfOf(file)), { pages: [page], width });
  if (!picture) throw notFound();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(`${path}.part`, picture, { mode: 0o600 });
  await rename(`${path}.part`, path);
  return picture;
}

/** One page of an attachment's file with every found number marked, as the viewer shows a letter's. */
export function attachmentPage(reader: Reader, actor: Actor, fileId: string, page: number): PageView {
  findFile(reader, actor, fileId);
  const row = reader.statement('SELECT unreadable, read FROM attachment_pages WHERE file_id = ? AND page = ?').get(fileId, page) as { unreadable: string | null; read: string } | undefined;
  if (!row) throw notFound();
  const read = JSON.parse(row.read) as ReadPage;
  return {
    page, width: read.width, height: read.height, rotation: read.rotation, unreadable: row.unreadable, leftOut: false, letterId: null, letterOrdinal: null,
    marks: read.candidates.flatMap((candidate) => candidate.fragments.map(({ box }) => ({ box, kind: candidate.kind, role: 'other' as const }))),
  };
}
