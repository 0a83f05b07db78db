import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { decide, meets, parts, type Judged, type Lookups } from '../../src/receiving/rules.ts';
import type { Addressed, Target } from '../../src/receiving/types.ts';

const user = (id: string): Target => ({ userId: id, groupId: null });
const nothing: Addressed = {
  contactPoint: null, attention: { person: null, productionUnit: null, email: null, gln: null, telephone: null },
  content: { cpr: null, name: null, cvr: null, caseId: null, caseSystem: null, education: null }, replies: [], forward: null,
};
const parent = { kind: 'cpr' as const, number: '0101701234' };
const message = (wish: Partial<Judged> = {}): Judged => ({ sender: parent, title: 'Fravær', senderName: 'Mor', body: 'Han er syg i dag', types: [], addressed: nothing, ...wish });
const blank: Lookups = { letter: () => null, ownLetter: () => null, caseById: () => null, caseOf: () => null, belongsTo: () => false, target: () => null, person: () => null, rules: [] };
/** Everything is known, each part to a person of its own name. */
const all: Lookups = {
  ownLetter: () => ({ letterId: 'signed', documentId: 'document', caseId: 'own-case', sender: user('signed') }), letter: () => ({ letterId: 'letter', documentId: 'document', caseId: 'answered', sender: user('reply') }), caseById: (id) => ({ caseId: id, officer: user('content') }), caseOf: () => ({ caseId: 'cpr-case', officer: user('content') }),
  belongsTo: () => true, target: (kind) => ({ ...user(kind === 'contact_point' ? 'contact_point' : kind === 'education' ? 'content' : 'attention'), label: kind }), person: () => user('attention'),
  rules: [{ id: 'r', name: 'Regel', conditions: { sender: '', subject: 'fravær', words: '', attachment: '' }, target: user('rule') }],
};
const signs = {
  reply: (on: boolean) => (on ? { replies: [{ messageUuid: 'u', caseId: null, comment: null }] } : {}),
  contact_point: (on: boolean) => (on ? { contactPoint: { id: 'p', label: '', info: [] } } : {}),
  attention: (on: boolean) => (on ? { attention: { ...nothing.attention, productionUnit: '1019601052' } } : {}),
  content: (on: boolean) => (on ? { content: { ...nothing.content, cpr: '0101101234' } } : {}),
};
const order = ['reply', 'contact_point', 'attention', 'content', 'rule'] as const;

describe('the order of distribution', () => {
  test('whatever a message carries, the first part of the order that knows somebody decides, and says so', () => {
    fc.assert(fc.property(fc.record({ reply: fc.boolean(), contact_point: fc.boolean(), attention: fc.boolean(), content: fc.boolean(), rule: fc.boolean() }), (has) => {
      const addressed = { ...nothing, ...signs.reply(has.reply), ...signs.contact_point(has.contact_point), ...signs.attention(has.attention), ...signs.content(has.content) };
      const decision = decide(message({ addressed, title: has.rule ? 'Fravær' : 'Andet' }), all);
      const first = order.find((step) => has[step]) ?? 'tray';
      expect(decision.step).toBe(first);
      expect(decision.target).toEqual(first === 'tray' ? null : user(first));
      expect(decision.why.key).toStartWith('distributed.');
      // Filed by the earliest part that names a case, whoever gets it.
      expect(decision.file).toBe(has.reply ? 'answered' : has.content ? 'cpr-case' : null);
    }));
    expect(parts.map(({ step }) => step)).toEqual([...order]);
  });

  test('what an earlier part does not know is left to the next, and nothing unknown finds anybody', () => {
    const knows = fc.record({ reply: fc.boolean(), contact_point: fc.boolean(), attention: fc.boolean(), content: fc.boolean(), rule: fc.boolean() });
    const addressed = { ...nothing, ...signs.reply(true), ...signs.contact_point(true), ...signs.attention(true), ...signs.content(true) };
    fc.assert(fc.property(knows, (known) => {
      const some: Lookups = {
        ...blank, belongsTo: () => true, letter: known.reply ? all.letter : () => null, caseOf: known.content ? all.caseOf : () => null, rules: known.rule ? all.rules : [],
        target: (kind, key) => ((kind === 'contact_point' ? known.contact_point : kind === 'education' ? known.content : known.attention) ? all.target(kind, key) : null),
      };
      expect(decide(message({ addressed }), some).step).toBe(order.find((step) => known[step]) ?? 'tray');
    }));
  });

  test('a letter of ours that came back signed lies beside itself, whatever else it carries, whoever signed it and whatever rules there are', () => {
    const some = fc.record({ reply: fc.boolean(), contact_point: fc.boolean(), attention: fc.boolean(), content: fc.boolean(), rule: fc.boolean(), belongs: fc.boolean(), sender: fc.boolean() });
    fc.assert(fc.property(some, (has) => {
      const addressed = { ...nothing, ...signs.reply(has.reply), ...signs.contact_point(has.contact_point), ...signs.attention(has.attention), ...signs.content(has.content) };
      const known: Lookups = { ...all, belongsTo: () => has.belongs, ownLetter: (id) => ({ ...all.ownLetter(id)!, sender: has.sender ? user('signed') : null }) };
      const decision = decide(message({ addressed, title: has.rule ? 'Fravær' : 'Andet', signs: 'signed' }), known);
      expect([decision.file, decision.fileFor, decision.letterId]).toEqual(['own-case', null, 'signed']);
      if (has.sender) expect(decision).toMatchObject({ step: 'reply', target: user('signed'), why: { key: 'distributed.signed' } });
    }));
  });

  test('a stranger reaches the sender of a letter, but no case by what they say', () => {
    const strange: Lookups = { ...all, belongsTo: () => false };
    fc.assert(fc.property(fc.boolean(), fc.boolean(), (reply, content) => {
      const decision = decide(message({ addressed: { ...nothing, ...signs.reply(reply), ...signs.content(content) }, title: 'x' }), strange);
      expect([decision.file, decision.fileFor]).toEqual([null, null]);
      if (reply) expect(decision).toMatchObject({ step: 'reply', target: user('reply'), why: { key: 'distributed.reply_stranger' } });
    }));
  });

  test('the message UUID comes before the case id; an authority may name a case; a new case is only made for a known number', () => {
    const both = { ...nothing, replies: [{ messageUuid: null, caseId: 'their-case', comment: null }, { messageUuid: 'u', caseId: null, comment: null }] };
    expect(decide(message({ addressed: both }), all)).toMatchObject({ letterId: 'letter', file: 'answered' });
    expect(decide(message({ addressed: { ...nothing, replies: [{ messageUuid: 'x', caseId: 'c1', comment: null }] } }), { ...all, letter: () => null })).toMatchObject({ step: 'reply', file: 'c1' });
    const authority = { kind: 'cvr' as const, number: '29189846' };
    const named = { ...nothing, ...signs.content(true) };
    expect(decide(message({ addressed: named, sender: authority, title: 'x' }), { ...blank, caseOf: () => ({ caseId: null, officer: null }) })).toMatchObject({ step: 'content', target: null, fileFor: { kind: 'cpr', number: '0101101234' } });
    expect(decide(message({ addressed: named, sender: authority, title: 'x' }), blank).step).toBe('tray');
  });
});

describe('a rule', () => {
  const rule = (conditions: Partial<{ sender: string; subject: string; words: string; attachment: string }>) => ({ conditions: { sender: '', subject: '', words: '', attachment: '', ...conditions } });
  test('meets what meets all it asks; one that asks nothing meets nothing', () => {
    expect(meets(message(), rule({}))).toBe(false);
    expect(meets(message(), rule({ sender: '  ' }))).toBe(false);
    expect(meets(message(), rule({ sender: 'mor', subject: 'FRAVÆR', words: 'syg dag' }))).toBe(true);
    expect(meets(message(), rule({ sender: 'mor', subject: 'fravær', words: 'syg rask' }))).toBe(false);
    expect(meets(message(), rule({ sender: '010170-1234' }))).toBe(true);
    expect(meets(message(), rule({ sender: '0101701235' }))).toBe(false);
    expect(meets(message({ types: ['image/png'] }), rule({ attachment: 'image' }))).toBe(true);
    expect(meets(message({ types: ['application/pdf'] }), rule({ attachment: 'application/pdf' }))).toBe(true);
    expect(meets(message({ types: ['imagex/png'] }), rule({ attachment: 'image' }))).toBe(false);
  });

  test('adding a condition never meets more', () => {
    const text = fc.constantFrom('', 'mor', 'far', 'fravær', 'syg', 'x');
    fc.assert(fc.property(text, text, text, (sender, subject, words) => {
      const wide = meets(message(), rule({ sender }));
      if (sender && meets(message(), rule({ sender, subject, words }))) expect(wide).toBe(true);
    }));
  });
});
