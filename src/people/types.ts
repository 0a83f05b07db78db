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

/** What the school has noted of somebody: they have died, or left the country. */
export type PersonMark = 'dead' | 'abroad';
export type Marked = { mark: PersonMark; /** From which day `YYYY-MM-DD`; null where it is not known. */ on: string | null };

export type PersonKind = 'student' | 'guardian' | 'staff' | 'other';

/** A person of the register as an import compares and keeps them. Days `YYYY-MM-DD`. */
export type PersonRecord = {
  id: string; cpr: string; name: string; kind: PersonKind; className: string | null; studentNumber: string | null; address: string | null; protected: boolean; leftOn: string | null;
  mark: PersonMark | null; markOn: string | null;
};
export type TieRecord = { studentId: string; guardianId: string; relation: string; custody: boolean; receivesCopy: boolean };
export type FormerRecord = { cpr: string; personId: string };

export type ImportState = 'reading' | 'needs_columns' | 'unreadable' | 'preview' | 'applying' | 'applied' | 'undoing' | 'undone' | 'discarded';

/** What a file says of a person; an absent field says nothing, null says "none". */
export type IncomingPerson = {
  row: number; cpr: string; kind: 'student' | 'guardian' | 'staff'; formerCpr?: string; name?: string; className?: string | null; studentNumber?: string | null;
  address?: string | null; protected?: boolean; leftOn?: string | null; /** null: lives here. */ mark?: PersonMark | null; markOn?: string;
};
export type IncomingTie = { row: number; studentCpr: string; guardianCpr: string; relation?: string; custody?: boolean; receivesCopy?: boolean };

/** What is wrong with a row: an error leaves the row out, a note only tells. `values` name the row, never a number or a name. */
export type RowProblem = { row: number; level: 'error' | 'note'; reason: string; values: Record<string, string | number> };
export type Incoming = { people: IncomingPerson[]; ties: IncomingTie[]; problems: RowProblem[]; rows: number };

/** One thing an import will do. `row` is null for what is missing from the file. */
export type PlannedChange =
  | { subject: 'person'; act: 'new' | 'changed' | 'left'; row: number | null; personId: string; before: PersonRecord | null; after: PersonRecord }
  | { subject: 'tie'; act: 'new' | 'changed' | 'gone'; row: number | null; personId: string; before: TieRecord | null; after: TieRecord | null }
  | { subject: 'former'; act: 'new'; row: number | null; personId: string; before: null; after: FormerRecord };
export type ImportPlan = { changes: PlannedChange[]; problems: RowProblem[]; unchanged: number };

/** Which column of a list of people is what: field to heading. */
export type PeopleMapping = { kind: 'students' | 'staff'; columns: Record<string, string>; /** Who is not in the file has left. */ complete: boolean };
