import type { SignedCheck, SignedVerdict } from './signatures/types.ts';
import type { Problem } from '../core/errors.ts';
import type { FileKind } from '../formats/index.ts';
import type { Candidate } from '../numbers/index.ts';

/**
 * Why a page's text cannot be trusted. Such a page is read from its picture; only where that fails
 * too (`ocr_failed`), or tesseract with Danish is not installed (`ocr_missing`), it blocks sending
 * until a person has dealt with it.
 */
export type UnreadableReason = 'no_text' | 'untrusted_font' | 'nonsense' | 'ocr_failed' | 'ocr_missing';

export type PageRead = {
  /** 1-based. */
  page: number;
  /** MediaBox in points, unrotated, and the page's /Rotate in degrees clockwise. */
  width: number;
  height: number;
  rotation: 0 | 90 | 180 | 270;
  /** Plain text in reading order, for search and for the archive. */
  text: string;
  unreadable: UnreadableReason | null;
  candidates: Candidate[];
  /** Where text and candidates come from: the page's own text, or its picture read by OCR. */
  source: 'text' | 'ocr';
  /** Mean confidence of the characters, 0 to 1; null for text. */
  confidence: number | null;
  /** Degrees clockwise from the unrotated page to where its text was read upright. Set for `ocr` alone. */
  turn?: 0 | 90 | 180 | 270;
  /** Set for pages whose own text was read. */
  looks?: PageLooks;
  /** Set for `ocr` alone, where they were asked for. */
  words?: PageWord[];
};

/** A word read by OCR: its foot from the first letter to the last, `x0, y0, x1, y1` in the page's own coordinates (points, unrotated), and its height. */
export type PageWord = [text: string, x0: number, y0: number, x1: number, y1: number, height: number];
/** `page` from 1. */
export type LayerPage = { page: number; words: PageWord[] };

/**
 * What would be seen through an envelope's window: `fits` (whole lines, and nothing that sticks out of it), `crosses` (lines
 * run out of the window), `empty` (no text there), `number` (a CPR number).
 */
export type EnvelopeWindow = 'fits' | 'crosses' | 'empty' | 'number';
/** `fontsMissing`: fonts that the page uses and the file does not carry; another may stand in for them elsewhere. */
export type PageLooks = { envelope: EnvelopeWindow; fontsMissing: string[] };

/** One line as a person sees it: left and lower edge and height of its first letter in points, page unrotated; its font. */
export type LayoutLine = { text: string; x: number; y: number; size: number; font: string };
export type PageLayout = { page: number; width: number; height: number; lines: LayoutLine[] };
/** How letters of a kind look: the program that made them, and some of their pages line by line. */
export type DocumentLayout = { producer: string; creator: string; pages: PageLayout[] };

/** What the cut must know of a page that was read by OCR: what stands where, and its text. */
export type ScannedPage = Pick<PageRead, 'page' | 'text' | 'candidates'>;

/** One letter to cut out of a merge document. */
export type LetterCut = {
  /** The caller's key, given back with the result. */
  id: string;
  /** 1-based pages in order. */
  pages: number[];
  /**
   * `all`: remove every CPR number found in the pages, and every written form of `numbers`.
   * `only`: remove `numbers` alone. `none`: the pages as they are (still cleaned of other letters' traces).
   */
  redact: 'all' | 'only' | 'none';
  /** 10 or 8 digits without separators. */
  numbers: string[];
  /** Those of `pages` that were read by OCR: their pixels are painted over, and the proof is OCR of the finished letter. */
  scans?: ScannedPage[];
};

export type CutLetter = {
  id: string;
  /** The letter's own pages as they came, bookmarks and metadata of the merge file left out. */
  original: Uint8Array;
  /** The letter as it may leave: redacted, cleaned, saved twice. Null where the proof failed. */
  sent: Uint8Array | null;
  /** What the proof by re-extraction and by reading every decoded object still found. Empty = clean. */
  leaks: string[];
  /** How many places were removed. */
  removed: number;
  /** Text of the letter as sent, for the archive's search. */
  text: string;
};

export type ReadingOptions = {
  password?: string;
  senderNumbers?: string[];
  known?: PageRead[];
  /** Also where each word of a page read by OCR stands; `without_numbers`: but for the words of CPR numbers. */
  words?: 'all' | 'without_numbers';
  onPages?: (done: number, total: number) => void;
  onScans?: (done: number, total: number) => void;
  onScan?: (page: PageRead) => void;
};

export type RenderOptions = { pages: number[]; /** width of the picture in pixels */ width: number; password?: string };

/** A file of any kind that is taken in (formats/), as it came. `filename` helps only to tell an e-mail from a text. */
export type FileToConvert = { /** the caller's key, given back with the result */ id: string; filename: string; content: Uint8Array };

/** Where in the file something stands that its pages need not show. */
export type SourcePlace = 'body' | 'comments' | 'deleted' | 'hidden' | 'notes' | 'metadata';

/**
 * What a person is told of a conversion. `macros`: left out, never run. `template`, `picture`, `data`, `object`: the file
 * pointed outside itself for it (`where`: host or file name, at most 80 characters); nothing was fetched.
 */
export type ConversionNote =
  | { kind: 'macros' | 'tracked_changes' | 'comments' | 'hidden_text' | 'hidden_sheets' | 'frames_left_out' }
  | { kind: 'template' | 'picture' | 'data' | 'object'; where: string };

/** A number the recogniser finds in the file itself, before it is a PDF; digits without separators. */
export type SourceNumber = { kind: 'cpr' | 'cvr'; number: string; place: SourcePlace };

/** A file that came inside another: what was attached to an e-mail. */
export type AttachedFile = { filename: string; content: Uint8Array };

/** A file as PDF. `text` is the file's own, for search; empty for pictures and PDF. `attached`: of an e-mail, as it came, and not in the PDF. */
export type Converted = { id: string; kind: FileKind; mime: string; pdf: Uint8Array; pages: number; text: string; numbers: SourceNumber[]; notes: ConversionNote[]; attached?: AttachedFile[] };

/** One file of several that could not be converted, and why; the others still come. */
export type NotConverted = { id: string; problem: Problem };

/** What is printed together and begins on a sheet of its own: documents by their place, a page (from 1) or the whole. */
export type BindUnit = { document: number; page: number | null }[];

/**
 * Port to the document worker. Every call runs in a fresh child process with limits on time and
 * memory. Errors are Problems: `invalid` with reason pdf.empty, pdf.not_pdf, pdf.damaged,
 * pdf.encrypted (a password is needed), pdf.wrong_password, pdf.too_many_pages, pdf.too_heavy
 * (time or memory limit); `unavailable` with reason pdf.worker_away.
 */
export type DocumentWorker = {
  /**
   * Text, positions and number candidates of every page. `onPages(done, total)` is called now and then;
   * `onScans(done, total)` while pages are read by OCR, `onScan` with each of them. `known`: pages that
   * an earlier try has read by OCR; they are not read again and come back as given.
   */
  read(pdf: Uint8Array, options: ReadingOptions): Promise<PageRead[]>;
  /**
   * Cut, redact and prove letters one by one; `onLetter` is awaited, so a slow taker slows the child.
   * A letter whose proof fails comes with `sent: null`; the others still come.
   */
  cut(pdf: Uint8Array, letters: LetterCut[], options: { password?: string; onLetter: (letter: CutLetter) => Promise<void> }): Promise<void>;
  /**
   * The same file without its password, which is kept nowhere and stands in no process's arguments: a PDF (one without a password comes
   * back as it is), a file of Word, Excel or PowerPoint from 2007 on, Word or Excel before that, OpenDocument. Problems
   * pdf.wrong_password, convert.locked_old (another encryption), convert.damaged, convert.swells.
   */
  unlock(file: Uint8Array, password: string): Promise<Uint8Array>;
  /** Judges a signed document against what was sent to be signed. What cannot be read is a verdict too, no Problem. */
  checkSigned(pdf: Uint8Array, check: SignedCheck): Promise<SignedVerdict>;
  /** Many PDFs as one to print, each unit on a sheet of its own (`duplex`: empty pages where they are needed); with the pages of every unit. */
  bind(documents: Uint8Array[], units: BindUnit[], options: { duplex: boolean; /** Written at the foot of every page; {n} is its number, {all} how many there are. */ footer?: string }): Promise<{ pdf: Uint8Array; pages: number[] }>;
  /** Who made the file, and `pages` of it (from 1) line by line; scanned pages have no lines. */
  layout(pdf: Uint8Array, pages: number[]): Promise<DocumentLayout>;
  /** PNG pictures of pages, in the order asked for. */
  render(pdf: Uint8Array, options: RenderOptions): Promise<Uint8Array[]>;
  /**
   * The same document with the words of its pages that were read by OCR (`read` with `words`) as an invisible text layer; null where
   * there are none. Problems searchable.too_long, searchable.no_font, searchable.failed.
   */
  layer(pdf: Uint8Array, pages: PageRead[]): Promise<Uint8Array | null>;
  /** The same document as PDF/A-2b, looked at again: no text lost, every font in it. Problems preserve.* (pdf/convert/preserve.ts). */
  preserve(pdf: Uint8Array): Promise<Uint8Array>;
  /**
   * A file of any kind as PDF (a PDF comes back as it is). What it is is told by its content. Macros never run, nothing is
   * fetched. Problems, all `invalid`, reason convert.unknown_type, convert.damaged, convert.locked (it has a
   * password: unlock), convert.locked_old (a password of a kind we cannot open),
   * convert.swells (`megabytes`), convert.bad_archive, convert.entities, convert.too_heavy, convert.picture_too_large,
   * convert.no_office, convert.no_tool (`tool`, `kind`); `unavailable` pdf.worker_away.
   */
  convert(file: FileToConvert): Promise<Converted>;
  /**
   * Many files of ONE user in one LibreOffice process; each comes as soon as it is done, in any order, once. `onResult` is
   * awaited. Rejects only where the worker itself is away.
   */
  convertAll(files: FileToConvert[], options: { onResult: (result: Converted | NotConverted) => Promise<void> }): Promise<void>;
};
