import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { AttachmentState } from './attachments/types.ts';
import type { SignerChoice } from '../signatures/index.ts';
import type { BatchState } from './paper/types.ts';
import type { BoundaryAct, DispatchState, LetterRole, LetterState } from './types.ts';

export const dispatches = sqliteTable('dispatches', {
  id: text('id').primaryKey(),
  state: text('state').$type<DispatchState>().notNull(),
  title: text('title').notNull(),
  documentTypeId: text('document_type_id'),
  replyAllowed: integer('reply_allowed', { mode: 'boolean' }).notNull().default(false),
  removeCpr: integer('remove_cpr', { mode: 'boolean' }).notNull().default(true),
  replyBy: text('reply_by'),
  deliverOn: text('deliver_on'),
  deliverTime: text('deliver_time'),
  signatureRequired: integer('signature_required', { mode: 'boolean' }).notNull().default(false),
  signBy: text('sign_by'),
  signers: text('signers').$type<SignerChoice>().notNull().default('recipient'),
  costCode: text('cost_code'),
  department: text('department'),
  sourceBlobId: text('source_blob_id').notNull(),
  workingBlobId: text('working_blob_id'),
  sourceFilename: text('source_filename').notNull(),
  sourceMime: text('source_mime').notNull().default('application/pdf'),
  sourceSize: integer('source_size').notNull(),
  pages: integer('pages'),
  whole: integer('whole', { mode: 'boolean' }).notNull().default(false),
  progressDone: integer('progress_done').notNull().default(0),
  progressTotal: integer('progress_total').notNull().default(0),
  scansDone: integer('scans_done').notNull().default(0),
  scansTotal: integer('scans_total').notNull().default(0),
  problem: text('problem'),
  revision: integer('revision').notNull().default(0),
  createdBy: text('created_by').notNull(),
  createdAt: text('created_at').notNull(),
  updatedAt: text('updated_at').notNull(),
  lookedUpAt: text('looked_up_at'),
  submittedBy: text('submitted_by'),
  submittedAt: text('submitted_at'),
  settledAt: text('settled_at'),
  purgedAt: text('purged_at'),
  undoUntil: text('undo_until'),
  disposedAt: text('disposed_at'),
  contactPointId: text('contact_point_id'),
  layout: text('layout'),
  templateId: text('template_id'),
  templateWhy: text('template_why'),
  templateBefore: text('template_before'),
  templateLeft: integer('template_left', { mode: 'boolean' }).notNull().default(false),
});

export const contactPoints = sqliteTable('contact_points', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  pointId: text('point_id').notNull(),
  active: integer('active', { mode: 'boolean' }).notNull().default(true),
  createdAt: text('created_at').notNull(),
});

export const dispatchPages = sqliteTable('dispatch_pages', {
  dispatchId: text('dispatch_id').notNull(),
  page: integer('page').notNull(),
  width: real('width').notNull(),
  height: real('height').notNull(),
  rotation: integer('rotation').notNull(),
  unreadable: text('unreadable'),
  leftOut: integer('left_out', { mode: 'boolean' }).notNull().default(false),
  candidates: text('candidates').notNull(),
  source: text('source').$type<'text' | 'ocr'>().notNull().default('text'),
  confidence: real('confidence'),
  blank: integer('blank', { mode: 'boolean' }).notNull().default(false),
  envelope: text('envelope'),
  fontsMissing: text('fonts_missing'),
}, (table) => [primaryKey({ columns: [table.dispatchId, table.page] })]);

export const dispatchConversions = sqliteTable('dispatch_conversions', {
  dispatchId: text('dispatch_id').primaryKey(),
  kind: text('kind').notNull(),
  notes: text('notes').notNull(),
  numbers: text('numbers').notNull(),
  compared: integer('compared', { mode: 'boolean' }).notNull().default(false),
  convertedAt: text('converted_at').notNull(),
});

export const dispatchScans = sqliteTable('dispatch_scans', {
  dispatchId: text('dispatch_id').notNull(),
  page: integer('page').notNull(),
  read: text('read').notNull(),
}, (table) => [primaryKey({ columns: [table.dispatchId, table.page] })]);

export const letters = sqliteTable('letters', {
  id: text('id').primaryKey(),
  dispatchId: text('dispatch_id').notNull(),
  ordinal: integer('ordinal').notNull(),
  pages: text('pages').notNull(),
  recipientKind: text('recipient_kind').$type<'cpr' | 'cvr'>(),
  recipientNumber: text('recipient_number'),
  recipientName: text('recipient_name'),
  className: text('class_name'),
  certainty: text('certainty').$type<'sure' | 'doubtful' | 'confirmed'>().notNull(),
  evidence: text('evidence').notNull(),
  found: text('found').notNull(),
  alternatives: text('alternatives').notNull(),
  role: text('role').$type<LetterRole>().notNull().default('main'),
  followsLetterId: text('follows_letter_id'),
  aboutKind: text('about_kind').$type<'cpr' | 'cvr'>(),
  aboutNumber: text('about_number'),
  relation: text('relation'),
  attention: text('attention'),
  contentKey: text('content_key'),
  state: text('state').$type<LetterState>().notNull(),
  reason: text('reason'),
  messageUuid: text('message_uuid').notNull(),
  documentId: text('document_id'),
  sentBlobId: text('sent_blob_id'),
  handedOverAt: text('handed_over_at'),
  deliveredAt: text('delivered_at'),
  answers: text('answers'),
  filedCaseId: text('filed_case_id'),
  disposedAt: text('disposed_at'),
  answersMessageId: text('answers_message_id'),
  contactPointId: text('contact_point_id'),
  updatedAt: text('updated_at').notNull(),
});

export const approvals = sqliteTable('approvals', {
  id: text('id').primaryKey(),
  dispatchId: text('dispatch_id').notNull(),
  state: text('state').$type<'waiting' | 'approved' | 'sent_back' | 'withdrawn'>().notNull(),
  contentHash: text('content_hash').notNull(),
  letters: integer('letters').notNull(),
  why: text('why').$type<'recipients' | 'document_type' | 'no_right'>().notNull(),
  requestedBy: text('requested_by').notNull(),
  requestedAt: text('requested_at').notNull(),
  requestNote: text('request_note'),
  decidedBy: text('decided_by'),
  decidedAt: text('decided_at'),
  note: text('note'),
});

export const dispatchTexts = sqliteTable('dispatch_texts', {
  dispatchId: text('dispatch_id').notNull(),
  page: integer('page').notNull(),
  text: text('text').notNull(),
}, (table) => [primaryKey({ columns: [table.dispatchId, table.page] })]);

export const copyDecisions = sqliteTable('copy_decisions', {
  letterId: text('letter_id').primaryKey(),
  pages: text('pages').notNull(),
  note: text('note').notNull(),
  decidedBy: text('decided_by').notNull(),
  decidedAt: text('decided_at').notNull(),
});

export const singleLetters = sqliteTable('single_letters', {
  dispatchId: text('dispatch_id').primaryKey(),
  wanted: text('wanted').notNull(),
});

export const letterPaths = sqliteTable('letter_paths', {
  letterId: text('letter_id').primaryKey(),
  path: text('path').$type<'print' | 'remote' | 'otherwise'>().notNull(),
  address: text('address'),
  showProtected: integer('show_protected', { mode: 'boolean' }).notNull().default(false),
  note: text('note'),
  chosenBy: text('chosen_by').notNull(),
  chosenAt: text('chosen_at').notNull(),
  estateOf: text('estate_of'),
});

export const paperBatches = sqliteTable('paper_batches', {
  id: text('id').primaryKey(),
  kind: text('kind').$type<'print' | 'remote'>().notNull(),
  state: text('state').$type<BatchState>().notNull(),
  duplex: integer('duplex', { mode: 'boolean' }).notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: text('created_at').notNull(),
  blobId: text('blob_id'),
  pages: integer('pages'),
  sheets: integer('sheets'),
  problem: text('problem'),
  folder: text('folder'),
  doneBy: text('done_by'),
  doneAt: text('done_at'),
});

export const paperLetters = sqliteTable('paper_letters', {
  batchId: text('batch_id').notNull(),
  letterId: text('letter_id').notNull(),
  address: text('address'),
  postalCode: text('postal_code'),
  without: text('without'),
  position: integer('position'),
  pages: integer('pages'),
  sheets: integer('sheets'),
  problem: text('problem'),
  reasonBefore: text('reason_before'),
  open: integer('open', { mode: 'boolean' }).notNull().default(true),
  estate: integer('estate', { mode: 'boolean' }).notNull().default(false),
}, (table) => [primaryKey({ columns: [table.batchId, table.letterId] })]);

export const boundarySteps = sqliteTable('boundary_steps', {
  id: integer('id').primaryKey(),
  dispatchId: text('dispatch_id').notNull(),
  act: text('act').$type<BoundaryAct>().notNull(),
  pages: text('pages').notNull(),
  before: text('before').notNull(),
  after: text('after').notNull(),
  actorId: text('actor_id').notNull(),
  at: text('at').notNull(),
});

export const transmissions = sqliteTable('transmissions', {
  id: text('id').primaryKey(),
  kind: text('kind').$type<'single' | 'mass'>().notNull(),
  letters: integer('letters').notNull(),
  startedAt: text('started_at').notNull(),
  finishedAt: text('finished_at'),
  outcome: text('outcome'),
  peerTransmissionId: text('peer_transmission_id'),
  postedAt: text('posted_at'),
  answer: text('answer'),
});

export const attempts = sqliteTable('attempts', {
  id: integer('id').primaryKey(),
  letterId: text('letter_id').notNull(),
  transmissionId: text('transmission_id').notNull(),
  worker: text('worker').notNull(),
  startedAt: text('started_at').notNull(),
  finishedAt: text('finished_at'),
  outcome: text('outcome'),
  reason: text('reason'),
  detail: text('detail'),
});

export const receipts = sqliteTable('receipts', {
  receiptId: text('receipt_id').primaryKey(),
  messageUuid: text('message_uuid'),
  status: text('status'),
  raw: text('raw').notNull(),
  receivedAt: text('received_at').notNull(),
  letterId: text('letter_id'),
});

export const attachmentFiles = sqliteTable('attachment_files', {
  id: text('id').primaryKey(),
  dispatchId: text('dispatch_id').notNull(),
  purpose: text('purpose').$type<'attachment' | 'merge'>().notNull(),
  state: text('state').$type<AttachmentState>().notNull(),
  problem: text('problem'),
  filename: text('filename').notNull(),
  mime: text('mime').notNull(),
  sourceBlobId: text('source_blob_id').notNull(),
  pdfBlobId: text('pdf_blob_id'),
  size: integer('size').notNull(),
  pages: integer('pages'),
  signed: integer('signed', { mode: 'boolean' }).notNull().default(false),
  notes: text('notes').notNull().default('[]'),
  hidden: text('hidden').notNull().default('[]'),
  cleanBlobId: text('clean_blob_id'),
  cleanSize: integer('clean_size'),
  numbers: integer('numbers').notNull().default(0),
  numbersLeft: text('numbers_left').notNull().default('[]'),
  seenBy: text('seen_by'),
  seenAt: text('seen_at'),
  progressDone: integer('progress_done').notNull().default(0),
  progressTotal: integer('progress_total').notNull().default(0),
  createdBy: text('created_by').notNull(),
  createdAt: text('created_at').notNull(),
  removedAt: text('removed_at'),
});

export const attachmentPages = sqliteTable('attachment_pages', {
  fileId: text('file_id').notNull(),
  page: integer('page').notNull(),
  unreadable: text('unreadable'),
  read: text('read').notNull(),
}, (table) => [primaryKey({ columns: [table.fileId, table.page] })]);

export const dispatchAttachments = sqliteTable('dispatch_attachments', {
  id: text('id').primaryKey(),
  dispatchId: text('dispatch_id').notNull(),
  fileId: text('file_id').notNull(),
  letterId: text('letter_id'),
  recipientNumber: text('recipient_number'),
  pages: text('pages'),
  title: text('title').notNull(),
  position: integer('position').notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: text('created_at').notNull(),
  removedAt: text('removed_at'),
  ofTemplate: integer('of_template', { mode: 'boolean' }).notNull().default(false),
});

export const attachmentParts = sqliteTable('attachment_parts', {
  fileId: text('file_id').notNull(),
  part: integer('part').notNull(),
  pages: text('pages').notNull(),
  recipientKind: text('recipient_kind'),
  recipientNumber: text('recipient_number'),
  certainty: text('certainty').notNull(),
  evidence: text('evidence').notNull(),
  letterId: text('letter_id'),
  leftOut: integer('left_out', { mode: 'boolean' }).notNull().default(false),
}, (table) => [primaryKey({ columns: [table.fileId, table.part] })]);

export const madeAttachments = sqliteTable('made_attachments', {
  letterId: text('letter_id').notNull(),
  attachmentId: text('attachment_id').notNull(),
  blobId: text('blob_id'),
  originalBlobId: text('original_blob_id'),
}, (table) => [primaryKey({ columns: [table.letterId, table.attachmentId] })]);

export const recipientLists = sqliteTable('recipient_lists', {
  dispatchId: text('dispatch_id').primaryKey(),
  state: text('state').$type<'reading' | 'needs_columns' | 'unreadable' | 'preview' | 'applying' | 'applied'>().notNull(),
  filename: text('filename').notNull(),
  blobId: text('blob_id'),
  headings: text('headings'),
  choice: text('choice'),
  mappingName: text('mapping_name'),
  summary: text('summary'),
  rest: text('rest'),
  revision: integer('revision'),
  problem: text('problem'),
  createdBy: text('created_by').notNull(),
  createdAt: text('created_at').notNull(),
  appliedAt: text('applied_at'),
  stepId: integer('step_id'),
});

export const recipientListRows = sqliteTable('recipient_list_rows', {
  dispatchId: text('dispatch_id').notNull(),
  n: integer('n').notNull(),
  row: integer('row').notNull(),
  kind: text('kind').$type<'cpr' | 'cvr'>(),
  number: text('number'),
  name: text('name'),
  className: text('class_name'),
  key: text('key'),
  pages: text('pages'),
  letterId: text('letter_id'),
}, (table) => [primaryKey({ columns: [table.dispatchId, table.n] })]);

export const recipientListProblems = sqliteTable('recipient_list_problems', {
  dispatchId: text('dispatch_id').notNull(),
  n: integer('n').notNull(),
  row: integer('row'),
  level: text('level').$type<'stop' | 'error' | 'note'>().notNull(),
  reason: text('reason').notNull(),
  values: text('values').notNull(),
}, (table) => [primaryKey({ columns: [table.dispatchId, table.n] })]);

export const dispatchParts = sqliteTable('dispatch_parts', {
  dispatchId: text('dispatch_id').notNull(),
  n: integer('n').notNull(),
  filename: text('filename').notNull(),
  firstPage: integer('first_page').notNull(),
  pages: integer('pages').notNull(),
  blobId: text('blob_id'),
  pdfBlobId: text('pdf_blob_id'),
  problem: text('problem'),
}, (table) => [primaryKey({ columns: [table.dispatchId, table.n] })]);

export const letterTemplates = sqliteTable('letter_templates', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  fingerprint: text('fingerprint'),
  places: text('places'),
  title: text('title').notNull(),
  titleFromLetter: integer('title_from_letter', { mode: 'boolean' }).notNull().default(false),
  documentTypeId: text('document_type_id'),
  retentionYears: integer('retention_years'),
  replyAllowed: integer('reply_allowed', { mode: 'boolean' }).notNull().default(false),
  replyDays: integer('reply_days'),
  contactPointId: text('contact_point_id'),
  signatureRequired: integer('signature_required', { mode: 'boolean' }).notNull().default(false),
  signDays: integer('sign_days'),
  signers: text('signers'),
  removeCpr: integer('remove_cpr', { mode: 'boolean' }).notNull().default(true),
  costCode: text('cost_code'),
  department: text('department'),
  approvalDemanded: integer('approval_demanded', { mode: 'boolean' }).notNull().default(false),
  uses: integer('uses').notNull().default(0),
  usedAt: text('used_at'),
  createdBy: text('created_by').notNull(),
  createdAt: text('created_at').notNull(),
  updatedAt: text('updated_at').notNull(),
  deletedAt: text('deleted_at'),
});

export const templateAttachments = sqliteTable('template_attachments', {
  id: text('id').primaryKey(),
  templateId: text('template_id').notNull(),
  position: integer('position').notNull(),
  title: text('title').notNull(),
  filename: text('filename').notNull(),
  mime: text('mime').notNull(),
  blobId: text('blob_id').notNull(),
  pages: integer('pages'),
});
