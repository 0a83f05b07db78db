import { XmlRefused, type XmlElement } from './document.ts';

const nameStart = 'A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C-\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD';
const nameRest = `${nameStart}\\-.0-9\\u00B7\\u0300-\\u036F\\u203F-\\u2040`;
const plainName = `[${nameStart}][${nameRest}]*`;
const qualified = new RegExp(`(?:(${plainName}):)?(${plainName})`, 'y');
const attribute = new RegExp(`\\s+(?:(${plainName}):)?(${plainName})\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`, 'y');
const close = /\s*(\/?)>/y;
// Characters XML 1.0 does not know at all.
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;
const builtIn: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

export type StartTag = { element: XmlElement; scope: Map<string, string>; tagName: string; end: number; closed: boolean };

/** Reads the start tag at `at`; `outer` gives the namespaces in force there. Throws XmlRefused. */
export function parseTag(text: string, at: number, outer: Map<string, string>): StartTag {
  qualified.lastIndex = at + 1;
  const tag = qualified.exec(text);
  if (!tag) throw malformed('A tag without a name');
  let position = qualified.lastIndex;
  const raw: { prefix: string; name: string; value: string }[] = [];
  for (;;) {
    attribute.lastIndex = position;
    const found = attribute.exec(text);
    if (!found) break;
    position = attribute.lastIndex;
    raw.push({ prefix: found[1] ?? '', name: found[2]!, value: resolveText((found[3] ?? found[4]!).replaceAll(/[\t\n]/g, ' ')) });
  }
  close.lastIndex = position;
  const closing = close.exec(text);
  if (!closing) throw malformed('A tag that does not end');
  const scope = declared(raw, outer);
  const attributes = raw.filter((entry) => entry.prefix !== 'xmlns' && !(entry.prefix === '' && entry.name === 'xmlns'))
    .map((entry) => ({ ...entry, namespace: entry.prefix === '' ? '' : bound(scope, entry.prefix) }));
  const keys = attributes.map((entry) => `${entry.namespace} ${entry.name}`);
  if (new Set(keys).size !== keys.length) throw malformed('An attribute given twice');
  const prefix = tag[1] ?? '';
  const namespace = prefix === '' ? scope.get('') ?? '' : bound(scope, prefix);
  return {
    element: { prefix, name: tag[2]!, namespace, attributes, children: [], text: '' },
    scope, tagName: tag[0], end: close.lastIndex, closed: closing[1] === '/',
  };
}

/** Character data with its references resolved; only the five built-in entities and character numbers exist. */
export function resolveText(text: string): string {
  if (forbidden.test(text) || text.includes(']]>')) throw malformed('A character that XML does not allow');
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w+));|&/g, (_whole, decimal?: string, hexadecimal?: string, name?: string) => {
    const number = decimal ? Number.parseInt(decimal, 10) : hexadecimal ? Number.parseInt(hexadecimal, 16) : undefined;
    if (number !== undefined && number <= 0x10ffff && !(number >= 0xd800 && number <= 0xdfff)) {
      const character = String.fromCodePoint(number);
      if (!forbidden.test(character)) return character;
    }
    const entity = name === undefined ? undefined : builtIn[name];
    if (entity === undefined) throw new XmlRefused('xml.entity.not.allowed', 'An entity that is not one of the five built-in ones');
    return entity;
  });
}

function declared(raw: { prefix: string; name: string; value: string }[], outer: Map<string, string>): Map<string, string> {
  const own = raw.filter((entry) => entry.prefix === 'xmlns' || (entry.prefix === '' && entry.name === 'xmlns'));
  if (own.length === 0) return outer;
  const scope = new Map(outer);
  const seen = new Set<string>();
  for (const entry of own) {
    const prefix = entry.prefix === 'xmlns' ? entry.name : '';
    if (seen.has(prefix) || (prefix !== '' && entry.value === '')) throw malformed('A namespace declared twice or empty');
    seen.add(prefix);
    scope.set(prefix, entry.value);
  }
  return scope;
}

function bound(scope: Map<string, string>, prefix: string): string {
  const namespace = scope.get(prefix);
  if (namespace === undefined) throw new XmlRefused('xml.prefix.not.declared', 'A prefix without a namespace');
  return namespace;
}

function malformed(message: string): XmlRefused {
  return new XmlRefused('xml.not.well.formed', message);
}
