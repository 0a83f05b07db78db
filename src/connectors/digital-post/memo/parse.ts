import { isAscii, isUtf8 } from 'node:buffer';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { Problem } from '../../../core/errors.ts';
import { keyOf } from './namespaces.ts';

/** An element as it stands in the message. `key` is the name in our tables, see keyOf. `text` has CDATA joined in. */
export type XmlElement = {
  key: string;
  local: string;
  attributes: { uri: string; local: string; value: string }[];
  children: XmlElement[];
  text: string;
};

/** Deeper than any MeMo (7 levels): a guard, not a rule. */
const deepest = 40;
/** More elements or attributes than any message has; what holds more is made to cost memory. */
const mostParts = 20_000;
const namespaceDeclarations = 'http://www.w3.org/2000/xmlns/';

function elementOf(tag: SaxesTagNS): XmlElement {
  const attributes = Object.values(tag.attributes)
    .filter((one) => one.uri !== namespaceDeclarations)
    .map(({ uri, local, value }) => ({ uri, local, value }));
  return { key: keyOf(tag.uri, tag.local), local: tag.local, attributes, children: [], text: '' };
}

/** Text is UTF-8, with or without a byte order mark; another encoding is refused rather than guessed. */
function decode(xml: Uint8Array): string {
  const bytes = Buffer.from(xml.buffer, xml.byteOffset, xml.byteLength);
  // Most of a message is base64. Looked at first, because the runtime's strict decoder takes ten times as long.
  if (!isUtf8(bytes)) throw new Problem('invalid', 'memo.bad_encoding');
  const text = isAscii(bytes) ? bytes.toString('latin1') : bytes.toString('utf8');
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** Runs of base64 from so many characters are not walked through one by one. */
const longRun = 4096;
/** Private use (U+E000): stands for a run that was taken out, followed by its number; a text that has it already is left as it is. */
const mark = '\ue000';
const marks = new RegExp(`${mark}(\\d+)${mark}`, 'g');
/** No carriage return, which a parser makes a line feed of. */
const onlyBase64 = /^[A-Za-z0-9+/=\n\t ]*$/;

/**
 * Takes long runs of base64 out of a text and leaves marks: almost all of a message is files, and the parser looks at every
 * character. Wherever such a run stands (text, CDATA, a comment) its characters mean nothing to XML, so the elements are the same.
 */
function withoutRuns(text: string): { short: string; runs: string[] } {
  const runs: string[] = [];
  const pieces: string[] = [];
  let kept = 0;
  if (text.includes(mark)) return { short: text, runs };
  // Forwards from bracket to bracket, none looked at twice: a text made of brackets only costs no more than another.
  for (let close = text.indexOf('>'); close >= 0;) {
    const start = close + 1;
    const end = text.indexOf('<', start);
    if (end < 0) break;
    close = text.indexOf('>', end);
    if (end - start < longRun) continue;
    const run = text.slice(start, end);
    if (!onlyBase64.test(run)) continue;
    pieces.push(text.slice(kept, start), `${mark}${runs.length}${mark}`);
    runs.push(run);
    kept = end;
  }
  return { short: pieces.join('') + text.slice(kept), runs };
}

/**
 * The elements of a well-formed XML document with namespaces. Throws Problem invalid: memo.bad_encoding,
 * memo.too_many_elements, memo.doctype (a DTD, and with it every entity but the five of XML, is refused: facts digital-post 1.1),
 * memo.not_xml with `line`.
 */
export function parseXml(xml: Uint8Array): XmlElement {
  const text = decode(xml);
  const { short, runs } = withoutRuns(text);
  if (runs.length === 0) return parse(text, (piece) => piece);
  try {
    return parse(short, (piece) => piece.replace(marks, (_, n: string) => runs[Number(n)]!));
  } catch {
    // What is wrong, and in which line, is told of the message as it came.
    return parse(text, (piece) => piece);
  }
}

function parse(xml: string, whole: (piece: string) => string): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  let parts = 0;
  const count = () => {
    if (++parts > mostParts) throw new Problem('invalid', 'memo.too_many_elements');
  };
  const text = (piece: string) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += whole(piece);
  };
  parser.on('error', () => {
    throw new Problem('invalid', 'memo.not_xml', { line: parser.line });
  });
  parser.on('doctype', () => {
    throw new Problem('invalid', 'memo.doctype');
  });
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8') throw new Problem('invalid', 'memo.bad_encoding');
  });
  parser.on('attribute', count);
  parser.on('opentag', (tag) => {
    count();
    const element = elementOf(tag as SaxesTagNS);
    open.at(-1)?.children.push(element);
    root ??= element;
    if (open.push(element) > deepest) throw new Problem('invalid', 'memo.not_xml', { line: parser.line });
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', text);
  parser.on('cdata', text);
  parser.write(xml).close();
  return root!;
}
