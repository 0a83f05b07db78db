import { SaxesParser } from 'saxes';
import { invalid } from '../../core/errors.ts';

/** An element as it begins: `raw` names as written, `name` without prefix; and where its tag lies in the text. */
export type Tag = { raw: string; name: string; attributes: { raw: string; name: string; value: string }[]; start: number; end: number };
export type Walk = { open?: (tag: Tag) => void; close?: (name: string) => void; text?: (text: string) => void };

const mostDepth = 500;
const local = (name: string) => name.slice(name.indexOf(':') + 1);

/** The text of an XML file in whichever of its encodings; a document type with its own entities is refused (convert.entities). */
export function xmlText(content: Uint8Array): string {
  const wide = content[0] === 0xff || content[0] === 0xfe || content[0] === 0 || content[1] === 0;
  const text = wide ? new TextDecoder(content[0] === 0xfe || content[0] === 0 ? 'utf-16be' : 'utf-16le').decode(content) : new TextDecoder().decode(content);
  if (text.includes('<!ENTITY')) throw invalid('convert.entities');
  return text;
}

/** Goes through well-formed XML. Problem convert.damaged. */
export function walkXml(text: string, walk: Walk): void {
  const parser = new SaxesParser({ position: true });
  let depth = 0;
  const damaged = () => {
    throw invalid('convert.damaged');
  };
  parser.on('error', damaged);
  if (walk.text) {
    parser.on('text', walk.text);
    parser.on('cdata', walk.text);
  }
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > mostDepth) damaged();
    const end = parser.position;
    // No `<` may stand inside a tag, so the last one before its end begins it.
    walk.open?.({ raw: name, name: local(name), attributes: Object.entries(attributes as Record<string, string>).map(([raw, value]) => ({ raw, name: local(raw), value })), start: text.lastIndexOf('<', end - 1), end });
  });
  parser.on('closetag', ({ name }) => {
    depth--;
    walk.close?.(local(name));
  });
  parser.write(text).close();
}

/** `text` with parts of it changed; each `from` before the next. */
export function spliced(text: string, changes: { from: number; to: number; by: string }[]): string {
  let at = 0;
  let made = '';
  for (const { from, to, by } of changes) {
    made += text.slice(at, from) + by;
    at = to;
  }
  return made + text.slice(at);
}

/** As the value of an attribute in double quotes. */
export const escaped = (value: string): string => value.replace(/[&<>"\t\n\r]/g, (sign) => `&#${sign.charCodeAt(0)};`);
