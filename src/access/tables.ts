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
  level: text('level').$type<'read' | 'write'>().notNull().default('read'),
  givenBy: text('given_by'),
  givenAt: text('given_at').notNull(),
}, (table) => [primaryKey({ columns: [table.caseId, table.userId, table.kind] })]);

export const userGroups = sqliteTable('user_groups', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  createdAt: text('created_at').notNull(),
});

export const groupMembers = sqliteTable('group_members', {
  groupId: text('group_id').notNull(),
  userId: text('user_id').notNull(),
}, (table) => [primaryKey({ columns: [table.groupId, table.userId] })]);

export const accessGrants = sqliteTable('access_grants', {
  holderKind: text('holder_kind').$type<'role' | 'group' | 'user'>().notNull(),
  holderId: text('holder_id').notNull(),
  mark: text('mark').notNull(),
  level: text('level').$type<'read' | 'write'>().notNull(),
  givenBy: text('given_by'),
  givenAt: text('given_at').notNull(),
}, (table) => [primaryKey({ columns: [table.holderKind, table.holderId, table.mark] })]);

export const caseGroupAccess = sqliteTable('case_group_access', {
  caseId: text('case_id').notNull(),
  groupId: text('group_id').notNull(),
  level: text('level').$type<'read' | 'write'>().notNull(),
  givenBy: text('given_by'),
  givenAt: text('given_at').notNull(),
}, (table) => [primaryKey({ columns: [table.caseId, table.groupId] })]);

export const deputies = sqliteTable('deputies', {
  userId: text('user_id').notNull(),
  deputyId: text('deputy_id').notNull(),
  fromDay: text('from_day').notNull(),
  untilDay: text('until_day').notNull(),
}, (table) => [primaryKey({ columns: [table.userId, table.deputyId] })]);

export const caseMarks = sqliteTable('case_marks', {
  caseId: text('case_id').notNull(),
  mark: text('mark').notNull(),
}, (table) => [primaryKey({ columns: [table.caseId, table.mark] })]);
