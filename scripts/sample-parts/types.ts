import type { DemoAddress } from '../../src/demo/school.ts';

export type LetterKind = 'admission' | 'absence' | 'invoice';
export type LetterTool = 'libreoffice' | 'chromium' | 'pdf-lib';

/** Whom a letter is for. `number`: 10 or 8 digits without separators. */
export type LetterRecipient = {
  kind: 'cpr' | 'cvr';
  number: string;
  name: string;
  /** Null where the address is protected or unknown: the letter then carries the name alone. */
  address: DemoAddress | null;
  className?: string;
  ean?: string;
  productionUnit?: string;
};

/** Who sends: what stands in the letterhead and the footer. */
export type LetterSender = { name: string; cvr: string; ean: string; address: DemoAddress; phone: string; email: string };

export type Column = { title: string; /** share of the width, summing to 1 */ share: number; right?: boolean };

export type Block =
  | { kind: 'paragraph'; text: string }
  | { kind: 'heading'; text: string }
  | { kind: 'list'; items: string[] }
  | { kind: 'table'; columns: Column[]; rows: string[][]; /** the last row is a total */ total?: boolean }
  | { kind: 'facts'; rows: [label: string, value: string][] }
  | { kind: 'signature'; name: string; title: string };

/** A number in a letter that must not be taken for its recipient. `page` counts within the letter, from 1. */
export type Decoy = { page: number; number: string; why: string };

/** One letter before it is set: the address block, the column beside it, and its pages. */
export type SampleLetter = {
  recipient: { kind: 'cpr' | 'cvr'; number: string } | null;
  to: string[];
  head: [label: string, value: string][];
  title: string;
  pages: Block[][];
  decoys: Decoy[];
};

/** What a document holds, for tests. Pages from 1. */
export type Truth = {
  file: string;
  pages: number;
  letters: {
    pages: number[];
    recipient: { kind: 'cpr' | 'cvr'; number: string } | null;
    /** sure: must be found and be sure. doubtful: must not be called sure. any: found, either will do. */
    certainty: 'sure' | 'doubtful' | 'any';
    note?: string;
  }[];
  ownerless: number[];
  decoys: { page: number; number: string; why: string }[];
};
