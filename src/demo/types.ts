/** The demo school as plain data. Days are `YYYY-MM-DD`; CPR numbers 10 digits, CVR 8, without separators. */

/** What the sandbox's contact register answers; null = the register does not know the number. */
export type DemoMailbox = 'REGISTERED' | 'EXEMPT' | 'CLOSED' | 'UNCONFIRMED_REGISTRATION' | null;

export type DemoAddress = { street: string; postalCode: string; town: string };

export type DemoRelation = 'mother' | 'father' | 'guardian';

export type DemoGuardian = { cpr: string; name: string; address: DemoAddress; protectedAddress: boolean; mailbox: DemoMailbox };

export type DemoStudent = {
  cpr: string;
  name: string;
  className: string;
  bornOn: string;
  /** The number is a replacement number (day + 60), so it belongs to nobody and has no mailbox. */
  replacementNumber: boolean;
  address: DemoAddress;
  protectedAddress: boolean;
  mailbox: DemoMailbox;
  /** Empty for those of age on the demo's reference day. `cpr` leads to `DemoSchool.guardians`. */
  guardians: { cpr: string; relation: DemoRelation; custody: boolean }[];
};

export type DemoRole = 'administrator' | 'secretary' | 'case_officer' | 'leader' | 'reader';

export type DemoStaff = { userName: string; password: string; displayName: string; email: string; roles: DemoRole[] };

export type DemoUnit = { number: string; name: string; address: DemoAddress };

export type DemoCompany = { cvr: string; name: string; ean: string; address: DemoAddress; units: DemoUnit[]; mailbox: DemoMailbox };

export type DemoSchool = {
  name: string;
  cvr: string;
  ean: string;
  address: DemoAddress;
  phone: string;
  email: string;
  students: DemoStudent[];
  guardians: DemoGuardian[];
  staff: DemoStaff[];
  companies: DemoCompany[];
};

/** One line of the sandbox's contact register. */
export type DemoContact = { kind: 'cpr' | 'cvr'; number: string; name: string; status: Exclude<DemoMailbox, null> };
