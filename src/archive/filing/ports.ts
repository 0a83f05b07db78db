import type { Database } from '../../db/index.ts';
import type { FileStore } from '../../files/index.ts';

import type { LayerWorker } from '../searchable.ts';

/** What reading filed documents needs of the document worker. */
export type Converted = { pdf: Uint8Array; pages: number; text: string; /** What was attached to an e-mail. */ attached?: { filename: string; content: Uint8Array }[] };
export type ReadingDeps = {
  db: Database; files: FileStore;
  documents: LayerWorker<{ text: string }> & {
    read(pdf: Uint8Array, options: { words: 'all' }): Promise<{ text: string }[]>;
    convert(file: { id: string; filename: string; content: Uint8Array }): Promise<Converted>;
  };
};
