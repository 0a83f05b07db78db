import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

export type FolderFile = { name: string; content: Uint8Array };

/** Whether the folder `name` lies finished in `base`. */
export const folderThere = (base: string, name: string): Promise<boolean> => stat(join(base, name)).then((found) => found.isDirectory(), () => false);

async function flushed(path: string, content: Uint8Array | null): Promise<void> {
  const handle = await open(path, content ? 'wx' : 'r', 0o640);
  try {
    if (content) await handle.write(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Writes files into a new folder under `base`, which must be there: first beside it under another name, everything flushed,
 * then by one rename, so that whoever watches the folder never sees half of it. Throws what the file system says.
 */
export async function writeFolder(base: string, name: string, files: AsyncIterable<FolderFile>): Promise<void> {
  const unfinished = join(base, `.${name}.part`);
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o750 });
  try {
    for await (const { name: file, content } of files) await flushed(join(unfinished, file), content);
    await flushed(unfinished, null);
    await rename(unfinished, join(base, name));
    await flushed(base, null);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}
