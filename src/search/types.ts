import type { SearchScope } from '../access/index.ts';
import type { CaseKind, CaseStatus } from '../archive/index.ts';

export type EntryKind = 'case' | 'document';
export type EntryRef = { kind: EntryKind; id: string };
export type Direction = 'sent' | 'received' | 'internal';

/** A case or document as an index takes it. Text is as people wrote it; each engine prepares it its own way. */
export type IndexEntry = EntryRef & {
  caseId: string;
  title: string;
  body: string;
  /** CPR and CVR numbers of its case: found whole or not at all. */
  numbers: string[];
  /** Marks of its case (access/visible-cases.ts); a confidential case's entries are reached through the case alone. */
  marks: string[];
  confidential: boolean;
  caseKind: CaseKind;
  /** One of the school's own types of case; null for those that come with the box. */
  caseTypeId: string | null;
  caseStatus: CaseStatus;
  documentTypeId: string | null;
  direction: Direction | null;
  className: string | null;
  officerId: string | null;
  /** Keywords of case and document. */
  keywords: string[];
  /** What stands in its own fields; a list of keywords and a person with a number are there in parts too. */
  fields: { id: string; value: string }[];
  /** Day it was filed, `YYYY-MM-DD` in Copenhagen. */
  day: string;
};

/** What narrows a search down; all that are given must hold. Days are included. */
export type SearchFilters = {
  what?: EntryKind; caseKind?: CaseKind; /** One of the school's own types of case. */ caseTypeId?: string; caseStatus?: CaseStatus; documentTypeId?: string; direction?: Direction; className?: string;
  caseId?: string; officerId?: string; filingNodeId?: string; keyword?: string; /** A field's id, =, and the whole value that stands in it. */ field?: string; from?: string; to?: string;
};

/** A query taken apart: words that must all be there (in any inflection), phrases and numbers to the letter. */
export type ParsedQuery = { words: string[]; phrases: string[][]; numbers: string[]; /** More was typed than is looked for. */ shortened: boolean };

export type FacetName = 'what' | 'caseKind' | 'documentTypeId' | 'direction' | 'className' | 'year';
export type Facets = Partial<Record<FacetName, { value: string; count: number }[]>>;

export type EngineRequest = {
  query: ParsedQuery; filters: SearchFilters; scope: SearchScope;
  order: 'best' | 'newest';
  /** Entries to pass over, and to answer at most. */
  offset: number; limit: number;
};

export type EngineAnswer = {
  hits: EntryRef[];
  /** How many there are, exact up to `countedTo`; `more` where there are more than that. */
  total: number; more: boolean;
  facets: Facets;
  /** Best first was asked for and only the newest so many were weighed. */
  rankedNewest: number | null;
  /** Every form that a word of the query was looked for in, for highlighting. */
  forms: string[];
  /** What else is marked: words that are found by one of these keys (forms.ts), where the engine knows no forms. */
  keys?: string[];
  /** A word that stands in what the searcher may see, for one that does not. */
  suggestion: { instead: string; of: string } | null;
};

/** Counts and facets are exact so far. */
export const countedTo = 10_000;

/**
 * One index of an engine. `write` takes entries as they are now and ids that are no more, both may have been there before.
 * `search` throws Problem unavailable where the engine cannot be reached.
 */
export type SearchIndex = {
  /** How many entries it likes to be given at a time, where that is not the usual. */
  batch?: number;
  write(entries: IndexEntry[], gone: EntryRef[]): Promise<void>;
  search(request: EngineRequest): Promise<EngineAnswer>;
  /** All entries of an archive are in it: what is only worth doing once, before it is taken into use. True while there is more of it to do. */
  finish(): Promise<boolean | void>;
  /** Whether it could be written to now; throws Problem where not. Only where that is not a matter of course. */
  check?(): Promise<void>;
  /** Entries in it. */
  size(): Promise<number>;
  close(): Promise<void>;
  /** Takes the index away for good. */
  destroy(): Promise<void>;
};
