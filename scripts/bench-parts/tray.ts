import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addUser, actorOf, logIn } from '../../src/access/index.ts';
import { createApp } from '../../src/app.ts';
import { makeConfig } from '../../src/config.ts';
import { openDeps } from '../../src/deps.ts';
import { listMessages, messageCounts } from '../../src/receiving/index.ts';

/** `scripts/bench tray`: the common tray with so many messages, as the server reads it for its page, and the whole page as the server answers it (session, rows, HTML). */
export async function benchTray(count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-bench-'));
  const deps = openDeps(makeConfig({ logLevel: 'silent' }, folder), 'bench');
  try {
    const actor = actorOf(deps, await addUser(deps, null, { username: 'lise', name: 'Lise', password: 'lang nok kode', roles: ['secretary'] }));
    deps.db.write((tx) => {
      for (let n = 0; n < count; n++) {
        const id = deps.ids.uuid();
        const at = new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString();
        tx.statement("INSERT INTO blobs (id, sha256, size, created_at) VALUES (?, '', 0, ?)").run(id, at);
        tx.statement("INSERT INTO fetched_memos (id, memo_id, blob_id, size, sha256, state, stored_at, acknowledged_at, deleted_at) VALUES (?, ?, ?, 0, '', 'read', ?, ?, ?)").run(id, id, id, at, at, at);
        tx.statement("INSERT INTO messages (id, fetched_id, kind, title, sender_name, received_at, addressed, body, place, thread_id, decision) VALUES (?, ?, 'letter', ?, 'En afsender', ?, '{}', ?, 'tray', ?, '{\"step\":\"tray\",\"why\":{\"key\":\"distributed.tray\",\"values\":{}}}')").run(id, id, `Brev ${n}`, at, 'Tekst '.repeat(60), id);
      }
    });
    const times: number[] = [];
    for (let n = 0; n < 50; n++) {
      const began = performance.now();
      listMessages(deps, actor, { view: 'tray', page: 1 + (n % 5) });
      messageCounts(deps.db, actor);
      times.push(performance.now() - began);
    }
    say(`tray of ${count} messages, read`, times);
    const app = createApp(deps);
    const { token } = await logIn(deps, { username: 'lise', password: 'lang nok kode', address: 'bench' });
    const pages: number[] = [];
    for (let n = 0; n < 60; n++) {
      const began = performance.now();
      const answer = await app.request(`http://localhost:8080/modtaget?side=${1 + (n % 5)}`, { headers: { Cookie: `__Host-elevarkiv=${token}` } });
      const html = await answer.text();
      if (answer.status !== 200 || html.split('class="mail-row').length !== 31) throw new Error(`the tray was not shown: ${answer.status}`);
      // The first ones warm the program up, as the first visitor of the day does.
      if (n >= 10) pages.push(performance.now() - began);
    }
    say(`tray of ${count} messages, the whole page`, pages);
  } finally {
    deps.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function say(what: string, times: number[]): void {
  times.sort((a, b) => a - b);
  console.log(`${what}: median ${times[25]!.toFixed(1)} ms, slowest of 50 ${times[49]!.toFixed(1)} ms (goal 50)`);
}
