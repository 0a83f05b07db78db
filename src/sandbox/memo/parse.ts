import { XmlRefused, decodeUtf8, type XmlElement } from './document.ts';
import { parseTag, resolveText } from './tag.ts';

const maximumDepth = 32;

/**
 * Reads a document strictly, with namespaces (XML 1.0, Namespaces in XML 1.0). Own code, because
 * this peer must not share a mistake with the writer it checks. DTDs and processing instructions are
 * refused outright, so no entity beyond the five built-in ones exists (facts: digital-post 1.1,
 * Security). Throws XmlRefused `xml.*`.
 */
export function parseXml(bytes: Uint8Array): XmlElement {
  const text = decodeUtf8(bytes).replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  const stack: { element: XmlElement; scope: Map<string, string>; tagName: string; pieces: string[] }[] = [];
  let root: XmlElement | undefined;
  let at = skipDeclaration(text);
  while (at < text.length) {
    const open = text.indexOf('<', at);
    const until = open === -1 ? text.length : open;
    if (until > at) {
      const piece = text.slice(at, until);
      const top = stack.at(-1);
      if (top) top.pieces.push(resolveText(piece));
      else if (/[^ \t\n]/.test(piece)) throw malformed('Text outside the root element');
    }
    if (open === -1) break;
    if (text.startsWith('<!--', open)) {
      at = end(text, '-->', open + 4);
      if (`${text.slice(open + 4, at - 3)}-`.includes('--')) throw malformed('Two hyphens in a comment');
    } else if (text.startsWith('<![CDATA[', open)) {
      const top = stack.at(-1);
      if (!top) throw malformed('CDATA outside the root element');
      at = end(text, ']]>', open + 9);
      top.pieces.push(text.slice(open + 9, at - 3));
    } else if (text.startsWith('<!', open)) {
      throw new XmlRefused('xml.doctype.not.allowed', 'A document type declaration is not allowed');
    } else if (text.startsWith('<?', open)) {
      throw new XmlRefused('xml.processing.instruction.not.allowed', 'A processing instruction is not allowed');
    } else if (text.startsWith('</', open)) {
      at = end(text, '>', open + 2);
      const top = stack.pop();
      if (!top || text.slice(open + 2, at - 1).trimEnd() !== top.tagName) throw malformed('An end tag without its start tag');
      top.element.text = top.pieces.join('');
    } else {
      const tag = parseTag(text, open, stack.at(-1)?.scope ?? new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]));
      at = tag.end;
      const parent = stack.at(-1);
      if (parent) parent.element.children.push(tag.element);
      else if (root) throw malformed('A second root element');
      else root = tag.element;
      if (!tag.closed) stack.push({ element: tag.element, scope: tag.scope, tagName: tag.tagName, pieces: [] });
      if (stack.length > maximumDepth) throw new XmlRefused('xml.too.deep', 'Elements are nested too deeply');
    }
  }
  if (!root || stack.length > 0) throw malformed('The document ends too early');
  return root;
}

function skipDeclaration(text: string): number {
  const declaration = /^<\?xml\s+version\s*=\s*(["'])1\.[01]\1(?:\s+encoding\s*=\s*(["'])([A-Za-z][\w.-]*)\2)?(?:\s+standalone\s*=\s*(["'])(?:yes|no)\4)?\s*\?>/.exec(text);
  if (!declaration) return 0;
  if (declaration[3] && declaration[3].toLowerCase() !== 'utf-8') throw new XmlRefused('xml.encoding.not.utf8', 'The document declares another encoding than UTF-8');
  return declaration[0].length;
}

function end(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  if (found === -1) throw malformed('The document ends too early');
  return found + mark.length;
}

function malformed(message: string): XmlRefused {
  return new XmlRefused('xml.not.well.formed', message);
}
