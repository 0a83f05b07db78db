import type { AuditEvent } from '../../src/audit/index.ts';

/** What the school uses somebody's data for, as it is told to them (Datatilsynet 2024-32-0283: dates and purposes). */
const purposes = {
  sending: 'Afsendelse af breve', signing: 'Underskrift af breve', receiving: 'Modtagelse af post', caseWork: 'Sagsbehandling', register: 'Skolens elevregister',
  access: 'Styring af adgang', retention: 'Opbevaring og kassation', insight: 'Svar på indsigt', running: 'Drift og kontrol',
};

/** By what an event is of, before its dot. */
const ofSubject: Record<string, keyof typeof purposes> = {
  dispatch: 'sending', letter: 'sending', attachment: 'sending', page: 'sending', boundaries: 'sending', list: 'sending', paper: 'sending', template: 'sending', receipt: 'sending', mailbox: 'sending',
  signature: 'signing', message: 'receiving', mail: 'receiving', post_rule: 'receiving', post_target: 'receiving',
  case: 'caseWork', document: 'caseWork', note: 'caseWork', metadata: 'caseWork', number: 'caseWork', search: 'caseWork', bulk: 'caseWork', notice: 'caseWork',
  people: 'register', person: 'register', group: 'access', grant: 'access', deputy: 'access', retention: 'retention', hold: 'retention', disposal: 'retention', insight: 'insight',
};

/** Those whose purpose is another than that of the rest of their kind. */
const ofEvent: Partial<Record<AuditEvent, keyof typeof purposes>> = {
  'case.officer_set': 'access', 'case.access_given': 'access', 'case.access_removed': 'access', 'case.group_given': 'access', 'case.group_removed': 'access', 'case.confidentiality_set': 'access',
  'document.disposed': 'retention', 'document.left_alone': 'retention', 'case.disposed': 'retention', 'document.preserved': 'retention', 'document.shared': 'sending', 'person.viewed': 'caseWork', 'mail.tried': 'running',
};

/** What something was done to somebody's data for. */
export const purposeOf = (event: AuditEvent): string => purposes[ofEvent[event] ?? ofSubject[event.split('.')[0]!] ?? 'running'];
