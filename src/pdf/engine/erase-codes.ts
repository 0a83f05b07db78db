import { contentTokens, type TokenKind } from './content-tokens.ts';
import type { GlyphWidths } from './glyph-widths.ts';
import { shownBytes } from './shown-bytes.ts';

/**
 * What to take out of one page's content: how many pieces of text PDFium saw (operators Tj and TJ),
 * and for those with a target, by their order, how many characters they show and which of them go.
 */
export type Erasure = { shows: number; targets: Map<number, { characters: number; gone: Set<number> }> };

/** The part of the graphics state that says how far a glyph moves on. */
type TextState = { font: string; size: number; spacing: number };

/** An operator of at most two letters as a number. */
const code = (operator: string) => operator.charCodeAt(0) * 256 + (operator.charCodeAt(1) || 0);
const [save, restore, setFont, setSpacing] = [code('q'), code('Q'), code('Tf'), code('Tc')];
const [showText, showArray, nextLine, nextLineSpaced] = [code('Tj'), code('TJ'), code("'"), code('"')];

/**
 * Takes single glyph codes out of a decoded content stream and leaves everything else as it is, byte
 * for byte; a move of the glyph's width stands in its place, so that nothing after it moves.
 * Answers null where it is not certain which code draws what: then PDFium must write the content anew.
 */
export function eraseCodes(content: Buffer, erasure: Erasure, fontOf: (name: string) => GlyphWidths | null): Buffer | null {
  const pieces: Buffer[] = [];
  const stack: TextState[] = [];
  let state: TextState = { font: '', size: 0, spacing: 0 };
  const operands = new Operands(content);
  let shows = 0;
  let copied = 0;
  let certain = true;

  const show = (operator: number, end: number) => {
    if (operands.strings === 0) return;
    const target = erasure.targets.get(shows++);
    if (!target) return;
    const font = operator === showText || operator === showArray ? fontOf(state.font) : null;
    const spacing = 1000 * (state.spacing / state.size);
    const array = font && Number.isFinite(spacing) ? withoutCodes(operands, target, font, spacing) : null;
    if (array === null) {
      certain = false;
      return;
    }
    pieces.push(content.subarray(copied, operands.starts[0]), Buffer.from(`[${array}] TJ`, 'latin1'));
    copied = end;
  };

  const { complete } = contentTokens(content, (kind, start, end) => {
    if (kind !== 'operator') return operands.add(kind, start, end);
    const operator = end - start > 2 ? 0 : content[start]! * 256 + (end - start === 2 ? content[start + 1]! : 0);
    if (operator === save) stack.push(state);
    else if (operator === restore) state = stack.pop() ?? state;
    else if (operator === setFont) state = { ...state, font: operands.text(-2), size: operands.number(-1) };
    else if (operator === setSpacing) state = { ...state, spacing: operands.number(-1) };
    else if (operator === showText || operator === showArray || operator === nextLine || operator === nextLineSpaced) show(operator, end);
    operands.clear();
  });
  if (!complete || !certain || shows !== erasure.shows) return null;
  pieces.push(content.subarray(copied));
  return Buffer.concat(pieces);
}

/** What stands before an operator; one for the whole stream, filled again and again. */
class Operands {
  count = 0;
  /** How many of them are strings that show something. */
  strings = 0;
  readonly kinds: TokenKind[] = [];
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  constructor(private readonly content: Buffer) {}

  add(kind: TokenKind, start: number, end: number): void {
    this.kinds[this.count] = kind;
    this.starts[this.count] = start;
    this.ends[this.count++] = end;
    if (kind === 'string' && end - start > 2) this.strings++;
  }

  clear(): void {
    this.count = this.strings = 0;
  }

  bytes(index: number): Buffer {
    return this.content.subarray(this.starts[index], this.ends[index]);
  }

  /** As written, counted from the last; empty where there is none. */
  text(fromEnd: number): string {
    const index = this.count + fromEnd;
    return index < 0 ? '' : this.bytes(index).toString('latin1');
  }

  number(fromEnd: number): number {
    return this.count + fromEnd < 0 ? Number.NaN : Number(this.text(fromEnd));
  }
}

/** The elements of a TJ array without some codes. `spacing`: character spacing in thousandths of the letter size. */
function withoutCodes(operands: Operands, target: { characters: number; gone: Set<number> }, font: GlyphWidths, spacing: number): string | null {
  const parts: string[] = [];
  let index = 0;
  for (let operand = 0; operand < operands.count; operand++) {
    const kind = operands.kinds[operand];
    if (kind === 'number') parts.push(operands.bytes(operand).toString('latin1'));
    if (kind !== 'string') continue;
    const bytes = shownBytes(operands.bytes(operand));
    if (bytes.length % font.bytes !== 0) return null;
    let kept = '';
    const flush = () => {
      if (kept !== '') parts.push(`<${kept}>`);
      kept = '';
    };
    for (let at = 0; at < bytes.length; at += font.bytes, index++) {
      const code = font.bytes === 1 ? bytes[at]! : bytes.readUInt16BE(at);
      if (!target.gone.has(index)) {
        kept += bytes.toString('hex', at, at + font.bytes);
        continue;
      }
      const width = font.of(code);
      if (width === null) return null;
      flush();
      parts.push(String(Number((-(width + spacing)).toFixed(3))));
    }
    flush();
  }
  return index === target.characters ? parts.join(' ') : null;
}
