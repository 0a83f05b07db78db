/** Every kind of event in the log. A new one is added here and gets its Danish words in views/texts.ts. */
export const auditEvents = [
  'user.made', 'user.locked', 'user.unlocked', 'user.password_set', 'user.roles_set',
  'login.succeeded', 'login.failed', 'logout',
  'settings.changed', 'set_up.begun', 'set_up.completed', 'certificate.changed', 'certificate.refused', 'certificate.tried', 'set_up.refused', 'document_type.made', 'document_type.changed', 'contact_point.changed',
  'dispatch.uploaded', 'dispatch.converted', 'dispatch.gathered', 'dispatch.files_left_out', 'document.preserved', 'dispatch.file_taken', 'dispatch.read', 'dispatch.unreadable', 'dispatch.unlocked', 'dispatch.options_set', 'dispatch.discarded',
  'dispatch.validated', 'dispatch.approval_asked', 'dispatch.approval_withdrawn', 'dispatch.approved', 'dispatch.sent_back', 'dispatch.submitted', 'dispatch.sent_before_seen', 'dispatch.undone', 'dispatch.window_closed', 'dispatch.settled', 'dispatch.purged', 'dispatch.viewed',
  'dispatch.paths_chosen', 'paper.made', 'paper.protected_address', 'paper.opened', 'paper.opened_again', 'paper.handing_over', 'paper.done', 'paper.letter_out', 'paper.dissolved', 'paper.purged',
  'template.saved', 'template.changed', 'template.deleted', 'template.restored', 'template.used', 'template.left',
  'attachment.added', 'attachment.read', 'attachment.refused', 'attachment.changed', 'attachment.removed', 'attachment.restored', 'attachment.seen', 'attachment.unlocked',
  'letter.recipient_confirmed', 'letter.recipient_set', 'letter.removed', 'letter.restored', 'page.left_out', 'page.restored', 'page.joined',
  'page.moved', 'letter.split', 'letter.joined', 'boundaries.undone', 'document.shared', 'list.taken', 'list.applied',
  'letter.prepared', 'letter.redaction_failed', 'letter.queued', 'letter.attempted', 'letter.handed_over', 'letter.delivered',
  'letter.failed', 'letter.unknown', 'letter.waits', 'letter.resolved', 'letter.cancelled', 'letter.printed', 'letter.remote_printed', 'letter.handled_otherwise', 'letter.taken_back', 'letter.resent', 'letter.copy_added', 'letter.copy_decided', 'letter.copy_removed', 'letter.copy_dropped', 'letter.attention_set',
  'receipt.received',
  'message.stored', 'message.read', 'message.unreadable', 'message.repeated', 'message.distributed', 'message.assigned', 'message.filed', 'message.moved', 'message.unfiled', 'message.returned', 'message.undone',
  'message.viewed', 'message.downloaded', 'message.done', 'message.reopened', 'message.answered', 'mail.fetched_by_hand', 'mail.old_asked',
  'post_rule.made', 'post_rule.changed', 'post_rule.tested', 'post_rule.switched', 'post_rule.removed', 'post_target.set', 'post_target.removed',
  'case.exported', 'insight.exported',
  'bulk.started', 'bulk.stopped', 'bulk.ended', 'bulk.undone', 'bulk.downloaded',
  'document.filed', 'document.changed', 'document.version_added', 'document.attachment_added', 'document.attachment_parted', 'document.moved_away', 'document.moved_here', 'document.copied', 'document.copied_away', 'document.approved', 'document.approval_taken_back',
  'dispatch.exported',
  'group.made', 'group.members_set', 'group.removed', 'grant.given', 'grant.removed', 'deputy.named', 'deputy.ended', 'case.group_given', 'case.group_removed', 'document_type.restricted',
  'case.changed', 'case.status_set', 'case.confidentiality_set', 'case.number_added', 'case.merged', 'case.merged_away', 'case.party_added', 'case.party_removed',
  'case_type.made', 'case_type.changed', 'filing_plan.node_added', 'filing_plan.node_changed', 'filing_plan.node_removed', 'field.added', 'field.changed', 'metadata.set',
  'note.added', 'note.edited', 'note.removed', 'note.restored',
  'retention.rule_set', 'hold.placed', 'hold.lifted', 'disposal.postponed', 'disposal.postponement_undone', 'disposal.proposed', 'disposal.withdrawn', 'disposal.approved', 'disposal.sent_back', 'disposal.approval_taken_back', 'disposal.viewed', 'disposal.destroyed', 'disposal.certificate_taken', 'document.disposed', 'document.left_alone', 'case.disposed',
  'case.made', 'case.viewed', 'case.officer_set', 'case.access_given', 'case.access_removed',
  'document.archived', 'document.viewed', 'document.downloaded', 'document.exported', 'document.status_set',
  'number.shown', 'search.made', 'search.named', 'search.server_begun', 'search.server_left', 'search.server_tried', 'audit.verified',
  'signature.requested', 'signature.started', 'signature.signed', 'signature.completed', 'signature.failed', 'signature.cancelled', 'signature.reminder_made', 'signing.tried',
  'notice.mail_set', 'notice.given', 'mail.tried',
  'people.imported', 'people.file_taken', 'people.import_undone', 'people.import_discarded', 'person.made', 'person.changed', 'person.left', 'person.marked_dead', 'person.marked_abroad', 'person.mark_removed', 'person.change_undone', 'person.viewed', 'mailbox.checked', 'mailbox.watched', 'mailbox.unwatched', 'mailbox.check_discarded', 'mailbox.exported', 'mailbox.exported_with_numbers',
] as const;

export type AuditEvent = (typeof auditEvents)[number];

export type SubjectKind =
  | 'paper' | 'user' | 'setting' | 'document_type' | 'dispatch' | 'letter' | 'letter_template' | 'case' | 'document' | 'bulk' | 'person' | 'people_import' | 'mailbox_check' | 'search' | 'receipt' | 'message' | 'post_rule' | 'disposal_batch' | 'system';
