import { afterAll, beforeAll, expect, test } from 'bun:test';
import { actorOf, findUserByName } from '../../src/access/index.ts';
import { suggestCases } from '../../src/receiving/index.ts';
import { openPortal } from '../web/portal.ts';

// Students whose name stands in a letter: found however it is written, also with letters that Danish does not have.
const portal = openPortal();
const { deps } = portal;
const names = ['Émilie Dürr', 'Åse Øster', 'Zoë Ågård', 'Sofie Juul', 'Bo Li'];
beforeAll(async () => {
  await portal.user('lise', 'Lise', 'secretary');
  for (const [n, name] of names.entries()) await portal.letter({ cpr: `010107123${n}`, name, title: 'Brev' });
});
afterAll(() => portal.close());

function suggestedFor(text: string): string[] {
  const id = deps.ids.uuid();
  const at = deps.clock.now().toISOString();
  deps.db.write((tx) => {
    tx.statement("INSERT INTO blobs (id, sha256, size, created_at) VALUES (?, '', 0, ?)").run(id, at);
    tx.statement("INSERT INTO fetched_memos (id, memo_id, blob_id, size, sha256, state, stored_at) VALUES (?, ?, ?, 0, '', 'read', ?)").run(id, id, id, at);
    const addressed = { contactPoint: null, attention: {}, content: { cpr: null, cvr: null }, replies: [], forward: null };
    tx.statement(`INSERT INTO messages (id, fetched_id, kind, title, sender_name, received_at, addressed, body, place, thread_id, decision) VALUES (?, ?, 'letter', 'T', 'S', ?, ?, ?, 'tray', ?, '{}')`).run(id, id, at, JSON.stringify(addressed), text, id);
  });
  return suggestCases(deps.db, actorOf(deps, findUserByName(deps.db, 'lise')!), id).filter(({ why }) => why === 'mentioned').map(({ title }) => title).sort();
}

test('names are found whole, in small and large letters, æ ø å and letters from elsewhere; short ones are no name to go by', () => {
  expect(suggestedFor('Jeg skriver om émilie dürr og ÅSE ØSTER.')).toEqual(['Åse Øster', 'Émilie Dürr'].sort());
  expect(suggestedFor('ZOË ÅGÅRD er syg; Sofie  Juul er ikke.')).toEqual(['Zoë Ågård']);
  expect(suggestedFor('Bo Li og Sofie Juul')).toEqual(['Sofie Juul']);
  expect(suggestedFor('ingen')).toEqual([]);
});
