export type CaseKind = 'student' | 'company' | 'authority' | 'free';
export type CaseStatus = 'open' | 'closed' | 'for_disposal' | 'disposed';

export type CaseSummary = {
  id: string;
  kind: CaseKind;
  title: string;
  /** Masked CPR or CVR in full. */
  identifier: string | null;
  className: string | null;
  status: CaseStatus;
  documents: number;
  updatedAt: string;
};

export type CaseDetail = CaseSummary & {
  createdAt: string;
  identifiers: { kind: 'cpr' | 'cvr'; masked: string }[];
  /** A person whose address must not be shown. */
  protectedAddress: boolean;
  officer: string | null;
  confidential: boolean;
  /** Taken up into this case, where the actor sees it. */
  mergedInto: { id: string; title: string } | null;
};

export type DocumentStatus = 'preparing' | 'waiting_undo' | 'waiting_date' | 'queued' | 'sending' | 'unknown' | 'handed_over' | 'delivered' | 'failed' | 'cancelled' | 'printed' | 'remote_printed' | 'handled_otherwise' | 'received' | 'filed';

/** To whom a document went: a copy and its recipient's relation to the one the case is about; at a company, to whom there. */
export type Addressee = {
  role: 'main' | 'guardian_copy' | 'instead_of_child' | 'copy';
  name: string | null;
  relation: string | null;
  attention: {
    productionUnit: { number: string; name: string | null } | null;
    email: { address: string; name: string | null } | null;
    telephone: { number: string; name: string | null } | null;
    person: string | null;
  } | null;
};

export type DocumentRow = {
  id: string;
  caseId: string;
  title: string;
  documentType: string | null;
  direction: 'sent' | 'received' | 'internal';
  status: DocumentStatus;
  sentAt: string | null;
  receivedAt: string | null;
  disposalDate: string | null;
  createdAt: string;
  attachments: number;
  addressee: Addressee | null;
  /** Its first page can be seen small in a list. */
  pictured: boolean;
};

/** What a file is to its document; the words are explained where the table is made (migration 0009). */
export type FileRole = 'sent' | 'original' | 'source' | 'attachment' | 'signed' | 'message' | 'readable';
export type DocumentFile = { role: FileRole; position: number; filename: string; mime: string; size: number; sha256: string; pages: number | null; /** Came inside the document's own (attached to an e-mail): 1. */ within: 0 | 1 };
export type DocumentReceipt = { id: string; kind: 'technical' | 'business'; status: string; raw: string; sha256: string; receivedAt: string };
export type DocumentDetail = DocumentRow & { files: DocumentFile[]; receipts: DocumentReceipt[]; /** Its PDF/A: waits to be made, made, or not (kept) and why. */ preservation: { state: 'waiting' | 'made' | 'kept'; reason: string | null } | null; dispatchId: string | null; letterId: string | null };

export type CaseList = { rows: CaseSummary[]; total: number; page: number; pageSize: number };
/** Branches of the archive's tree with how many cases the actor sees in each. */
export type CaseTree = {
  cpr: number; cvr: number; classes: { name: string; cases: number }[];
  /** Branches of the filing plan with cases below them that the actor sees, in the plan's order. */
  plan: { id: string; code: string; title: string; depth: number; cases: number }[];
  years: { year: string; cases: number }[];
};
/** `branch` chooses a part of the tree; `words` are parts of a name, a number, or a case title. */
export type CaseCriteria = { branch?: 'cpr' | 'cvr' | 'class' | 'plan' | 'year' | undefined; nodeId?: string | undefined; year?: string | undefined; className?: string | undefined; words?: string | undefined; status?: CaseStatus | undefined };
