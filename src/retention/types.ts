/** none: no day is counted; keep: never disposed of; dispose: after some years. */
export type Outcome = 'none' | 'keep' | 'dispose';
/** What years are counted from: the day it was filed, sent or received, the case was closed, the student left. */
export type CountedFrom = 'filed' | 'sent' | 'case_closed' | 'student_left';
export const countedFrom: CountedFrom[] = ['filed', 'sent', 'case_closed', 'student_left'];

/** How long documents of a type are kept, and why. `yearEnd`: counted from the end of that calendar year. */
export type Rule = { outcome: Outcome; years: number | null; countedFrom: CountedFrom; yearEnd: boolean; reason: string };
export type StoredRule = Rule & { id: string; madeAt: string; madeBy: string | null };

/** What a form says, as it was typed. */
export type TypedRule = { outcome: string; years: string; countedFrom: string; yearEnd: boolean; reason: string };

export type BatchState = 'waiting' | 'approved' | 'sent_back' | 'withdrawn';
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
};
