import type { PageEvidence } from './types.ts';

/** What a page's text says of its place in a letter: a printed page number, and its lines without digits. */
export type PageMarks = { printed: number | null; total: number | null; lines: Set<string> };

const printedPage = /(?:^|[^\p{L}])(?:side|page|s\.)[ \u00a0]*:?[ \u00a0]*(\d{1,3})(?:[ \u00a0]*(?:af|of|\/)[ \u00a0]*(\d{1,3}))?(?![\d.,]*\d)/giu;
const alone = /^[ \u00a0]*[-–—]?[ \u00a0]*(\d{1,2})[ \u00a0]*(?:[-–—]|(?:\/|af)[ \u00a0]*(\d{1,2}))[ \u00a0]*$/gmu;

/** Marks of all pages. Printed numbers that count through the whole file say nothing of letters and are dropped. */
export function marksOf(pages: PageEvidence[]): (PageMarks | null)[] {
  const marks = pages.map((page): PageMarks | null => {
    if (page.text === undefined) return null;
    const lines = new Set<string>();
    for (const line of page.text.split(/\r?\n/)) {
      const skeleton = line.trim().replace(/\d+/g, '#');
      if (skeleton.length > 3) lines.add(skeleton);
    }
    // A reference such as "se side 4" stands in a sentence; a printed number ends or begins the page.
    const edges = `${page.text.slice(0, 400)}\n${page.text.slice(-300)}`;
    const found = [...edges.matchAll(printedPage)].filter((match) => match[2] !== undefined || /^\s*$/.test(edges.slice(match.index + match[0].length).split('\n', 1)[0]!)).at(-1) ?? [...edges.matchAll(alone)].at(-1);
    return { printed: found ? Number(found[1]) : null, total: found?.[2] ? Number(found[2]) : null, lines };
  });
  const printed = marks.flatMap((mark, i) => (mark?.printed ? [{ printed: mark.printed, page: pages[i]!.page }] : []));
  const through = printed.filter((one) => one.printed === one.page).length;
  if (printed.length > 2 && through > 0.8 * printed.length) for (const mark of marks) if (mark) [mark.printed, mark.total] = [null, null];
  return marks;
}

/** Share of lines that two pages have in common, 0 to 1; 0 when either has too little text to tell. */
export function likeness(a: PageMarks | null, b: PageMarks | null): number {
  if (!a || !b || a.lines.size < 4 || b.lines.size < 4) return 0;
  let common = 0;
  for (const line of a.lines) if (b.lines.has(line)) common++;
  return common / (a.lines.size + b.lines.size - common);
}

/** The lines that at least half of the given pages share, and a test whether a page has most of them. */
export function templateOf(marks: (PageMarks | null)[]): ((page: PageMarks | null) => boolean) | null {
  const counts = new Map<string, number>();
  for (const mark of marks) for (const line of mark?.lines ?? []) counts.set(line, (counts.get(line) ?? 0) + 1);
  const shared = [...counts].filter(([, count]) => count >= 0.5 * marks.length).map(([line]) => line);
  if (marks.length < 3 || shared.length < 3) return null;
  return (page) => page !== null && shared.filter((line) => page.lines.has(line)).length >= 0.75 * shared.length;
}
