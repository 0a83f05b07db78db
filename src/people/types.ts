/** What the platform last answered about a number (facts/digital-post.md 3.4). Only `registered` can receive. */
export type MailboxStatus = 'registered' | 'exempt' | 'closed' | 'unconfirmed' | 'not_found';

export type PersonInput = {
  cpr: string;
  name: string;
  kind: 'student' | 'guardian' | 'staff' | 'other';
  className?: string | null;
  address?: string | null;
  protected?: boolean;
};
export type GuardianshipInput = { studentCpr: string; guardianCpr: string; relation: string; custody: boolean };
export type CompanyInput = { cvr: string; name: string; address?: string | null; units: { number: string; name: string; address?: string | null }[] };
