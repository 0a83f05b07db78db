import { contentTokens, type Token } from './content-tokens.ts';
import type { GlyphWidths } from './glyph-widths.ts';
import { shownBytes } from './shown-bytes.ts';

/**
 * What to take out of one page's content: how many pieces of text PDFium saw (operators Tj and TJ),
 * and for those with a target, by their order, how many characters they show and which of them go.
 */
export type Erasure = { shows: number; targets: Map<number, { characters: number; gone: Set<number> }> };

/** The part of the graphics state that says how far a glyph moves on. */
type TextState = { font: string; size: number; spacing: number };

/**
 * Takes single glyph codes out of a decoded content stream and leaves everything else as it is, byte
 * for byte; a move of the glyph's width stands in its place, so that nothing after it moves.
 * Answers null where it is not certain which code draws what: then PDFium must write the content anew.
 */
export function eraseCodes(content: Uint8Array, erasure: Erasure, fontOf: (name: string) => GlyphWidths | null): Buffer | null {
  const pieces: Buffer[] = [];
  const buffer = Buffer.from(content.buffer, content.byteOffset, content.length);
  const stack: TextState[] = [];
  let state: TextState = { font: '', size: 0, spacing: 0 };
  let operands: Token[] = [];
  let shows = 0;
  let copied = 0;
  let certain = true;

  const show = (operator: Token) => {
    const strings = operands.filter((token) => token.kind === 'string' && token.end - token.start > 2);
    if (strings.length === 0) return;
    const target = erasure.targets.get(shows++);
    if (!target) return;
    const font = operator.text === 'Tj' || operator.text === 'TJ' ? fontOf(state.font) : null;
    const array = font && state.size !== 0 ? withoutCodes(operands, target, font, 1000 * (state.spacing / state.size)) : null;
    if (array === null) {
      certain = false;
      return;
    }
    pieces.push(buffer.subarray(copied, operands[0]!.start), Buffer.from(`[${array}] TJ`, 'latin1'));
    copied = operator.end;
  };

  const { complete } = contentTokens(content, (token) => {
    if (token.kind !== 'operator') {
      operands.push(token);
      return;
    }
    const last = operands.at(-1)?.text;
    if (token.text === 'q') stack.push({ ...state });
    else if (token.text === 'Q') state = stack.pop() ?? state;
    else if (token.text === 'Tf') state = { ...state, font: operands.at(-2)?.text ?? '', size: Number(last) };
    else if (token.text === 'Tc') state = { ...state, spacing: Number(last) };
    else if (token.text === 'Tj' || token.text === 'TJ' || token.text === "'" || token.text === '"') show(token);
    operands = [];
  });
  if (!complete || !certain || shows !== erasure.shows) return null;
  pieces.push(buffer.subarray(copied));
  return Buffer.concat(pieces);
}

/** The elements of a TJ array without some codes. `spacing`: character spacing in thousandths of the letter size. */
function withoutCodes(operands: Token[], target: { characters: number; gone: Set<number> }, font: GlyphWidths, spacing: number): string | null {
  const parts: string[] = [];
  let index = 0;
  for (const token of operands) {
    if (token.kind === 'number') parts.push(token.text);
    if (token.kind !== 'string') continue;
    const bytes = shownBytes(Buffer.from(token.text, 'latin1'));
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
