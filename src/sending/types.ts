import type { Box, Evidence, NumberKind, RecipientNumber } from '../numbers/index.ts';
import type { SignerChoice } from '../signatures/index.ts';
import type { Marked, MailboxStatus } from '../people/index.ts';
import type { Attention } from './ports.ts';
import type { AttachmentReport } from './attachments/types.ts';

export type DispatchState = 'reading' | 'needs_password' | 'unreadable_file' | 'draft' | 'waiting_approval' | 'submitted' | 'settled' | 'discarded';

/** design.md, "Letter states", as far as this version goes. removed = taken off the list before sending. */
export type LetterState =
  | 'draft' | 'removed' | 'preparing' | 'waiting_undo' | 'waiting_date' | 'queued' | 'sending' | 'unknown' | 'handed_over' | 'delivered' | 'failed' | 'cancelled'
  /** Ended outside Digital Post: printed here, handed to a print supplier, or by a person, who says how. */
  | 'printed' | 'remote_printed' | 'handled_otherwise';

/** What a letter is to the one it follows: the recipient's own, or a copy of it (migration 0009). */
export type LetterRole = 'main' | 'guardian_copy' | 'instead_of_child' | 'copy';

/** Why a letter or dispatch is where it is; the sentence is in views/texts.ts under the key. */
export type Reason = { key: string; values: Record<string, string | number> };

export type LetterCounts = Partial<Record<LetterState, number>>;

export type DispatchSummary = {
  id: string;
  state: DispatchState;
  title: string;
  filename: string;
  createdBy: { id: string; name: string };
  createdAt: string;
  submittedAt: string | null;
  settledAt: string | null;
  purgedAt: string | null;
  deliverOn: string | null;
  /** `HH:MM` in Copenhagen; null = seven in the morning. */
  deliverTime: string | null;
  /** Digital Post holds what is deferred (a setting); else we do. */
  platformHolds: boolean;
  /** While a submission can be undone: until when. */
  undoUntil: string | null;
  pages: number | null;
  /** How far reading, or after submission preparing, has come. */
  progress: { done: number; total: number };
  /** While reading: how many scanned pages OCR has read, and of how many. */
  scans: { done: number; total: number };
  /** The file is not a PDF yet: it is being made into one. */
  converting: boolean;
  /** Many files that are not one document yet; `progress` counts files. */
  gathering: boolean;
  problem: Reason | null;
  counts: LetterCounts;
  /** Letters on the list: all that are not removed. */
  letters: number;
};

export type DispatchDetail = DispatchSummary & {
  documentTypeId: string | null;
  replyAllowed: boolean;
  replyBy: string | null;
  /** Null = the usual contact point. */
  contactPointId: string | null;
  removeCpr: boolean;
  signatureRequired: boolean;
  signBy: string | null;
  signers: SignerChoice;
  costCode: string | null;
  department: string | null;
  revision: number;
  lookedUpAt: string | null;
  size: number;
  /** The whole document goes to everybody on the list. */
  whole: boolean;
};

export type RecipientView = { kind: 'cpr' | 'cvr'; /** 010107-xxxx, or a CVR number in full */ masked: string; name: string | null; className: string | null };

/** What a person must look at before the letter may go. */
export type LetterDoubt = 'doubtful' | 'no_recipient' | 'same_person_twice' | 'two_on_page';

export type LetterRow = {
  id: string;
  ordinal: number;
  pages: number[];
  recipient: RecipientView | null;
  certainty: 'sure' | 'doubtful' | 'confirmed';
  evidence: Evidence[];
  doubts: LetterDoubt[];
  alternatives: (RecipientView & { index: number })[];
  /** What it is to the letter it follows; of a copy the relation, and by name whom it is about. */
  role: LetterRole;
  relation: string | null;
  about: string | null;
  /** How many copies follow it; and whether custody holders get it in the child's place. */
  copies: number;
  replaced: boolean;
  attention: Attention | null;
  mailbox: MailboxStatus | 'not_checked';
  /** The register has the recipient as dead or gone abroad; `estate`: it has been decided how the estate gets it. */
  marked: Marked | null;
  estate: boolean;
  state: LetterState;
  reason: Reason | null;
  documentId: string | null;
  caseId: string | null;
  handedOverAt: string | null;
  deliveredAt: string | null;
  updatedAt: string;
  /** Destroyed by rule: only that it was sent is left. */
  disposed: boolean;
};

export type LetterFilter = 'all' | 'attention' | 'no_mailbox' | 'removed' | LetterState;
export type LetterPage = { rows: LetterRow[]; total: number; page: number; pageSize: number; filter: LetterFilter; query: string };

/** A page of the uploaded document in the viewer; marks in points from the lower left, page unrotated. */
export type PageView = {
  page: number;
  width: number;
  height: number;
  rotation: number;
  unreadable: string | null;
  leftOut: boolean;
  letterId: string | null;
  letterOrdinal: number | null;
  marks: { box: Box; kind: NumberKind; role: 'recipient' | 'doubtful' | 'other' }[];
};

/** What a person did to the boundaries of letters. */
export type BoundaryAct = 'split' | 'joined' | 'moved' | 'left_out' | 'taken_back' | 'added' | 'shared' | 'listed';
export type BoundaryStep = { id: number; act: BoundaryAct; pages: number[] };

/** One page (from 1) of a dispatch's letters in the order of the document, with the pages that are nobody's. */
export type BoundaryList = { rows: LetterRow[]; total: number; page: number; pageSize: number; ownerless: number[]; leftOut: number[]; unreadable: number[]; revision: number; undo: BoundaryStep | null };

/** What stands in the way of sending anything. */
export type SetUpBlocker = { kind: 'set_up_pending' } | { kind: 'no_certificate' } | { kind: 'other_cvr' } | { kind: 'setting_missing'; key: string };

/** What stands in the way of sending the whole dispatch. */
export type Blocker =
  | { kind: 'unreadable_page'; page: number; why: string }
  | { kind: 'ownerless_page'; page: number }
  | { kind: 'doubtful'; letterId: string; ordinal: number; pages: number[] }
  /** The recipient is dead, and nobody has decided what becomes of the letter. `on`: from which day, where it is known. */
  | { kind: 'dead'; letterId: string; ordinal: number; pages: number[]; who: string; on: string | null }
  | SetUpBlocker
  | { kind: 'no_title' }
  | { kind: 'no_document_type' }
  /** Something about an attachment; the sentence is its reason's. */
  | { kind: 'attachment'; reason: Reason }
  | { kind: 'deliver_on_past' }
  | { kind: 'no_letters' }
  /** A signature is asked for, and everybody who could give one is dead. */
  | { kind: 'nobody_signs' }
  /** A copy that no longer holds, or that somebody must decide about. `why` is the reason's key. */
  | { kind: 'copy'; letterId: string; /** Who gets it, and about whom. */ who: string; about: string; why: string };

/** A letter whose recipient was sent the same before: when, in which dispatch and by whom. */
export type Duplicate = { letterId: string; ordinal: number; recipient: RecipientView; dispatchId: string; title: string; at: string; by: string };

/** What will be sent to whom, and what cannot be sent and why. Bound to `revision`: a later change voids it. */
export type Report = {
  dispatchId: string;
  revision: number;
  /** SHA-256 over everything that leaves: what an approval is bound to. */
  content: string;
  /** Also over what the look-up said: a mailbox that closes after the report changes it. */
  fingerprint: string;
  blockers: Blocker[];
  sendable: number;
  heldBack: { letterId: string; ordinal: number; recipient: RecipientView | null; role: LetterRole; relation: string | null; about: string | null; why: MailboxStatus | 'not_checked'; marked: Marked | null }[];
  /** Who has left the country and still has a mailbox: they get it there. */
  abroad: { letterId: string; ordinal: number; recipient: RecipientView; on: string | null }[];
  samePersonTwice: { recipient: RecipientView; ordinals: number[] }[];
  /** Letters to their own recipients, and beside them copies and letters to custody holders in a child's place. */
  companies: number;
  persons: number;
  copies: number;
  instead: number;
  /** To whom at a company, of those that leave. */
  atCompanies: { letterId: string; recipient: RecipientView | null; attention: Attention }[];
  pages: number;
  deliverOn: string | null;
  /** Handed over at once and held by Digital Post until `deliverOn`; else we hold it. */
  platformHolds: boolean;
  /** `HH:MM` in Copenhagen; null = seven in the morning. */
  deliverTime: string | null;
  /** The contact point that was chosen for answers; null = the usual one. */
  answersTo: string | null;
  /** How many of those who get a letter are asked to sign it. */
  signers: number;
  /** Minutes in which the submission can be undone. */
  undoMinutes: number;
  /** About how many bytes leave in all, and in the largest letter. */
  bytes: { total: number; largest: number };
  /** The same file was sent before: when and by whom. */
  sentBefore: { dispatchId: string; at: string; by: string } | null;
  attachments: AttachmentReport;
  duplicates: Duplicate[];
  /** What was chosen for those that are held back. */
  paths: { print: number; remote: number; otherwise: number; wait: number };
  sampleLetterId: string | null;
};

export type NeedsPerson = LetterRow & { dispatchId: string; dispatchTitle: string; /** When a person may settle an unknown letter. */ resolvableAt: string | null };
export const resolutions = ['was_sent', 'send_again', 'handled_otherwise', 'give_up'] as const;
export type Resolution = (typeof resolutions)[number];
export type { RecipientNumber };
