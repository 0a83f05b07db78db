import { Problem } from '../../../core/errors.ts';
import { letterTree } from './letter-tree.ts';
import { namespaces, type Prefix } from './namespaces.ts';
import { childrenOf, valueTypeOf, type Child } from './structure.ts';
import { valueFault } from './values.ts';
import type { MemoLetter } from '../types.ts';

/** What the writer takes: names as in tables.ts, without `memo:`; absent children are undefined or null; bytes become base64. */
export type MemoTree = { [name: string]: MemoTreeValue };
export type MemoTreeValue = string | boolean | Uint8Array | MemoTree | MemoTree[] | null | undefined;

type Writing = { parts: (string | Uint8Array)[]; prefixes: Set<Prefix> };

const fail = (reason: string, field: string, values: Record<string, string | number> = {}): Problem =>
  new Problem('invalid', reason, { field, ...values });

/** Control characters, halves of a surrogate pair and non-characters: not allowed in XML, or not meant by anybody. */
const forbidden = /[\p{Cc}\ufffe\uffff]/u;
const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Notifications are sent shorter than they are accepted: the older schema has 150 (facts: digital-post 1.2). */
const longestSent: Record<string, number> = { 'memo:notification': 150 };

function textOf(key: string, path: string, value: string | boolean): string {
  if (typeof value === 'boolean') return String(value);
  if (!value.isWellFormed() || forbidden.test(value)) throw fail('memo.forbidden_character', path);
  // Counted in UTF-16 units: validators written in Java count so, and it is never less than the schema's own count.
  const fault = valueFault(valueTypeOf(key), value, value.length);
  const most = longestSent[key];
  if (fault?.rule === 'length') throw fail('memo.text_too_long', path, fault.values);
  if (most !== undefined && value.length > most) throw fail('memo.text_too_long', path, { max: most, length: value.length });
  if (fault !== null) throw fail(`memo.bad_${fault.rule}`, path, fault.values);
  return value.replace(/[&<>]/g, (mark) => escapes[mark]!);
}

function writeElement(writing: Writing, key: string, path: string, value: Exclude<MemoTreeValue, null | undefined | MemoTree[]>) {
  const children = childrenOf(key, '1.2');
  writing.prefixes.add(key.slice(0, key.indexOf(':')) as Prefix);
  if (children === undefined) {
    if (value instanceof Uint8Array) return void writing.parts.push(`<${key}>`, value, `</${key}>`);
    if (typeof value === 'object') throw new Error(`${path} holds a value, not elements`);
    return void writing.parts.push(`<${key}>${textOf(key, path, value)}</${key}>`);
  }
  if (typeof value !== 'object' || value instanceof Uint8Array) throw new Error(`${path} holds elements, not a value`);
  writing.parts.push(`<${key}>`);
  writeChildren(writing, children, path, value);
  writing.parts.push(`</${key}>`);
}

function writeChildren(writing: Writing, children: readonly Child[], path: string, tree: MemoTree) {
  const known = new Set<string>();
  for (const { key, minimum, maximum } of children) {
    const name = key.startsWith('memo:') ? key.slice(5) : key;
    known.add(name);
    const value = tree[name];
    const values = value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
    const childPath = path === '' ? name : `${path}/${name}`;
    if (values.length < minimum) throw fail('memo.missing', childPath);
    if (values.length > maximum) throw fail('memo.too_many', childPath, { max: maximum });
    for (const one of values) writeElement(writing, key, childPath, one);
  }
  const unknown = Object.keys(tree).find((name) => !known.has(name));
  if (unknown !== undefined) throw new Error(`${path} has no ${unknown} in MeMo 1.2`);
}

/** Strings and base64 side by side into one buffer: the content, nearly all of the message, is copied once as text and once into place. */
function assemble(parts: (string | Uint8Array)[]): Uint8Array {
  const texts = parts.map((part) => (typeof part === 'string' ? part : Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('base64')));
  const sizes = texts.map((text, index) => (typeof parts[index] === 'string' ? Buffer.byteLength(text) : text.length));
  const message = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + size, 0));
  let at = 0;
  for (const [index, text] of texts.entries()) {
    message.write(text, at, typeof parts[index] === 'string' ? 'utf8' : 'latin1');
    at += sizes[index]!;
  }
  return message;
}

/** Joins neighbouring strings, so that a message is three pieces: text, content, text. */
function joined(parts: (string | Uint8Array)[]): (string | Uint8Array)[] {
  const pieces: (string | Uint8Array)[] = [];
  for (const part of parts) {
    const last = pieces.at(-1);
    if (typeof part === 'string' && typeof last === 'string') pieces[pieces.length - 1] = last + part;
    else pieces.push(part);
  }
  return pieces;
}

/**
 * Any MeMo 1.2 message as UTF-8 XML, elements in the order of tables.ts, always with prefix
 * (facts: digital-post 1.1). Throws Problem invalid memo.* where a value breaks its type, an Error
 * where the tree has an element MeMo does not know.
 */
export function writeTree(tree: MemoTree): Uint8Array {
  const writing: Writing = { parts: [], prefixes: new Set(['memo']) };
  writeChildren(writing, childrenOf('memo:Message', '1.2')!, '', tree);
  const declared = [...writing.prefixes].map((prefix) => ` xmlns:${prefix}="${namespaces[prefix]}"`).join('');
  const start = `<?xml version="1.0" encoding="UTF-8"?>\n<memo:Message${declared} memoVersion="1.2">`;
  return assemble(joined([start, ...writing.parts, '</memo:Message>']));
}

/**
 * A letter as MeMo 1.2, ready to be posted. Throws Problem invalid with one of memo.text_too_long,
 * memo.forbidden_character, memo.missing, memo.bad_uuid, memo.bad_date, memo.bad_sender,
 * memo.bad_recipient, memo.empty_file. Nothing is ever cut short.
 */
export function writeMemo(letter: MemoLetter): Uint8Array {
  return writeTree(letterTree(letter));
}
