import type { Box, PageText, TextLine } from '../../src/numbers/index.ts';

/** Pages made from strings: each character is `advance` points wide, so boxes are known exactly. */
export const advance = 6;
export const size = 11;

export function line(text: string, x: number, y: number, width = advance): TextLine {
  const boxes = Array.from({ length: text.length }, (_, i): Box => [x + i * width, y, x + (i + 1) * width, y + size]);
  return { text, boxes };
}

/**
 * A page from rows, top to bottom, 14 points apart from `top`. A row may be a string at the left
 * margin, `[x, text]`, or several such cells; an empty string leaves a blank row.
 */
export type RowSpec = string | [number, string] | [number, string][];

export function page(number: number, rows: RowSpec[], options: { top?: number; width?: number; height?: number } = {}): PageText & { text: string } {
  const lines: TextLine[] = [];
  const texts: string[] = [];
  let y = options.top ?? 780;
  for (const row of rows) {
    const cells = typeof row === 'string' ? [[70, row] as [number, string]] : typeof row[0] === 'number' ? [row as [number, string]] : (row as [number, string][]);
    for (const [x, text] of cells) if (text !== '') lines.push(line(text, x, y));
    texts.push(cells.map((cell) => cell[1]).join(' '));
    y -= 14;
  }
  return { page: number, width: options.width ?? 595, height: options.height ?? 842, lines, text: texts.join('\n') };
}
