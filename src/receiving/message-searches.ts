import type { Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { notFound } from '../core/errors.ts';
import type { Ids } from '../core/ids.ts';
import type { Database, Reader } from '../db/index.ts';
import { messageViews, type MessageView } from './list-messages.ts';

export type MessageSearch = { view: MessageView; words: string };

/** Keeps what was searched for in the post under an id of its own, and logs it. */
export function keepMessageSearch(deps: { db: Database; clock: Clock; ids: Ids }, actor: Actor, search: MessageSearch): string {
  const id = deps.ids.uuid();
  deps.db.write((tx) => {
    const at = deps.clock.now();
    tx.statement('INSERT INTO searches (id, user_id, criteria, created_at) VALUES (?, ?, ?, ?)').run(id, actor.id, JSON.stringify({ post: search }), at.toISOString());
    record(tx, { at, actorId: actor.id, event: 'search.made', subject: { kind: 'search', id }, payload: { post: search } });
  });
  return id;
}

/** One's own search of the post; not_found for any other. */
export function readMessageSearch(reader: Reader, actor: Actor, id: string): MessageSearch {
  const row = reader.statement('SELECT criteria FROM searches WHERE id = ? AND user_id = ?').get(id, actor.id) as { criteria: string } | undefined;
  const { post } = JSON.parse(row?.criteria ?? '{}') as { post?: { view?: string; words?: string } };
  const view = messageViews.find((each) => each === post?.view);
  if (!view || typeof post?.words !== 'string') throw notFound();
  return { view, words: post.words };
}
