import type { Clock } from '../../core/clock.ts';
import type { Ids } from '../../core/ids.ts';
import type { Database } from '../../db/index.ts';
import type { FileStore } from '../../files/index.ts';

export type BulkDeps = { db: Database; clock: Clock; ids: Ids; files: FileStore };
export type BulkSubject = 'document' | 'case';
export const documentActs = ['document_type', 'move', 'add_keyword', 'remove_keyword', 'approve', 'export'] as const;
export const caseActs = ['officer', 'add_keyword', 'remove_keyword', 'branch', 'close', 'confidential', 'export'] as const;
export type BulkAct = (typeof documentActs)[number] | (typeof caseActs)[number];

/** choosing: the records and the act are chosen, what it sets is not. packing: the package of an export is being made. */
export type BulkState = 'choosing' | 'planning' | 'preview' | 'running' | 'packing' | 'stopped' | 'done' | 'undoing' | 'undone' | 'discarded';
/** left: not touched by the act. kept: not set back by the undo. Both with a reason. */
export type BulkItemState = 'chosen' | 'planned' | 'left' | 'done' | 'failed' | 'undone' | 'kept';
export type BulkReason = { key: string; values: Record<string, string | number> };

/** So many records in one act at most. */
export const mostInBulk = 10_000;
/** Days in which an act can be taken back; a preview nobody used is thrown away after previewDays, a package after packageDays. */
export const [bulkUndoDays, bulkPreviewDays, bulkPackageDays] = [30, 7, 7];
