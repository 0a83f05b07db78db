import { describe, expect, test } from 'bun:test';
import { XmlRefused } from '../../src/sandbox/memo/document.ts';
import { parseXml } from '../../src/sandbox/memo/parse.ts';
import { isWellFormed } from './schemas.ts';

function refusal(xml: string | Uint8Array): string {
  try {
    parseXml(typeof xml === 'string' ? Buffer.from(xml) : xml);
    return 'taken';
  } catch (error) {
    if (error instanceof XmlRefused) return error.code;
    throw error;
  }
}

describe('what is not XML is refused, as by an independent parser', () => {
  const broken = ['', 'hej', '<a>', '<a></b>', '<a/><b/>', '<a/>tekst', '<a b=1/>', '<a b="1" b="2"/>', '<a b="<"/>', '<a>&nbsp;</a>', '<a>& </a>', '<a>]]></a>', '<a><!-- -- --></a>',
    '<a><!-- a ---></a>', '<1a/>', '<a b="1"c="2"/>', '< a/>', '<a', '<a>\u0001</a>', '<a>&#0;</a>', '<a>&#xD800;</a>', '<p:a/>', '<a><![CDATA[x</a>', '<a xmlns:p="x" xmlns:q="x" p:b="1" q:b="2"/>', '</a>'];
  for (const xml of broken) {
    test(JSON.stringify(xml), () => {
      expect(refusal(xml)).toStartWith('xml.');
      expect(isWellFormed(xml)).toBe(false);
    });
  }
});

describe('what is XML is read, as by an independent parser', () => {
  const whole = ['<a/>', '<?xml version="1.0"?>\n<a/>', '<a >x</a >', "<a b='\"'/>", '<a>&lt;&#65;&#x41;&amp;</a>', '<a><![CDATA[<&>]]></a>', '<!-- a --><a/><!-- b -->\n', '<p:a xmlns:p="x" p:b="1" b="2"/>', '<æ.ø-å_1/>', '<a xmlns="x"><b xmlns=""/></a>', '<a>x > y</a>'];
  for (const xml of whole) {
    test(JSON.stringify(xml), () => {
      expect(refusal(xml)).toBe('taken');
      expect(isWellFormed(xml)).toBe(true);
    });
  }
  test('text, references, CDATA and line ends', () => {
    expect(parseXml(Buffer.from('<a>1&lt;2\r\n<!-- x --><![CDATA[&amp;]]>&#xE6;</a>')).text).toBe('1<2\n&amp;æ');
  });
  test('namespaces follow their scope', () => {
    const root = parseXml(Buffer.from('<a xmlns="one" xmlns:p="two"><p:b/><c xmlns="three"/><d/></a>'));
    expect(root.children.map((entry) => entry.namespace)).toEqual(['two', 'three', 'one']);
  });
});

describe('what XML allows and this peer does not', () => {
  test('document types and their entities', () => {
    expect(refusal('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>')).toBe('xml.doctype.not.allowed');
    expect(refusal('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>')).toBe('xml.doctype.not.allowed');
  });
  test('processing instructions, other encodings, deep nesting', () => {
    expect(refusal('<a><?php echo 1 ?></a>')).toBe('xml.processing.instruction.not.allowed');
    expect(refusal('<?xml version="1.0" encoding="ISO-8859-1"?><a/>')).toBe('xml.encoding.not.utf8');
    expect(refusal(Buffer.from([0x3c, 0x61, 0x3e, 0xe6, 0x3c, 0x2f, 0x61, 0x3e]))).toBe('xml.encoding.not.utf8');
    expect(refusal('<a>'.repeat(40) + '</a>'.repeat(40))).toBe('xml.too.deep');
  });
});
