/** Roles add up: a person may hold several (issue 2, the table of roles). */
export const roles = ['administrator', 'secretary', 'case_officer', 'preparer', 'leader', 'reader'] as const;
export type Role = (typeof roles)[number];

/**
 * What a route or command may ask of an actor.
 * administer: users, settings, health. dispatch: upload and prepare own letters.
 * dispatch_all: see and act on everybody's dispatches. send: let letters go, of those dispatches.
 * approve: decide on what others lay before a second person. read_cases: has an archive at all.
 * read_all_cases: every case that is not confidential. change_all_cases: file, note and move in all of those.
 * make_cases: free cases under the filing plan.
 * grant_cases: name an officer, give access to a case.
 * receive: can be given incoming post and has a page of their own for it. distribute: sees all incoming post and gives it out;
 * dispose: sees what may be disposed of, postpones, holds and proposes it; approve_disposal: decides on what others propose.
 * steer_post: the rules and contact points it is distributed by. people: the register of students, contacts and staff,
 * its imports and mailbox checks. statistics: the whole school's figures, not only one's own.
 */
export type Permission = 'administer' | 'dispatch' | 'dispatch_all' | 'send' | 'approve' | 'read_cases' | 'read_all_cases' | 'change_all_cases' | 'make_cases' | 'grant_cases' | 'receive' | 'distribute' | 'steer_post' | 'people' | 'statistics' | 'dispose' | 'approve_disposal';

const granted: Record<Role, Permission[]> = {
  administrator: ['administer', 'statistics', 'steer_post', 'people'],
  secretary: ['statistics', 'dispatch', 'dispatch_all', 'send', 'read_cases', 'read_all_cases', 'change_all_cases', 'make_cases', 'grant_cases', 'receive', 'distribute', 'steer_post', 'people', 'dispose'],
  case_officer: ['dispatch', 'send', 'read_cases', 'make_cases', 'receive'],
  preparer: ['dispatch', 'read_cases', 'receive'],
  leader: ['statistics', 'approve', 'dispose', 'approve_disposal', 'read_cases', 'read_all_cases', 'receive'],
  reader: ['read_cases'],
};

/** The person behind a request. Every query that answers records takes one first. */
export type Actor = {
  id: string; username: string; name: string; roles: Role[];
  /** Ids of the groups they are in, and of those they stand in for today. */
  groups?: string[]; actsFor?: string[];
};

export function may(actor: Actor, permission: Permission): boolean {
  return actor.roles.some((role) => granted[role].includes(permission));
}

/** Every role that gives a permission. */
export const rolesThatMay = (permission: Permission): Role[] => roles.filter((role) => granted[role].includes(permission));
