import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { MailFrequency, NoticeKind } from './types.ts';

export const notices = sqliteTable('notices', {
  id: text('id').primaryKey(),
  userId: text('user_id').notNull(),
  kind: text('kind').$type<NoticeKind>().notNull(),
  subjectKind: text('subject_kind').notNull(),
  subjectId: text('subject_id').notNull(),
  count: integer('count').notNull().default(1),
  fromUserId: text('from_user_id'),
  note: text('note'),
  dueOn: text('due_on'),
  createdAt: text('created_at').notNull(),
  updatedAt: text('updated_at').notNull(),
  seenAt: text('seen_at'),
  doneAt: text('done_at'),
  mailedAt: text('mailed_at'),
});

export const noticeMail = sqliteTable('notice_mail', {
  userId: text('user_id').primaryKey(),
  email: text('email').notNull(),
  frequency: text('frequency').$type<MailFrequency>().notNull(),
  mailedAt: text('mailed_at'),
  problem: text('problem'),
  updatedAt: text('updated_at').notNull(),
});
