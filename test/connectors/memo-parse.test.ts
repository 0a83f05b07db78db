import { expect, test } from 'bun:test';
import { parseXml } from '../../src/connectors/digital-post/memo/parse.ts';
import { Problem } from '../../src/core/errors.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const run = 'QUJD'.repeat(3000);
/** One letter that is not base64 makes the parser walk through all of it. */
const slow = `-${run}`;
const problemOf = (text: string) => {
  try {
    return parseXml(bytes(text));
  } catch (error) {
    return error instanceof Problem ? { reason: error.reason, ...error.values } : error;
  }
};

const documents: Record<string, (content: string) => string> = {
  'text': (content) => `<a><b>${content}</b><c>kort</c></a>`,
  'several, beside Danish letters': (content) => `<a><b>${content}</b>\n<c>æøå ${content}</c><d>${content}</d></a>`,
  'CDATA': (content) => `<a><![CDATA[x > ${content}<y>]]></a>`,
  'a comment': (content) => `<a><!-- > ${content}< -->efter</a>`,
  'an attribute': (content) => `<a b=">${content}">efter</a>`,
  'beside entities': (content) => `<a>${content}&amp;${content}&lt;</a>`,
  'lines': (content) => `<a>${content}\n${content}\t${content}</a>`,
};

for (const [where, make] of Object.entries(documents)) {
  test(`long base64 is what it is, though nobody walks through it: ${where}`, () => {
    const plain = JSON.stringify(parseXml(bytes(make(slow)))).replaceAll('-', '');
    expect(JSON.stringify(parseXml(bytes(make(run)))) === plain).toBe(true);
    expect(plain.includes(run.slice(0, 60))).toBe(where !== 'a comment');
  });
}

test('what is wrong around it is told with its line', () => {
  expect(problemOf(`<a>\n<b>${run}\n${run}</b>\n</c></a>`)).toEqual({ reason: 'memo.not_xml', line: 4 });
  expect(problemOf(`<a b="x>${run}</a>`)).toEqual({ reason: 'memo.not_xml', line: 1 });
  expect(problemOf(`<a>${run}`)).toEqual({ reason: 'memo.not_xml', line: 1 });
  // A form feed is no character of XML, however much base64 stands around it.
  expect(problemOf(`<a>${run}\f${run}</a>`)).toEqual({ reason: 'memo.not_xml', line: 1 });
  expect(parseXml(bytes(`<a>\ue0000\ue000${run}</a>`)).text).toBe(`\ue0000\ue000${run}`);
});

test('a text of brackets only is looked through once', () => {
  // From each bracket anew it would take longer than a test may.
  for (const piece of ['<', '>', '><', '<>']) expect(problemOf(`<a>${piece.repeat(400_000)}`)).toMatchObject({ reason: expect.any(String) });
});
