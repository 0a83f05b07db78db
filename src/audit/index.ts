export { auditEvents, type AuditEvent, type SubjectKind } from './events.ts';
export { record, type AuditInput } from './record.ts';
export { verifyAudit, type AuditFault, type AuditVerdict } from './verify.ts';
export { historyOf, historyOfUser, type HistoryEntry } from './history.ts';
export { eraseAbout, eraseNaming } from './erase.ts';
