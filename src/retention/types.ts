/** none: no day is counted; keep: never disposed of; dispose: after some years. */
export type Outcome = 'none' | 'keep' | 'dispose';
/** What years are counted from: the day it was filed, sent or received, the case was closed, the student left. */
export type CountedFrom = 'filed' | 'sent' | 'case_closed' | 'student_left';
export const countedFrom: CountedFrom[] = ['filed', 'sent', 'case_closed', 'student_left'];

/**
 * How long documents of a type are kept, and why. `yearEnd`: counted from the end of that calendar year. `forgetCase`: a closed case
 * of which nothing is left loses its name and numbers too.
 */
export type Rule = { outcome: Outcome; years: number | null; countedFrom: CountedFrom; yearEnd: boolean; forgetCase: boolean; reason: string };
export type StoredRule = Rule & { id: string; madeAt: string; madeBy: string | null };

/** What a form says, as it was typed. */
export type TypedRule = { outcome: string; years: string; countedFrom: string; yearEnd: boolean; forgetCase?: boolean; reason: string };

export type BatchState = 'waiting' | 'approved' | 'sent_back' | 'withdrawn' | 'destroying' | 'destroyed';
/**
 * Why a document of an approved batch was left alone: it is no more; held; has a later day; its letter has not come to rest or waits
 * for a person; is signed just now; its text or PDF/A is being made; its signed copy lies on another case or on none; something of it was changed since it was proposed; it lies in a file of many that has its own time
 * (merge file, batch of paper, fetched package); the database refused.
 */
export type LeftReason = 'gone' | 'held' | 'later' | 'restless' | 'signing' | 'working' | 'signed_elsewhere' | 'changed' | 'bundled' | 'refused';
export type HoldSubject = { kind: 'case' | 'document'; id: string };
export type Hold = { id: string; reason: string; placedBy: string; placedAt: string; liftedBy: string | null; liftedAt: string | null };

/** A document whose day has passed or comes, with the rule that says so. Days `YYYY-MM-DD`. */
export type DueDocument = {
  id: string; title: string; caseId: string; caseTitle: string; documentType: string | null; due: string; rule: Rule;
  /** Its letter template's years, where they stand in place of the rule's. */
  templateYears: number | null;
  postponed: { until: string; reason: string } | null;
};

/** A batch as its readers see it. `mine`: the actor proposed it and cannot decide it. */
export type Batch = {
  id: string; number: number; state: BatchState; contentHash: string; documents: number; proposedBy: string; proposedAt: string; note: string | null;
  decidedBy: string | null; decidedAt: string | null; decisionNote: string | null; graceUntil: string | null; mine: boolean;
  startedAt: string | null; destroyedAt: string | null; /** Of its documents so far. */ destroyed: number; left: number;
};

/** What was destroyed by rule, to be kept: no title, no name and no number of anybody the documents were about. */
export type Certificate = {
  school: string; batch: number; documents: { proposed: number; destroyed: number; left: number };
  proposed: { by: string; at: string }; approved: { by: string; at: string }; destroyed: { from: string; until: string };
  /** The rule that applied when it was proposed; `templateYears` stand in place of its years. */
  rules: { type: string | null; rule: Rule; templateYears: number | null; documents: number }[];
  counts: { type: string | null; year: string; documents: number }[];
  /** The SHA-256 of every file and earlier version. */
  destroyedDocuments: { id: string; type: string | null; year: string; files: { role: string; sha256: string }[] }[];
  leftDocuments: { id: string; type: string | null; why: LeftReason }[];
};
