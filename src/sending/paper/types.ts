import type { MailboxStatus } from '../../people/index.ts';
import type { Reason, RecipientView } from '../types.ts';

/** What becomes of a letter that Digital Post cannot take. `wait`: nothing yet. */
export type Path = 'print' | 'remote' | 'otherwise' | 'wait';

/** Why Digital Post cannot take it, in the words a person needs: also what the number itself says. */
export type WhyPaper = Exclude<MailboxStatus, 'registered'> | 'not_checked' | 'under_15' | 'replacement' | 'closed_person' | 'refused' | 'dead' | 'abroad';

/** What stands on the envelope. `typed` by a person, or the register's. A protected address is not given out. */
export type EnvelopeAddress =
  | { kind: 'register' | 'typed'; lines: string[]; postalCode: string | null }
  | { kind: 'protected' }
  | { kind: 'missing' };

export type PaperRow = {
  letterId: string; dispatchId: string; dispatchTitle: string; ordinal: number; recipient: RecipientView; pages: number; why: WhyPaper; reason: Reason | null;
  address: EnvelopeAddress;
  /** What was chosen; a proposal where nothing was. */
  path: Path;
  typed: string | null; showProtected: boolean; note: string | null;
};

export type BatchState = 'making' | 'ready' | 'failed' | 'handing_over' | 'done' | 'dissolved';
export type BatchSummary = {
  id: string; kind: 'print' | 'remote'; state: BatchState; letters: number; pages: number | null; sheets: number | null;
  createdBy: string; createdAt: string; doneBy: string | null; doneAt: string | null; problem: Reason | null; folder: string | null;
};
export type BatchLetter = {
  letterId: string; position: number | null; recipient: RecipientView; dispatchId: string; dispatchTitle: string; documentId: string | null;
  /** As printed on the cover; null = none. */
  address: string[] | null; without: 'protected' | 'missing' | null; pages: number | null; sheets: number | null; problem: Reason | null; state: string;
};
export type BatchDetail = BatchSummary & { duplex: boolean; hasFile: boolean; rows: BatchLetter[] };

/** What a person decided for one letter. `address`: typed by hand, else the register's. */
export type PathChoice = { letterId: string; path: Path; address: string | null; showProtected: boolean };
