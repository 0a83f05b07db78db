import { mayChangeCase, maySeeCase, type Actor } from '../access/index.ts';
import type { Reader } from '../db/index.ts';
import { canReceive } from './lookups.ts';
import type { Addressed, Party } from './types.ts';
import { findMessage } from './visible-messages.ts';

/** A case a message could lie on. `ref`: `case:<id>`, or `person:<id>` / `company:<id>` whose case is made when it is chosen. `why` is a key of the words of the page. */
export type CaseSuggestion = { ref: string; title: string; className: string | null; why: 'sender' | 'child' | 'named_number' | 'named' | 'answered' | 'mentioned' };

const most = 6;
const numbersIn = (text: string) => [...text.matchAll(/(?<!\d)(\d{6})[- ]?(\d{4})(?!\d)/g)].slice(0, 20).map((match) => match[1]! + match[2]!);

/** Cases suggested by the numbers and names in a message, best first; only those the actor may file on. */
export function suggestCases(reader: Reader, actor: Actor, messageId: string): CaseSuggestion[] {
  const row = findMessage(reader, actor, messageId);
  // It lies on a case already, one the actor does not see: nothing to suggest.
  if (row.case_id && !maySeeCase(reader, actor, row.case_id)) return [];
  const { addressed } = reader.statement('SELECT addressed FROM messages WHERE id = ?').get(messageId) as { addressed: string };
  const { content, contactPoint } = JSON.parse(addressed) as Addressed;
  const found = new Map<string, CaseSuggestion>();
  const add = (suggestion: CaseSuggestion | null) => {
    if (suggestion && found.size < most && !found.has(suggestion.ref) && suggestion.ref !== `case:${row.case_id}`) found.set(suggestion.ref, suggestion);
  };
  const of = (number: Party, why: CaseSuggestion['why']) => add(ofNumber(reader, actor, number, why));
  const letterId = row.letter_id ?? (row.signature_id && (reader.statement('SELECT letter_id AS id FROM signature_requests WHERE id = ?').get(row.signature_id) as { id: string }).id);
  if (letterId) {
    const answered = reader.statement('SELECT c.id, c.title FROM letters l JOIN documents d ON d.id = l.document_id JOIN cases c ON c.id = d.case_id WHERE l.id = ?').get(letterId) as { id: string; title: string } | undefined;
    if (answered && mayChangeCase(reader, actor, answered.id)) add({ ref: `case:${answered.id}`, title: answered.title, className: null, why: 'answered' });
  }
  if (content.cpr) of({ kind: 'cpr', number: content.cpr }, 'named_number');
  if (row.sender_kind === 'cpr' && row.sender_number) {
    const children = reader.statement("SELECT s.cpr FROM people p JOIN guardianships g ON g.guardian_id = p.id JOIN people s ON s.id = g.student_id WHERE p.cpr = ? AND s.kind = 'student' ORDER BY s.name").all(row.sender_number) as { cpr: string }[];
    for (const { cpr } of children) of({ kind: 'cpr', number: cpr }, 'child');
  }
  const text = `${row.title}\n${row.body.slice(0, 20_000)}`;
  for (const number of numbersIn(`${text}\n${contactPoint?.info.map(({ value }) => value).join('\n') ?? ''}`)) of({ kind: 'cpr', number }, 'named_number');
  if (row.sender_kind && row.sender_number) of({ kind: row.sender_kind, number: row.sender_number }, 'sender');
  for (const cpr of mentioned(reader, text)) of({ kind: 'cpr', number: cpr }, 'mentioned');
  return [...found.values()];
}

/** Students whose whole name stands in the text. Names are read as lists sort them, from their index; only those with letters it does not fold are folded one by one. */
function mentioned(reader: Reader, text: string): string[] {
  const sorted = text.toLocaleLowerCase('da').replaceAll('\u00e6', '{').replaceAll('\u00f8', '|').replaceAll('\u00e5', '}');
  const rows = reader.statement(`SELECT cpr FROM people INDEXED BY people_sorted WHERE (instr(@sorted, sort_name) > 0 OR (sort_name GLOB '*[^ -~]*' AND instr(fold(@text), fold(name)) > 0))
    AND protected IN (0, 1) AND kind = 'student' AND (left_on IS NULL OR left_on > date('now')) AND length(name) > 5 ORDER BY name LIMIT 4`).all({ text, sorted }) as { cpr: string }[];
  return rows.map(({ cpr }) => cpr);
}

function ofNumber(reader: Reader, actor: Actor, { kind, number }: Party, why: CaseSuggestion['why']): CaseSuggestion | null {
  const known = reader.statement(`SELECT c.id, c.title, p.class_name AS className FROM case_identifiers i JOIN cases c ON c.id = i.case_id LEFT JOIN people p ON i.kind = 'cpr' AND p.cpr = i.number WHERE i.kind = ? AND i.number = ?`)
    .get(kind, number) as { id: string; title: string; className: string | null } | undefined;
  if (known) return mayChangeCase(reader, actor, known.id) ? { ref: `case:${known.id}`, title: known.title, className: known.className, why } : null;
  const person = (kind === 'cpr'
    ? reader.statement('SELECT id, name, class_name AS className FROM people WHERE cpr = ?').get(number)
    : reader.statement('SELECT id, name, NULL AS className FROM companies WHERE cvr = ?').get(number)) as { id: string; name: string; className: string | null } | undefined;
  return person ? { ref: `${kind === 'cpr' ? 'person' : 'company'}:${person.id}`, title: person.name, className: person.className, why } : null;
}

export type Receiver = { ref: string; name: string };

/** Everybody post can be given to: people with the right to receive, and the groups. Whoever may receive may see whom to hand on to. */
export function listReceivers(reader: Reader): { people: Receiver[]; groups: Receiver[] } {
  return {
    people: reader.statement(`SELECT 'user:' || id AS ref, name FROM users u WHERE ${canReceive('u.id')} ORDER BY name`).all() as Receiver[],
    groups: reader.statement("SELECT 'group:' || id AS ref, name FROM user_groups ORDER BY name").all() as Receiver[],
  };
}

/** The target behind a receiver's `ref`; nobody where it is none. */
export function targetOf(ref: string): { userId: string | null; groupId: string | null } {
  const [kind, id = ''] = ref.split(':');
  return { userId: kind === 'user' && id ? id : null, groupId: kind === 'group' && id ? id : null };
}
