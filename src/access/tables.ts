import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Role } from './roles.ts';

export const users = sqliteTable('users', {
  id: text('id').primaryKey(),
  username: text('username').notNull(),
  name: text('name').notNull(),
  passwordHash: text('password_hash').notNull(),
  lockedAt: text('locked_at'),
  createdAt: text('created_at').notNull(),
});

export const userRoles = sqliteTable('user_roles', {
  userId: text('user_id').notNull(),
  role: text('role').$type<Role>().notNull(),
}, (table) => [primaryKey({ columns: [table.userId, table.role] })]);

export const sessions = sqliteTable('sessions', {
  tokenHash: text('token_hash').primaryKey(),
  userId: text('user_id').notNull(),
  createdAt: text('created_at').notNull(),
  seenAt: text('seen_at').notNull(),
  expiresAt: text('expires_at').notNull(),
});

export const loginFailures = sqliteTable('login_failures', {
  key: text('key').primaryKey(),
  failures: integer('failures').notNull(),
  lastAt: text('last_at').notNull(),
  blockedUntil: text('blocked_until'),
});

export const caseAccess = sqliteTable('case_access', {
  caseId: text('case_id').notNull(),
  userId: text('user_id').notNull(),
  kind: text('kind').$type<'officer' | 'given'>().notNull(),
  givenBy: text('given_by'),
  givenAt: text('given_at').notNull(),
}, (table) => [primaryKey({ columns: [table.caseId, table.userId, table.kind] })]);
