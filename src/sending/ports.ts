import type { Clock } from '../core/clock.ts';
import type { Problem } from '../core/errors.ts';
import type { Ids } from '../core/ids.ts';
import type { Database } from '../db/index.ts';
import type { FileStore } from '../files/index.ts';
import type { FileKind } from '../formats/index.ts';
import type { Candidate, RecipientNumber } from '../numbers/index.ts';

/** What sending needs of the document worker. */
export type Documents = {
  read(pdf: Uint8Array, options: {
    senderNumbers?: string[];
    /** Pages read by OCR before a crash: not read again. */
    known?: ReadPage[];
    onPages?: (done: number, total: number) => void;
    /** How many scanned pages have been read by OCR, and each of them. */
    onScans?: (done: number, total: number) => void;
    onScan?: (page: ReadPage) => void;
  }): Promise<ReadPage[]>;
  /** The same file without its password: PDF, Office or OpenDocument. Problems pdf.wrong_password, convert.locked_old. */
  unlock(file: Uint8Array, password: string): Promise<Uint8Array>;
  cut(pdf: Uint8Array, letters: Cut[], options: { onLetter: (letter: CutResult) => Promise<void> }): Promise<void>;
  render(pdf: Uint8Array, options: { pages: number[]; width: number }): Promise<Uint8Array[]>;
  /** Which program made the file, and some of its pages line by line. */
  layout(pdf: Uint8Array, pages: number[]): Promise<DocumentLayout>;
  /** A file of any kind as PDF; what it is is told by its content. Problems convert.*. */
  convert(file: { id: string; filename: string; content: Uint8Array }): Promise<ConvertedFile>;
  /** Many PDFs as one to print; a unit begins on a sheet of its own. */
  bind(documents: Uint8Array[], units: { document: number; page: number | null }[][], options: { duplex: boolean }): Promise<{ pdf: Uint8Array; pages: number[] }>;
  /** Files of one user as PDF, each told as soon as it is done; one that cannot be comes with its Problem. */
  convertAll(files: { id: string; filename: string; content: Uint8Array }[], options: { onResult: (result: ConvertedFile | { id: string; problem: Problem }) => Promise<void> }): Promise<void>;
};
/** `numbers`: what the recogniser finds in the file itself, and where (pdf/types.ts, Converted). */
export type ConvertedFile = { id: string; kind: FileKind; mime: string; pdf: Uint8Array; pages: number; numbers: SourceNumber[]; notes: ConversionNote[] };
export type SourcePlace = 'body' | 'comments' | 'deleted' | 'hidden' | 'notes' | 'metadata';
export type SourceNumber = { kind: 'cpr' | 'cvr'; number: string; place: SourcePlace };
export type ConversionNote =
  | { kind: 'macros' | 'tracked_changes' | 'comments' | 'hidden_text' | 'hidden_sheets' | 'frames_left_out' }
  | { kind: 'template' | 'picture' | 'data' | 'object'; where: string };
export type ReadPage = {
  page: number; width: number; height: number; rotation: 0 | 90 | 180 | 270; text: string; candidates: Candidate[];
  unreadable: UnreadableReason | null; source: 'text' | 'ocr'; confidence: number | null; turn?: 0 | 90 | 180 | 270; looks?: PageLooks;
};
/** What a look at a page tells beside its text (pdf/types.ts). */
export type EnvelopeWindow = 'fits' | 'crosses' | 'empty' | 'number';
export type PageLooks = { envelope: EnvelopeWindow; fontsMissing: string[] };
export type UnreadableReason = 'no_text' | 'untrusted_font' | 'nonsense' | 'ocr_failed' | 'ocr_missing';
export type ScannedPage = Pick<ReadPage, 'page' | 'text' | 'candidates'>;
/** `scans`: those of `pages` that were read by OCR. */
export type Cut = { id: string; pages: number[]; redact: 'all' | 'only' | 'none'; numbers: string[]; scans?: ScannedPage[] };
export type CutResult = { id: string; original: Uint8Array; sent: Uint8Array | null; leaks: string[]; removed: number; text: string };

/** One line as a person sees it, and the pages that were asked for (pdf/types.ts, DocumentLayout). Points from the lower left. */
export type LayoutLine = { text: string; x: number; y: number; size: number; font: string };
export type PageLayout = { page: number; width: number; height: number; lines: LayoutLine[] };
export type DocumentLayout = { producer: string; creator: string; pages: PageLayout[] };

/** To whom at a company: P-number, case officer, telephone, contact person (facts/digital-post.md 1.3, AttentionData). */
export type Attention = {
  productionUnit: { number: string; name: string | null } | null;
  email: { address: string; name: string | null } | null;
  telephone: { number: string; name: string | null } | null;
  person: string | null;
};

/** What an answer gives back of the message it answers (facts/digital-post.md 1.6, 7). */
export type AnswerTo = { messageUuid: string; caseId: string | null; contactPointId: string | null };

/** One letter as it is handed to the outside party. */
export type OutgoingLetter = {
  messageUuid: string;
  title: string;
  recipient: RecipientNumber & { name: string | null };
  replyAllowed: boolean;
  /** The day an answer is wanted by, `YYYY-MM-DD`, to its end in Copenhagen. */
  replyBy: string | null;
  /** Where the answer lands, as Digital Post has it; null = the usual contact point of the settings. */
  contactPoint: string | null;
  attention: Attention | null;
  /** Where the recipient signs: https, at most 256 characters. */
  signing: { url: string; by: string | null } | null;
  caseId: string | null;
  /** The contact point at the recipient that it goes to; the message it answers. */
  recipientContactPointId: string | null;
  answers: AnswerTo | null;
  createdAt: Date;
  doNotDeliverUntil: string | null;
  filename: string;
  content: Uint8Array;
  /** In the order they are shown; at most ten. */
  attachments: { title: string; filename: string; mime: string; content: Uint8Array }[];
};

/** What became of a POST; the kinds are explained at connectors/digital-post/types.ts, SendOutcome. */
export type DeliveryOutcome =
  | { kind: 'accepted'; raw: string; status: string; peerTransmissionId: string | null }
  | { kind: 'already_there'; raw: string }
  | { kind: 'rejected'; code: string; message: string; letterAtFault: boolean; /** A container was refused, and which of its letters is at fault is not said. */ ofContainer?: true }
  | { kind: 'not_sent'; reason: string; detail: string }
  | { kind: 'unknown'; reason: string; detail: string };

export type IncomingReceipt = { raw: string; messageUuid: string | null; status: string | null; errorCode: string | null; errorMessage: string | null };

/** The outside party as sending sees it. `deliver` never throws for the peer's faults; a letter that cannot be written throws a Problem. */
export type PostOffice = {
  deliver(letter: OutgoingLetter): Promise<DeliveryOutcome>;
  /** Whether letters can be packed here at all; if not, each goes alone. */
  packs: boolean;
  /** Packs letters as they come. Those that cannot be written are left out: their message UUID with the Problem's reason. Throws where packing itself fails. */
  packLetters(letters: AsyncIterable<OutgoingLetter>): Promise<{ container: Uint8Array; unwritable: Map<string, string> }>;
  /** Hands a container over; the outcome is that of every letter in it. Never throws for the peer's faults. */
  deliverContainer(transmissionId: string, container: Uint8Array): Promise<DeliveryOutcome>;
  probe(): Promise<{ ok: true } | { ok: false; reason: string; detail: string }>;
  listReceipts(): Promise<string[]>;
  fetchReceipt(id: string): Promise<IncomingReceipt>;
  deleteReceipt(id: string): Promise<void>;
};

/** The parts every command of this domain works with. */
export type SendingDeps = {
  db: Database; files: FileStore; clock: Clock; ids: Ids;
  /** Whether there is a certificate to send with. */
  hasCertificate(): boolean;
};
