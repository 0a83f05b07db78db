import type { RecipientNumber } from '../../numbers/index.ts';

/**
 * How a list meets the document. order: the first letter is for the first row ... key: what a column holds stands in the
 * letter. file: it is the file's name. whole: everybody on the list gets the whole document.
 */
export type ListJoin = 'order' | 'key' | 'file' | 'whole';
export const listJoins: readonly ListJoin[] = ['order', 'key', 'file', 'whole'];

/** Which columns are what, and how the list meets the document. Headings, never values. */
export type ListChoice = {
  join: ListJoin;
  /** By order: so many pages are a letter; null = the letters as they are now. */
  pagesPerLetter: number | null;
  columns: { number?: string; studentNumber?: string; name?: string; key?: string };
};

/** A row of a list as it is understood. Without `recipient` it cannot be sent to; by order it keeps its place all the same. */
export type ListRow = { row: number; recipient: RecipientNumber | null; name: string | null; className: string | null; key: string };

/** stop: the list cannot be used at all. error: the row (or page) is left out. note: good to know. */
export type ListProblem = { row: number | null; level: 'stop' | 'error' | 'note'; reason: string; values: Record<string, string | number> };

/** The document as a list is joined to it. Pages from 1. */
export type ListedDocument = {
  total: number;
  leftOut: Set<number>;
  /** Letters of the draft in order, those that were removed left out. */
  letters: { id: string; pages: number[] }[];
  texts: Map<number, string>;
  /** CPR and CVR numbers on a page that could be somebody's. */
  numbers: Map<number, string[]>;
  /** Names of people of the register who are on no row of the list. */
  others: string[];
  /** The files it was put together of. */
  parts: { filename: string; pages: number[] }[];
};

/** A row with its letter's pages, or a letter's pages without a usable row (`row` null). */
export type Joined = { row: ListRow | null; pages: number[]; letterId: string | null };
export type ListSummary = {
  rows: number; letters: number; joined: number;
  /** In how many letters the recipient's name stands, of those that could be looked at. */
  named: { found: number; of: number };
  /** Pages that go with no row. */
  loose: number;
  registered: number; notChecked: number;
};
export type ListResult = { joined: Joined[]; problems: ListProblem[]; named: { found: number; of: number }; letters: number; loose: number };
