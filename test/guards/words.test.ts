import { expect, test } from 'bun:test';
import { auditEvents } from '../../src/audit/index.ts';
import { routes } from '../../src/web/routes.ts';
import { callReasons } from '../../views/texts/calls.ts';
import { problems, sentenceOf, texts } from '../../views/texts.ts';
import { code, sources } from './source.ts';

/** Every string in a table of texts, functions called with numbers, with where it stands. */
function sentences(value: unknown, at = 'texts'): [string, string][] {
  if (typeof value === 'string') return [[at, value]];
  if (typeof value === 'function') {
    try {
      return [[at, String((value as (...values: unknown[]) => unknown)(2, 3))]];
    } catch {
      return [];
    }
  }
  return value && typeof value === 'object' ? Object.entries(value).flatMap(([key, inner]) => sentences(inner, `${at}.${key}`)) : [];
}

const shout = /!|\bups\b/i;

test('the interface speaks calmly: no exclamation mark, no Ups', () => {
  const all = sentences(texts);
  expect(all.length).toBeGreaterThan(300);
  expect(all.filter(([, words]) => shout.test(words))).toEqual([]);
  expect(shout.test('Ups, det gik galt!')).toBe(true);
});

test('every event of the log has its words', () => {
  expect(auditEvents.filter((event) => !texts.events[event])).toEqual([]);
});

test('every way the connection can fail has its sentence', () => {
  const [failure] = sources('src/connectors/digital-post/failure.ts');
  const union = /FailureReason =([^;]+);/.exec(failure!.text)![1]!;
  const named = [...union.matchAll(/'([a-z_]+)'/g)].map((match) => match[1]!);
  expect(named.length).toBeGreaterThan(8);
  const waits = [...named, 'busy', 'peer_error', 'peer_away', 'not_authorised', 'not_configured', 'no_certificate', 'certificate_damaged', 'certificate_wrong_password', 'certificate_no_key', 'closed_without_answer', 'connection_refused_by_peer'];
  // What a person reads who makes a test call: no letters wait for it.
  expect([...waits.filter((reason) => !['no_certificate', 'not_configured', 'connection_refused_by_peer'].includes(reason)), 'certificate_expired', 'certificate_not_yet_valid'].filter((reason) => !callReasons.includes(reason))).toEqual([]);
  const unknown = ['timeout', 'cut_off', 'closed_without_answer', 'nonsense', 'peer_error', 'crash', 'broke_off'];
  expect([...waits.map((reason) => `waits.${reason}`), ...unknown.map((reason) => `unknown.${reason}`)].filter((reason) => !problems[reason])).toEqual([]);
});

test('a reason nobody foresaw gets a sentence, and values are filled in', () => {
  expect(sentenceOf({ reason: 'no.such' })).toBe(problems['fallback']!);
  expect(sentenceOf({ reason: 'login.throttled', values: { seconds: 30 } })).toContain('30 sekunder');
});

// A few words that no English text has; letters of the Danish alphabet are caught elsewhere.
const danish = /['"`>][^'"`<>\n]*\b(ikke|eller|skolen|brevet|modtager|fejl|vent|sager|dokumentet|bruger|klasse)\b\s[^'"`<>\n]*['"`<]/i;

test('Danish without Danish letters stands in views too', () => {
  const found = sources('src/**/*.{ts,tsx}').filter(({ path }) => !/^src\/((sandbox|cli|demo|numbers)\/|search\/danish)/.test(path)).filter(({ text }) => danish.test(code(text))).map(({ path }) => path);
  expect(found).toEqual([]);
  expect(danish.test("throw new Error('brevet kom ikke')")).toBe(true);
});

test('addresses are plain letters and carry ids only', () => {
  expect(routes.filter(({ path }) => !/^[a-z0-9/:.+{}-]*$/i.test(path)).map(({ path }) => path)).toEqual([]);
  expect(routes.filter(({ path }) => /:(cpr|cvr|nummer|navn|name)\b/i.test(path)).map(({ path }) => path)).toEqual([]);
});
