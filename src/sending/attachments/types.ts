import type { Reason, RecipientView } from '../types.ts';
import type { HiddenNumber } from '../document-checks.ts';
import type { ConversionNote } from '../ports.ts';

export type AttachmentState = 'reading' | 'ready' | 'refused' | 'confirmed';

/** One attachment as a person sees it: what goes with every letter, or with one. */
export type AttachmentView = {
  id: string;
  fileId: string;
  /** null = with every letter. */
  letterId: string | null;
  title: string;
  filename: string;
  state: AttachmentState;
  problem: Reason | null;
  /** How many pages it has, and which of its file's they are. */
  pages: number | null;
  filePages: number[] | null;
  /** Bytes as it will leave, as far as that is known before it is made. */
  size: number;
  /** Places with a CPR number in it. */
  numbers: number;
  /** Numbers are there that could not be proved gone. */
  unproved: boolean;
  /** Pages nobody could read, and whether a person has looked at them. */
  unreadable: number[];
  seen: boolean;
  /** It came as something else than a PDF. */
  converted: boolean;
  /** What a person is told of the conversion, and numbers in the file that its pages do not show. */
  notes: ConversionNote[];
  hidden: HiddenNumber[];
  /** It carries a digital signature. */
  signed: boolean;
  /** Cut out of a merge file. */
  ofMerge: boolean;
};

/** A letter of the dispatch with the attachments that are its own. */
export type LetterAttachments = { letterId: string; ordinal: number; recipient: RecipientView | null; own: AttachmentView[]; /** How many more it can carry. */ room: number };
export type LetterAttachmentList = { rows: LetterAttachments[]; total: number; page: number; pageSize: number };

/** What the report says of attachments. */
export type AttachmentReport = {
  common: AttachmentView[];
  /** Letters with attachments of their own, how many of them, the first of them. */
  letters: number;
  own: number;
  firstRows: LetterAttachments[];
  /** Bytes of the heaviest letter's attachments, and of all letters' together. */
  heaviest: number;
  all: number;
};

/** A merge file of attachments while its parts are matched to the letters. */
export type MergePart = {
  part: number;
  pages: number[];
  recipient: RecipientView | null;
  /** matched: exactly one letter to that recipient. chosen: a person has said so. doubtful: look first. several: more than one letter to that recipient. nobody: no such recipient on the list. none: no number found. */
  state: 'matched' | 'chosen' | 'doubtful' | 'several' | 'nobody' | 'none' | 'left_out';
  letter: { id: string; ordinal: number; recipient: RecipientView | null } | null;
};
export type MergeMatch = {
  fileId: string;
  dispatchId: string;
  purpose: 'attachment' | 'merge';
  filename: string;
  state: AttachmentState;
  problem: Reason | null;
  pages: number;
  progress: { done: number; total: number };
  title: string;
  counts: { going: number; doubtful: number; without: number; leftOut: number };
  parts: MergePart[];
  total: number;
  page: number;
  pageSize: number;
  /** Pages that are in no part. */
  leftOver: number[];
  unreadable: number[];
  /** Recipients on the list who get nothing from it. */
  lettersWithout: number;
};
