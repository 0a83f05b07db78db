import type { Clock } from '../core/clock.ts';
import type { Ids } from '../core/ids.ts';
import type { Log } from '../core/log.ts';
import type { Database } from '../db/index.ts';
import type { FileStore } from '../files/index.ts';

/** The parts every command of this domain works with. */
export type ReceivingDeps = { db: Database; files: FileStore; clock: Clock; ids: Ids; log: Log };

/** The school's mailbox outside; promises at connectors/digital-post/types.ts, Mail. */
export type Mailbox = {
  listMemos(): Promise<string[]>;
  fetchMemo(id: string): Promise<{ content: AsyncIterable<Uint8Array> } | null>;
  acknowledge(id: string, messageUuid: string): Promise<string>;
  deleteMemo(id: string): Promise<void>;
};

/** A file inside a message, its bytes decoded. */
export type FileContent = { bytes: number; data: Uint8Array };
export type MemoNode = { [name: string]: MemoValue };
export type MemoValue = string | FileContent | MemoNode | (string | FileContent | MemoNode)[];
/** Every value of a message as it stood there, whatever its version. */
export type ReadMemo = { MessageHeader: MemoNode; MessageBody: MemoNode | null };
/** Reads the bytes strictly; throws Problem invalid with why it is no message. */
export type MemoReader = (xml: Uint8Array) => ReadMemo;
