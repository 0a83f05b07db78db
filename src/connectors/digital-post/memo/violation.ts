import type { XmlElement } from './parse.ts';

/**
 * One broken rule. `path` names the element from the root without prefixes, with a 1-based number where
 * several stand side by side: `/Message/MessageHeader/ReplyData[2]/comment`. `rule` is stable; `message`
 * says it in English for a log; neither ever holds a value of the message.
 */
export type Violation = { path: string; rule: string; message: string; values: Record<string, string | number> };

const messages: Record<string, string> = {
  not_xml: 'not well-formed XML', doctype: 'a document type is not allowed', bad_encoding: 'not UTF-8', not_memo: 'not a MeMo message',
  version: 'memoVersion must be 1.1 or 1.2', schema_version: 'memoSchVersion belongs to 1.1, and must stand there',
  unknown_attribute: 'attribute not allowed here', unknown_element: 'element not allowed here', order: 'element stands too late in the order',
  missing: 'a required element is missing', too_many: 'element stands too many times', stray_text: 'text between elements',
  elements_in_value: 'elements inside a value', length: 'value is too long', uuid: 'not a UUID of version 4',
  date_time: 'not a date and time ending in Z', date: 'not a date', boolean: 'not true or false', language: 'not a language of two letters',
  base64: 'not base64', number: 'not a number of the allowed size', message_type: 'not DIGITALPOST or NEMSMS',
};

export const violation = (path: string, rule: string, values: Record<string, string | number> = {}, message = messages[rule] ?? rule): Violation => ({
  path, rule, message, values,
});

/** The path of each child: numbered only where brothers share its name. Linear: a message may hold very many. */
export function childPaths(element: XmlElement, path: string): string[] {
  const counts = new Map<string, number>();
  for (const { key } of element.children) counts.set(key, (counts.get(key) ?? 0) + 1);
  const seen = new Map<string, number>();
  return element.children.map(({ key, local }) => {
    const number = (seen.get(key) ?? 0) + 1;
    seen.set(key, number);
    return `${path}/${local}${counts.get(key) === 1 ? '' : `[${number}]`}`;
  });
}
