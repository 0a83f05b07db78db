import { type Box, type Candidate, findCandidates, matches, redactionTargets } from '../../numbers/index.ts';
import type { CutLetter, LetterCut, ScannedPage } from '../types.ts';
import { cutLetter, type Known } from '../engine/cut-letters.ts';
import { openDocument } from '../engine/open-document.ts';
import { loadPage } from '../engine/page-text.ts';
import { type Pdfium, place } from '../engine/pdfium.ts';
import { paintOver } from './paint-over.ts';
import { candidatesOf, plainText, seePage, type ScanReader } from './read-scan.ts';

/** So often the letter is painted anew with what the proof still found. */
const rounds = 3;
/** Share of a page's words that must still be read after painting; OCR reads a few differently each time. */
const wordsKept = 0.6;
/** With fewer letters left a page is nothing to read, and nothing to read wrongly. */
const aText = 40;

/** Reads pictures for the proof; starts tesseract when first asked. Null where it is not installed. */
export type Eyes = () => ScanReader | null;

/**
 * Cuts a letter some of whose pages were read by OCR. Those that hold a number, or a text layer nobody
 * can vouch for, become pictures of themselves with the numbers painted over; the proof is OCR of the
 * finished letter. Leaks beside those of `cutLetter`: `picture` a number is still seen, `unproved` what is
 * left cannot be read, `ocr_missing` tesseract is not installed.
 */
export async function cutScannedLetter(pdfium: Pdfium, eyes: Eyes, source: { handle: number; pages: number }, cut: LetterCut, today: Date): Promise<CutLetter> {
  const scans = new Map(cut.pages.flatMap((page, index): [number, ScannedPage][] => {
    const scan = cut.scans?.find((one) => one.page === page);
    return scan ? [[index, scan]] : [];
  }));
  const known: Known = { numbers: new Set(cut.redact === 'none' ? [] : cut.numbers), pictures: new Map() };
  const textOf = (texts: string[], read: Map<number, string>) => texts.map((text, index) => read.get(index) ?? scans.get(index)?.text ?? text).join('\n');
  if (cut.redact === 'none') {
    const letter = await cutLetter(pdfium, source.handle, source.pages, cut, today, known);
    return { ...letter, text: textOf(letter.texts, new Map()) };
  }
  const scan = eyes();
  const boxes = new Map<number, Box[]>();
  for (const [index, { candidates }] of scans) {
    const targets = wanted(candidates, cut, known.numbers);
    for (const target of targets) if (target.kind === 'cpr' || cut.redact === 'only') known.numbers.add(target.number);
    if (targets.length > 0 || hasText(pdfium, source.handle, cut.pages[index]!)) boxes.set(index, boxesOf(targets));
  }
  for (let round = 1; ; round++) {
    for (const [index, places] of boxes) {
      const picture = await paintOver(pdfium, source.handle, cut.pages[index]! - 1, places);
      if (picture) known.pictures.set(index, picture);
    }
    const letter = await cutLetter(pdfium, source.handle, source.pages, cut, today, known);
    const removed = letter.removed + [...boxes.values()].reduce((sum, places) => sum + places.length, 0);
    // A page that is a picture and no more, and on which nothing was found, leaves as it came: what was read is its proof.
    for (const [index, { text }] of scans) if (!boxes.has(index) && [...known.numbers].some((number) => matches(text, number))) boxes.set(index, []);
    const leaks = [...letter.leaks];
    const texts = new Map<number, string>();
    let again = [...boxes.keys()].some((index) => !known.pictures.has(index));
    if (again && round === rounds) leaks.push('picture');
    if (scan === null && boxes.size > 0) leaks.push('ocr_missing');
    else if (letter.sent && !again) {
      for (const [index, seen] of await look(scan!, letter.sent, [...boxes.keys()], today)) {
        const left = seen.candidates === null ? [] : wanted(seen.candidates, cut, known.numbers);
        const still = [...known.numbers].some((number) => matches(seen.text, number));
        if (left.length > 0 && round < rounds) {
          boxes.set(index, [...boxes.get(index)!, ...boxesOf(left)]);
          for (const one of left) known.numbers.add(one.number);
          again = true;
        } else if (left.length > 0 || still) leaks.push('picture');
        else if (!stillRead(scans.get(index)!, seen, known.numbers)) leaks.push('unproved');
        texts.set(index, seen.text);
      }
    }
    if (!again || round === rounds || leaks.includes('ocr_missing')) {
      return { id: letter.id, original: letter.original, sent: leaks.length === 0 ? letter.sent : null, leaks: [...new Set(leaks)], removed, text: textOf(letter.texts, texts) };
    }
  }
}

/** Also what differs from a wanted number in two digits or fewer: OCR may have read it wrongly, and a person reads it rightly. */
function wanted(candidates: Candidate[], cut: LetterCut, numbers: Set<string>): Candidate[] {
  const targets = new Set(cut.redact === 'all' ? redactionTargets(candidates, numbers) : candidates.filter((one) => numbers.has(one.number)));
  for (const one of candidates) if (one.kind === 'cpr' && [...numbers].some((number) => close(number, one.number))) targets.add(one);
  return [...targets];
}

function close(a: string, b: string): boolean {
  if (a.length !== 10 || b.length !== 10) return false;
  let different = 0;
  for (let at = 0; at < 10; at++) if (a[at] !== b[at]) different++;
  return different <= 2;
}

const boxesOf = (candidates: Candidate[]): Box[] => candidates.flatMap((one) => one.fragments.map((fragment) => fragment.box));

function hasText(pdfium: Pdfium, document: number, page: number): boolean {
  const loaded = loadPage(pdfium, document, page - 1, page);
  loaded?.close();
  return loaded === null || loaded.characters.length > 0;
}

/** `read`: whether OCR looked at it at all; a page it found blank counts, one that broke it or could not be loaded does not. */
type Seen = { read: boolean; text: string; candidates: Candidate[] | null; trusted: boolean };
const unseen: Seen = { read: false, text: '', candidates: null, trusted: false };

/** The pages of a finished letter as OCR sees them. */
async function look(scan: ScanReader, pdf: Uint8Array, indexes: number[], today: Date): Promise<Map<number, Seen>> {
  const found = new Map<number, Seen>();
  const document = openDocument(scan.pdfium, place(scan.pdfium, pdf), pdf.length);
  try {
    for (const index of indexes) {
      const loaded = loadPage(scan.pdfium, document.handle, index, index + 1);
      if (!loaded) {
        found.set(index, unseen);
        continue;
      }
      try {
        const seen = await seePage(scan, loaded);
        if (seen === null) found.set(index, unseen);
        else if (seen === 'blank') found.set(index, { ...unseen, read: true, trusted: true });
        else found.set(index, { read: true, text: plainText(seen.text), candidates: candidatesOf(seen.text, loaded, seen.painted.turn, { today }), trusted: seen.trust.trusted });
      } finally {
        loaded.close();
      }
    }
  } finally {
    document.close();
  }
  return found;
}

/** Whether the painted page was seen, and still says what it said: else nothing is proved about it. */
function stillRead({ text }: ScannedPage, seen: Seen, numbers: Set<string>): boolean {
  if (!seen.read) return false;
  const words = (from: string) => from.split(/\s+/).map((word) => word.replace(/[^\p{L}\p{N}]/gu, '')).filter((word) => word.length > 1);
  const before = words(text).filter((word) => ![...numbers].some((number) => word.includes(number.slice(0, 6)) || word === number.slice(6)));
  const after = new Set(words(seen.text));
  if (before.join('').length < aText) return true;
  return seen.trusted && before.filter((word) => after.has(word)).length >= before.length * wordsKept;
}
