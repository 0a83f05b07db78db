import type { Database } from '../../db/index.ts';
import type { FileStore } from '../../files/index.ts';

/** What reading filed documents needs of the document worker. */
export type Converted = { pdf: Uint8Array; pages: number; text: string };
export type ReadingDeps = {
  db: Database; files: FileStore;
  documents: {
    read(pdf: Uint8Array, options: Record<string, never>): Promise<{ text: string }[]>;
    convert(file: { id: string; filename: string; content: Uint8Array }): Promise<Converted>;
  };
};
