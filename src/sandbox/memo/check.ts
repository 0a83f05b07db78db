import { checkBody } from './body-rules.ts';
import type { XmlElement } from './document.ts';
import { checkHeader, type RuleOptions } from './header-rules.ts';
import { parseXml } from './parse.ts';
import { isTrue, value } from './reach.ts';
import { checkStructure, type Violation } from './structure.ts';
import { valueRules } from './values.ts';

export type { Violation } from './structure.ts';
export type { RuleOptions } from './header-rules.ts';

const memoNamespace = 'https://DigitalPost.dk/MeMo-1';

/** What a letter says about itself; empty texts where a value is absent. */
export type MemoFacts = {
  uuid: string;
  messageId: string | null;
  title: string;
  sender: { type: string; id: string; label: string };
  recipient: { type: string; id: string };
  reply: boolean;
  doNotDeliverUntil: string | null;
};

export type CheckedMemo = { message: XmlElement; facts: MemoFacts; violations: Violation[] };

/**
 * Reads a MeMo and holds it against every rule of facts digital-post 1. Never more than one complaint
 * about the order of one element, otherwise all violations, structure before content.
 * Throws XmlRefused where there is no MeMo at all: not XML, or another root.
 */
export function checkMemo(bytes: Uint8Array, options: RuleOptions, now: Date): CheckedMemo {
  const message = parseXml(bytes);
  const violations: Violation[] = [];
  checkRoot(message, violations);
  if (message.name === 'Message' && message.namespace === memoNamespace) {
    checkStructure(message, 'Message', 'Message', violations);
    checkHeader(message, options, now, violations);
    checkBody(message, options, violations);
  }
  return { message, facts: factsOf(message), violations };
}

function checkRoot(root: XmlElement, found: Violation[]): void {
  const say = (code: string, message: string) => found.push({ code, path: root.name, message });
  if (root.namespace !== memoNamespace) say('memo.namespace.not.allowed', `The root is not in ${memoNamespace}`);
  if (root.name !== 'Message') say('memo.root.not.allowed', 'The root is not Message');
  if (root.namespace === memoNamespace && root.prefix !== 'memo') say('memo.prefix.required', 'MeMo elements carry the prefix memo:');
  // Hints to a validator may stand on the root; XML Schema allows them everywhere.
  const own = root.attributes.filter((entry) => !(entry.namespace === 'http://www.w3.org/2001/XMLSchema-instance' && entry.name.endsWith('chemaLocation')));
  const version = own.find((entry) => entry.namespace === '' && entry.name === 'memoVersion');
  if (version?.value !== '1.2') say('memo.version.not.supported', 'memoVersion is 1.2');
  for (const entry of own) {
    if (entry.namespace === '' && entry.name === 'memoSchVersion') say('memo.schema.version.not.allowed', 'memoSchVersion went with 1.1');
    else if (entry !== version) say('memo.attribute.unknown', 'An attribute that MeMo does not have');
  }
}

function factsOf(message: XmlElement): MemoFacts {
  const header = (...names: string[]) => value(message, 'MessageHeader', ...names);
  return {
    uuid: (header('messageUUID') ?? '').toLowerCase(),
    messageId: header('messageID') ?? null,
    title: header('label') ?? '',
    sender: { type: header('Sender', 'idType') ?? '', id: header('Sender', 'senderID') ?? '', label: header('Sender', 'label') ?? '' },
    recipient: { type: header('Recipient', 'idType') ?? '', id: header('Recipient', 'recipientID') ?? '' },
    reply: isTrue(header('reply')),
    doNotDeliverUntil: header('doNotDeliverUntilDate')?.trim() ?? null,
  };
}

/** True for a text that may stand as a message UUID: version 4 only. */
export function isMessageUuid(text: string): boolean {
  return valueRules['uuid']!(text) === null;
}
