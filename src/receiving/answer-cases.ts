import { may, mayChangeCase, maySeeCase, type Actor } from '../access/index.ts';
import type { Reader } from '../db/index.ts';
import { suggestCases, type CaseSuggestion } from './suggest-cases.ts';
import { findMessage } from './visible-messages.ts';

/** Where an answer can be filed. `ref` as of a CaseSuggestion, or `own` for the recipient's own case. `seen`: the answerer will find it there. */
export type AnswerCase = { ref: string; title: string; className: string | null; why: CaseSuggestion['why'] | 'filed' | 'own'; seen: boolean };
/** `chosen` is proposed; empty where only a person can choose. */
export type AnswerCases = { options: AnswerCase[]; chosen: string };

/** The case the message was filed on, those of its sender's children and of what it names, and last the recipient's own, best first. */
export function answerCases(reader: Reader, actor: Actor, messageId: string): AnswerCases {
  const row = findMessage(reader, actor, messageId);
  const options: AnswerCase[] = [];
  if (row.case_id && mayChangeCase(reader, actor, row.case_id)) {
    const { title } = reader.statement('SELECT title FROM cases WHERE id = ?').get(row.case_id) as { title: string };
    options.push({ ref: `case:${row.case_id}`, title, className: null, why: 'filed', seen: true });
  }
  for (const each of suggestCases(reader, actor, messageId)) {
    // A case that must be made first is made only by those who keep the archive.
    if (each.why !== 'sender' && (each.ref.startsWith('case:') || may(actor, 'change_all_cases'))) options.push({ ...each, seen: true });
  }
  const own = reader.statement('SELECT case_id AS id FROM case_identifiers WHERE kind = ? AND number = ?').get(row.sender_kind, row.sender_number) as { id: string } | undefined;
  // Filed there already: the same case twice would only be confusing.
  if (!own || !options.some(({ ref }) => ref === `case:${own.id}`)) {
    options.push({ ref: 'own', title: row.sender_name, className: null, why: 'own', seen: own ? maySeeCase(reader, actor, own.id) : may(actor, 'read_all_cases') });
  }
  const children = options.filter(({ why }) => why === 'child');
  const best = options.find(({ why }) => why === 'filed') ?? options.find(({ why }) => why === 'answered') ?? children[0] ?? options.at(-1);
  // Of which of several children it is, only a person knows.
  return { options, chosen: !best || (best.why === 'child' && children.length > 1) ? '' : best.ref };
}
