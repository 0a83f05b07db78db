import type { RecipientNumber } from '../../numbers/index.ts';

/** Everything the connection needs; host, paths and limits are settings (facts: digital-post 3.1). */
export type DigitalPostSettings = {
  /** Base without closing slash, e.g. https://localhost:8443/apis/v1. */
  baseUrl: string;
  /** Token behind `Authorization: Basic`, which identifies the calling system; empty = header left out. */
  apiToken: string;
  /** PEM texts read from the PKCS#12: certificate chain, private key, and the authority of the peer. */
  certificatePem: string;
  keyPem: string;
  caPem: string;
  timeoutMs: number;
  /** Contact look-ups per call and calls per second at most. */
  lookUpBatch: number;
  maxCallsPerSecond: number;
};

/** A letter to be written as MeMo 1.2. Lengths and characters are checked by the writer. */
export type MemoLetter = {
  /** Version 4 UUID, lower case; the same through every attempt. */
  messageUuid: string;
  /** Title shown in the mailbox, at most 256 characters. */
  label: string;
  sender: { cvr: string; label: string; contactPointId: string | null };
  recipient: RecipientNumber & { label: string | null };
  replyAllowed: boolean;
  /** When an answer is wanted by; only where one is allowed. */
  replyBy: Date | null;
  /** To whom at the recipient (facts 1.3, AttentionData). P-number of ten digits. */
  attention: {
    productionUnit: { number: string; name: string | null } | null;
    email: { address: string; name: string | null } | null;
    telephone: { number: string; name: string | null } | null;
    person: string | null;
  } | null;
  /** Where the recipient signs: an https address of at most 256 characters, carried as the action UNDERSKRIV (facts 1.6, 8). */
  signing: { url: string; until: Date | null } | null;
  /** What an answer must bring back: our case and message (facts 1.6). Absent when no reply is allowed. */
  caseId: string | null;
  /** Which of the recipient's contact points it goes to, and what it gives back of the message it answers (facts 1.6, 7). */
  recipientContactPointId?: string | null;
  answers?: { messageUuid: string; caseId: string | null; contactPointId: string | null } | null;
  createdAt: Date;
  /** Only where the platform is to hold the letter itself (a setting); `YYYY-MM-DD`. */
  doNotDeliverUntil: string | null;
  document: { filename: string; mime: 'application/pdf'; content: Uint8Array };
  /** Each becomes a document of its own; at most ten (facts 1.5). */
  attachments: { title: string; filename: string; mime: string; content: Uint8Array }[];
};

export type ReceiptStatus = 'RECEIVED' | 'COMPLETED' | 'INVALID' | 'NOT_ALLOWED';

/** A receipt as it came (`raw`, the JSON text byte for byte) and what it says. */
export type Receipt = {
  raw: string;
  transmissionId: string | null;
  messageUuid: string | null;
  status: ReceiptStatus | null;
  errorCode: string | null;
  errorMessage: string | null;
  timeStamp: string | null;
};

/**
 * What became of one POST.
 * accepted: 201 with a receipt. already_there: the peer says it has this message UUID.
 * rejected: a final no (400, 401, 403, 422) with the peer's words.
 * not_sent: refused connection, TLS failure, 503 with the peer's own error body: nothing was taken, wait and try again.
 * unknown: anything else after the bytes may have arrived. Never sent again by itself.
 * `reason` is a key such as peer_refused, tls_failed, certificate_expired, certificate_rejected, busy, timeout, cut_off, nonsense.
 */
export type SendOutcome =
  | { kind: 'accepted'; receipt: Receipt }
  | { kind: 'already_there'; raw: string }
  | { kind: 'rejected'; status: number; code: string | null; message: string | null; raw: string; /** false for 401/403: the connection, not the letter, is at fault */ letterAtFault: boolean }
  | { kind: 'not_sent'; reason: string; detail: string }
  | { kind: 'unknown'; reason: string; detail: string };

/** registered = can receive; not_found = empty answer; not_checked = no answer. */
export type MailboxStatus = 'registered' | 'exempt' | 'closed' | 'unconfirmed' | 'not_found';

/** A message as it is fetched: bytes of any kind, nothing understood. */
export type IncomingMemo = { content: AsyncIterable<Uint8Array> };

export type Organisation = { id: string; name: string; cvr: string };
/** Where an organisation takes post. Megabytes and number of attachments as it says, null where it says nothing. */
export type ContactPoint = { id: string; name: string; description: string; maxMegabytes: number | null; maxAttachments: number | null };
export type SystemFetch = { id: string; running: boolean; /** Ended before it had done everything. */ stopped: boolean; total: number; fetched: number; failed: number };

/** The school's own mail (facts: digital-post 3.5). Every call throws Problem unavailable when the peer does not do it. */
export type Mail = {
  /** Ids of what waits, all pages, oldest first. */
  listMemos(): Promise<string[]>;
  /** Null where it is there no longer. An answer that is no message at all (a proxy's page) is unavailable, reason nonsense. */
  fetchMemo(id: string): Promise<IncomingMemo | null>;
  /** The positive receipt: COMPLETED, errorCode null. Given twice, or of what is gone, is harmless. Answers the receipt as it was given, JSON. */
  acknowledge(id: string, messageUuid: string): Promise<string>;
  /** 404 is harmless. */
  deleteMemo(id: string): Promise<void>;
  organisations(cvr: string): Promise<Organisation[]>;
  /** Those that are active and visible. */
  contactPoints(organisationId: string): Promise<ContactPoint[]>;
  /** Asks the platform to offer old mail of the school's mailbox anew, from `since`; what came of it stands in `systemFetch`. */
  requestOldMail(wish: { cvr: string; contactPointId: string; since: Date }): Promise<SystemFetch & { mailboxId: string }>;
  systemFetch(mailboxId: string, id: string): Promise<SystemFetch>;
};

export type DigitalPost = Mail & {
  /** POST /memos/ on a fresh connection. Never throws for the peer's faults. */
  send(messageUuid: string, memo: Uint8Array): Promise<SendOutcome>;
  /**
   * POST /memos/ of a container (packContainer) on a fresh connection; one answer for all its letters.
   * `transmissionId` is our own, for the log: the platform gives the container another. already_there never comes:
   * of what it says is there, it does not say which letters.
   */
  sendMass(transmissionId: string, container: Uint8Array): Promise<SendOutcome>;
  /** Status of each number, keyed by number; a number whose call failed is absent (shown as ikke slået op). */
  lookUp(numbers: RecipientNumber[]): Promise<Map<string, MailboxStatus>>;
  /** Ids of waiting receipts, all pages. Throws Problem unavailable. */
  listReceipts(): Promise<string[]>;
  fetchReceipt(id: string): Promise<Receipt>;
  /** 404 is harmless. */
  deleteReceipt(id: string): Promise<void>;
  /** One cheap authenticated call on a fresh connection: ok, or why not, in a key as in SendOutcome. */
  probe(): Promise<{ ok: true } | { ok: false; reason: string; detail: string }>;
};
