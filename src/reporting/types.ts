/** What the figures are split by. */
export const groupings = ['month', 'department', 'document_type', 'user', 'cost_code'] as const;
export type Grouping = (typeof groupings)[number];

/** First and last month, `YYYY-MM` in Copenhagen, both included. */
export type Period = { from: string; to: string };

/** What became of the letters of a group. Letters that never left (drafts, recalled) are not counted. */
export type SentFigures = {
  letters: number;
  /** In the mailbox by the platform's own word. */
  delivered: number;
  /** On their way: handed over, queued, waiting, of unknown outcome. */
  underway: number;
  failed: number;
  /** On paper: printed here or by a supplier. */
  printed: number;
  handledOtherwise: number;
  /** Answered by a message that found its letter. */
  replied: number;
  signed: number;
};
export type ReceivedFigures = { messages: number; byItself: number; byHand: number; waiting: number };
/** A group of sending or receiving. `label` null = letters without one (no department, no type). */
export type Row<Figures> = { key: string | null; label: string | null } & Figures;

export type Statistics = {
  period: Period; grouping: Grouping;
  sent: Row<SentFigures>[]; sentTotal: SentFigures;
  /** By month, and by person where people are asked for; post has no type, department or code before it is filed. */
  received: Row<ReceivedFigures>[]; receivedTotal: ReceivedFigures;
  /** Øre saved by letters that came by Digital Post instead of by post; null where no price is set. */
  savedPostage: number | null;
};
