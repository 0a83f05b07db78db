import { Problem } from '../../../core/errors.ts';
import { MemoContent } from './content.ts';
import { parseXml, type XmlElement } from './parse.ts';
import { childrenOf, type MemoVersion } from './structure.ts';

/** A group of values. Names are those of MeMo without prefix; what may stand several times is always a list. */
export type MemoNode = { [name: string]: MemoValue };
export type MemoValue = string | MemoContent | MemoNode | (string | MemoContent | MemoNode)[];

/** Every value of a message, as text exactly as it stood there. `memoSchVersion` exists in 1.1 only. */
export type Memo = {
  memoVersion: string | null;
  memoSchVersion: string | null;
  MessageHeader: MemoNode;
  /** Null in a NemSMS. */
  MessageBody: MemoNode | null;
};

/** The version whose tables a message is read by; an unknown version is read by the newest. */
export const versionOf = (root: XmlElement): MemoVersion => (attributeOf(root, 'memoVersion')?.trim() === '1.1' ? '1.1' : '1.2');

export const attributeOf = (element: XmlElement, name: string): string | null =>
  element.attributes.find(({ uri, local }) => uri === '' && local === name)?.value ?? null;

function valueOf(element: XmlElement, version: MemoVersion): string | MemoContent | MemoNode {
  if (childrenOf(element.key, version) !== undefined || element.children.length > 0) return nodeOf(element, version);
  return element.key === 'memo:content' ? new MemoContent(element.text) : element.text;
}

/** Elements MeMo does not know are kept too: a foreign one under `{namespace}name`, a repeated one as a list. */
function nodeOf(element: XmlElement, version: MemoVersion): MemoNode {
  const node: MemoNode = Object.create(null);
  const repeats = new Set(childrenOf(element.key, version)?.filter(({ maximum }) => maximum > 1).map(({ key }) => key));
  for (const child of element.children) {
    const name = child.key.startsWith('{') ? child.key : child.local;
    const before = node[name];
    const value = valueOf(child, version);
    if (Array.isArray(before)) before.push(value);
    else if (before !== undefined) node[name] = [before, value];
    else node[name] = repeats.has(child.key) ? [value] : value;
  }
  return node;
}

/**
 * Reads a MeMo 1.1 or 1.2 whatever its prefixes, without judging it: checkMemo does that.
 * Throws Problem invalid: memo.not_xml, memo.doctype, memo.bad_encoding, or memo.not_memo where the
 * root is not a MeMo `Message` with a header.
 */
export function readMemo(xml: Uint8Array): Memo {
  const root = parseXml(xml);
  const version = versionOf(root);
  const header = root.children.find(({ key }) => key === 'memo:MessageHeader');
  if (root.key !== 'memo:Message' || header === undefined) throw new Problem('invalid', 'memo.not_memo');
  const { MessageHeader, MessageBody, ...others } = nodeOf(root, version);
  const read = {
    memoVersion: attributeOf(root, 'memoVersion'),
    memoSchVersion: attributeOf(root, 'memoSchVersion'),
    MessageHeader: MessageHeader as MemoNode,
    MessageBody: (MessageBody as MemoNode | undefined) ?? null,
  };
  return { ...others, ...read };
}
