import { sql } from 'drizzle-orm';
import type { Actor } from '../access/index.ts';
import type { Reader } from '../db/index.ts';
import { fileType } from './file-type.ts';
import { activeRules, lookupsOf } from './lookups.ts';
import type { ReadMemo, ReceivingDeps } from './ports.ts';
import { judgedMessage, mostText } from './judged.ts';
import { isOwnText, mostBytes, pagesOfFile, type ReadableDocuments } from './make-readable.ts';
import { decide, meets, type Decision } from './rules.ts';
import { getRule, noteTested } from './steer.ts';
import type { Rule, Why } from './types.ts';
import { understand } from './understand.ts';
import { visibleMessages } from './visible-messages.ts';

/** How many of the latest messages a rule is tried on. */
export const testedMessages = 200;

/** Title and sender are null where the one who tests does not see the message. */
export type RuleHit = { id: string; title: string | null; senderName: string | null; receivedAt: string; /** The rule would decide; else the part of the order that comes before it does. */ decides: boolean; why: Why };
export type RuleTest = { messages: number; hits: RuleHit[] };

type Row = { id: string; title: string; senderName: string; receivedAt: string; seen: number };

/** Tries a rule on the latest messages as if it were on, beside those that are. Nothing is moved; afterwards it may be switched on. */
export function testRule(deps: Pick<ReceivingDeps, 'db' | 'clock' | 'ids'>, actor: Actor, ruleId: string): RuleTest {
  const { id, name, conditions, target } = getRule(deps.db, actor, ruleId);
  const rule: Rule = { id, name, conditions, target };
  const known = { ...lookupsOf(deps.db), rules: inOrder(deps.db, rule) };
  const rows = deps.db.orm.all<Row>(sql`SELECT m.id, m.title, m.sender_name AS senderName, m.received_at AS receivedAt, ${visibleMessages(actor)} AS seen
    FROM messages m WHERE m.kind <> 'unreadable' AND m.signature_id IS NULL AND m.disposed_at IS NULL ORDER BY m.received_at DESC LIMIT ${testedMessages}`);
  const hits = rows.flatMap((row): RuleHit[] => {
    const message = judgedMessage(deps.db, row.id);
    if (!meets(message, rule)) return [];
    const decision = decide(message, known);
    const seen = row.seen === 1;
    return [{ id: row.id, title: seen ? row.title : null, senderName: seen ? row.senderName : null, receivedAt: row.receivedAt, decides: decision.step === 'rule' && decision.why.values['name'] === name, why: decision.why }];
  });
  noteTested(deps, actor, ruleId);
  return { messages: rows.length, hits };
}

function inOrder(reader: Reader, rule: Rule): Rule[] {
  const positions = reader.statement('SELECT id FROM distribution_rules ORDER BY position, id').all() as { id: string }[];
  const active = new Map(activeRules(reader).map((each) => [each.id, each]));
  return positions.flatMap(({ id }) => (id === rule.id ? [rule] : (active.get(id) ?? [])));
}

/**
 * What would be decided about a message that has not been received, and where nothing is known of it, once more by the words of
 * its files (distribute-by-text.ts); nothing is written. Throws where the document worker is away.
 */
export async function tryMessage(reader: Reader, documents: Pick<ReadableDocuments, 'read' | 'convert'>, memo: ReadMemo): Promise<Decision & { title: string; userName: string | null; groupName: string | null }> {
  const message = understand(memo);
  const files = message.files.map((file, index) => ({ ...file, id: String(index), mime: fileType(file.content, file.filename, file.claimed) }));
  const judged = { ...message, types: files.filter(({ kind }) => kind === 'additional').map(({ mime }) => mime) };
  const known = lookupsOf(reader);
  let decision = decide(judged, known);
  if (decision.target === null) {
    const words: string[] = [];
    for (const file of files.filter((each) => each.kind !== 'technical' && !isOwnText(each) && each.content.length <= mostBytes)) {
      words.push((await pagesOfFile(documents, { ...file, content: () => Promise.resolve(file.content) }))?.text ?? '');
    }
    const read = decide({ ...judged, body: `${message.body}\n${words.join('\n').slice(0, mostText)}` }, known);
    if (read.step === 'rule' && read.target) decision = read;
  }
  const nameOf = (table: 'users' | 'user_groups', id: string | null | undefined) => (id ? ((reader.statement(`SELECT name FROM ${table} WHERE id = ?`).get(id) as { name: string } | undefined)?.name ?? null) : null);
  return { ...decision, title: message.title, userName: nameOf('users', decision.target?.userId), groupName: nameOf('user_groups', decision.target?.groupId) };
}
