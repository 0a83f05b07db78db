import { z } from 'zod';

const count = z.number().int().min(0);
const rate = z.number().min(0).max(1);

/**
 * Everything about the peer that can be changed while it runs. `...Next` counts down to 0 by one
 * for each POST /memos/ it strikes; `...Rate` is a share from 0 to 1.
 */
export const settingsSchema = z.strictObject({
  /** Time from the technical to the business receipt, milliseconds. */
  receiptDelayMs: count,
  /** Business receipts forced to INVALID or NOT_ALLOWED although nothing is wrong. */
  invalidNext: count,
  invalidRate: rate,
  notAllowedNext: count,
  notAllowedRate: rate,
  /** Each business receipt comes twice, under two ids. */
  duplicateReceipts: z.boolean(),
  /** Receipts are listed in an order that has nothing to do with time, and each is delayed by 0 to 2 times the delay. */
  outOfOrder: z.boolean(),
  /** A RECEIVED receipt comes into the list after the business receipt. */
  lateTechnicalReceipts: z.boolean(),
  /** What a second POST of the same message UUID leads to; the platform's own rule is not known (facts 3.3). */
  duplicateUuid: z.enum(['accept_as_new', 'conflict_409', 'idempotent_201']),
  /** Whether a breach of a content rule is answered at once with 400 or later with a receipt INVALID. */
  contentErrors: z.enum(['receipt', 'synchronous']),
  /** 503 before anything is stored. */
  http503Next: count,
  http503Rate: rate,
  /** All bytes taken and stored, then silence. */
  timeoutAfterBytesNext: count,
  timeoutAfterBytesRate: rate,
  /** All bytes taken and stored, then the connection cut. */
  dropAfterBytesNext: count,
  dropAfterBytesRate: rate,
  /** The connection cut before anything is read. */
  dropBeforeBytesNext: count,
  dropBeforeBytesRate: rate,
  /** Stored, then an answer that is none: 200 with HTML, or 201 with half a JSON. */
  nonsenseNext: count,
  nonsenseKind: z.enum(['html', 'half_json']),
  /** 401 and 403 as they come when a token or a registration is withdrawn. */
  http401Next: count,
  http403Next: count,
  /** The authority has called the client's certificate back: it stands on the list, and no connection made with it is served. */
  clientRevoked: z.boolean(),
  /** How a revoked certificate is told: the connection closed without a word, or 403 in the platform's own words. */
  revokedAnswer: z.enum(['closed', 'forbidden']),
  /** The next calls that fetch mail are answered 200 with a page of HTML, as a proxy does. */
  fetchNonsenseNext: count,
  /** The next receipts given by a recipient are answered 503 after they were noted. */
  receiptLostNext: count,
  /** A positive receipt alone takes the mail out of the queue; what the platform does is not known (facts 9). */
  receiptRemovesMail: z.boolean(),
  /** Every answer waits so long, milliseconds. */
  slowMs: count,
  /** Address parts that answer 503. */
  contactsDown: z.boolean(),
  receiptsDown: z.boolean(),
  memosDown: z.boolean(),
  /** The signing service: answers 503; answers late; takes a request and its answer is lost. */
  signingDown: z.boolean(),
  signingSlowMs: count,
  signingDropNext: count,
  /** What is wrong with the next signatures: another document comes back, pages painted over before or changed after signing, a certificate of a foreign authority or one that had ended. */
  signingOtherDocumentNext: count,
  signingOverlayNext: count,
  signingAlteredNext: count,
  signingForeignNext: count,
  signingExpiredNext: count,
  /** Expected behind `Authorization: Bearer`; empty = not checked. */
  signingToken: z.string(),
  /** Expected behind `Authorization: Basic`; empty = not checked. */
  apiToken: z.string(),
  /** The CVR register: what is expected as `user:password` (CVR-permanent) and as key (Datafordeler), empty = not checked; and its faults. */
  cvrLogin: z.string(),
  cvrKey: z.string(),
  cvrDown: z.boolean(),
  cvrTypedPathGone: z.boolean(),
  cvrSlowMs: count,
  cvrNonsenseNext: count,
  cvrHugeNext: count,
  cvrPartialNext: count,
  /** The message's own rules where the facts leave room. */
  fileExtensions: z.array(z.string()),
  maximumMegabytes: z.number().positive(),
  /** Bounds of a container, after decompression; the platform's own are not known (facts 9). */
  maximumContainerMegabytes: z.number().positive(),
  maximumContainerEntries: count,
  maximumDelayDays: count,
  replyNeedsContactPoint: z.boolean(),
  mandatoryAllowed: z.boolean(),
  legalNotificationAllowed: z.boolean(),
});

export type SandboxSettings = z.infer<typeof settingsSchema>;

/** The peer as it is when nobody has set anything: a well-behaved one. */
export const defaultSettings: SandboxSettings = {
  receiptDelayMs: 1000, invalidNext: 0, invalidRate: 0, notAllowedNext: 0, notAllowedRate: 0,
  duplicateReceipts: false, outOfOrder: false, lateTechnicalReceipts: false,
  duplicateUuid: 'accept_as_new', contentErrors: 'receipt',
  http503Next: 0, http503Rate: 0, timeoutAfterBytesNext: 0, timeoutAfterBytesRate: 0,
  dropAfterBytesNext: 0, dropAfterBytesRate: 0, dropBeforeBytesNext: 0, dropBeforeBytesRate: 0,
  nonsenseNext: 0, nonsenseKind: 'html', http401Next: 0, http403Next: 0, clientRevoked: false, fetchNonsenseNext: 0, receiptLostNext: 0, receiptRemovesMail: false, revokedAnswer: 'closed', slowMs: 0,
  signingDown: false, signingSlowMs: 0, signingDropNext: 0, signingOtherDocumentNext: 0, signingOverlayNext: 0, signingAlteredNext: 0, signingForeignNext: 0, signingExpiredNext: 0, signingToken: '',
  contactsDown: false, receiptsDown: false, memosDown: false, apiToken: '',
  cvrLogin: '', cvrKey: '', cvrDown: false, cvrTypedPathGone: false, cvrSlowMs: 0, cvrNonsenseNext: 0, cvrHugeNext: 0, cvrPartialNext: 0,
  fileExtensions: ['pdf', 'txt'], maximumMegabytes: 99.5, maximumContainerMegabytes: 300, maximumContainerEntries: 5000, maximumDelayDays: 365,
  replyNeedsContactPoint: false, mandatoryAllowed: true, legalNotificationAllowed: true,
};
