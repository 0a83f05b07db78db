import type { SubjectKind } from '../audit/index.ts';

/**
 * Every kind of notice. A new one is added here and gets its Danish words in views/texts/notices.ts.
 * look_at: a colleague asks somebody to look at something; the rest the program says by itself.
 */
export const noticeKinds = ['look_at', 'look_at_done', 'approval_asked', 'approval_sent_back', 'signature_completed', 'signature_failed', 'post_received', 'copy_dropped', 'mailbox_changed', 'disposal_asked', 'disposal_sent_back'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export type NoticeSubject = { kind: SubjectKind; id: string };

/** One notice as its owner sees it. What it is about is named by id alone: the page looks it up through the reader's own rights. */
export type Notice = {
  id: string;
  kind: NoticeKind;
  subject: NoticeSubject;
  /** How many times it happened since the owner was last done with it. */
  count: number;
  from: { id: string; name: string } | null;
  note: string | null;
  /** `YYYY-MM-DD` */
  dueOn: string | null;
  createdAt: string;
  updatedAt: string;
  seenAt: string | null;
  doneAt: string | null;
};

export type NoticePage = { rows: Notice[]; total: number; page: number; pageSize: number };

export const mailFrequencies = ['never', 'daily', 'at_once'] as const;
export type MailFrequency = (typeof mailFrequencies)[number];
export type NoticeMail = { email: string; frequency: MailFrequency; mailedAt: string | null; /** Reason key of the last mail that could not be delivered. */ problem: string | null };
