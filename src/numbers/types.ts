/**
 * What the search for recipients in a document works on and answers. Everything here is plain data
 * that survives JSON, because the text comes from a document worker in another process.
 */

/** `[x0, y0, x1, y1]` in PDF points from the lower left corner of the MediaBox, page unrotated. */
export type Box = [number, number, number, number];

/** One line of a page: its text and a box for each UTF-16 unit of it (`boxes.length === text.length`). */
export type TextLine = { text: string; boxes: Box[] };

/** A page's text with positions. `page` is 1-based; `width` and `height` in points. */
export type PageText = { page: number; width: number; height: number; lines: TextLine[] };

export type NumberKind = 'cpr' | 'cvr' | 'p' | 'gln';

/** A recipient of Digital Post: a person (10 digits) or a company (8 digits), no separators. */
export type RecipientNumber = { kind: 'cpr' | 'cvr'; number: string };

/** One piece of a number on one line: a number broken over two lines has two. */
export type Fragment = { page: number; box: Box; text: string };

/** Why a number that looks like a recipient is not taken for one. A fixed list: the page and the command line name it. */
export type IgnoredReason =
  | 'negative_label'       // stands by a word such as faktura, ordre, konto, telefon
  | 'production_unit'      // labelled or known as a P-number
  | 'gln'                  // an EAN/GLN location number
  | 'no_label'             // a bare 8-digit number is never a CVR
  | 'sender'               // the school's own CVR number
  | 'impossible_date'      // ten digits that begin with no date and are no replacement number
  | 'part_of_longer'       // digits of a longer number (account, payment line)
  | 'implausible_age'      // a date that makes the person older than 110 or not yet born
  | 'table'                // one of many numbers in a table of other things
  | 'other_person';        // a CPR number in the body of a letter that has its own recipient

/**
 * A place in the document that has the shape of a number, with the evidence the page itself gives.
 * Found page by page, before anything is known of the register or the sibling letters.
 */
export type Candidate = {
  page: number;
  kind: NumberKind;
  /** 10, 8 or 13 digits without separators; replacement numbers may hold letters (DDMMYYABC1). */
  number: string;
  fragments: Fragment[];
  /** A word beside it that says what it is, and what it says. */
  label: 'cpr' | 'cvr' | 'p' | 'gln' | null;
  /** Set where the page alone rules it out as a recipient. */
  ignored: IgnoredReason | null;
  /** Modulus 11 holds (CPR, CVR) or the check digit does (GLN). Evidence, never a verdict. */
  checksum: boolean;
  /** Age in whole years on the day of reading, for CPR numbers with a date of birth. */
  age: number | null;
  /** The text around it (at most 80 characters), for a person to judge by. */
  snippet: string;
  /** How it is written: `hyphen` 010107-1234, `spaced` 010107 1234 or 01.01.07 1234, `bare` 0101071234, `letters` 010107-ABC1. */
  shape?: 'hyphen' | 'spaced' | 'bare' | 'letters';
  /** It stands in a short field or table cell of its own, not inside a sentence. */
  field?: boolean;
  /** A word beside it says whose it is: `other` = a guardian, sibling, teacher ...; `owner` = the letter's addressee. */
  role?: 'owner' | 'other' | null;
  /** Read from a picture: confidence of its least sure sign (0 to 1), and whether a letter was taken for the digit it looks like. Absent for text. */
  reading?: { confidence: number; corrected: boolean };
};

/**
 * One page as `understand` takes it. `text` (plain text in reading order) is optional but worth giving:
 * "Side 2 af 3" and wording shared with sibling pages tell a new letter from a continuation.
 */
export type PageEvidence = {
  page: number;
  unreadable: boolean;
  candidates: Candidate[];
  width: number;
  height: number;
  text?: string;
  /** Degrees clockwise from the unrotated page to where a scan stands upright: head and edges are judged as read. */
  turn?: 0 | 90 | 180 | 270;
};

/** What the school's own register knows; the strongest evidence. Absent in a command without a register. */
export type Register = {
  person(cpr: string): { name: string; className: string | null } | undefined;
  company(cvr: string): { name: string } | undefined;
  /** True when the ten digits are a production unit of a known company. */
  productionUnit(number: string): boolean;
};

/** Why a recipient is believed, or not quite. Shown in words beside a doubtful hit. */
export type Evidence =
  | 'register' | 'label' | 'position' | 'checksum' | 'age'
  | 'ocr' | 'ocr_uncertain' | 'template' | 'not_in_template_place'
  | 'no_checksum' | 'no_label' | 'lonely' | 'two_on_page' | 'implausible_age' | 'not_in_register' | 'replacement_number' | 'negative_label';

/** Where letters of a kind named their recipient the last time: points from the lower left, page upright. `level` is the lower edge. */
export type RecipientPlace = { kind: 'cpr' | 'cvr'; left: number; right: number; level: number };

export type Letter = {
  /** 1-based pages of the document, in order. */
  pages: number[];
  recipient: RecipientNumber | null;
  certainty: 'sure' | 'doubtful';
  evidence: Evidence[];
  /** Every place where the recipient's number stands in the letter, and doubtful numbers beside it. */
  found: (Fragment & { kind: NumberKind; number: string })[];
  /** Other numbers that could be the recipient, best first (two persons on one page, for example). */
  alternatives: RecipientNumber[];
};

/** The whole document understood. */
export type Reading = {
  pages: number;
  letters: Letter[];
  /** Pages before the first recipient, or whose letter has none. */
  ownerless: number[];
  unreadable: number[];
  ignored: { page: number; text: string; reason: IgnoredReason }[];
};
