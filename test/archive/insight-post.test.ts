import { afterAll, beforeAll, expect, test } from 'bun:test';
import { unzipSync } from 'fflate';
import { actorOf, findUserByName } from '../../src/access/index.ts';
import { addIdentifier, addParty, exportInsight } from '../../src/archive/index.ts';
import { postOfSubject } from '../../src/receiving/index.ts';
import { insightWords } from '../../views/texts/exports.ts';
import { openPortal } from '../web/portal.ts';

// Received post that lies on no case, in the answer to a request for access (art. 15).
const portal = openPortal();
const { deps } = portal;
const [cpr, former, stranger] = ['0101071234', '0101075678', '0202081234'];
let caseId: string;

type Wish = { title: string; from?: [string, string] | null; about?: string; body?: string; fullText?: string; to?: string; onCase?: string; gone?: boolean; files?: string[] };
async function message({ title, from = null, about, body = '', fullText = '', to, onCase, gone, files = ['brev.txt'] }: Wish): Promise<void> {
  const id = deps.ids.uuid();
  const at = deps.clock.now().toISOString();
  const blobs = await Promise.all(['raw', ...files].map((name) => deps.files.put(new TextEncoder().encode(`${title}: ${name}`))));
  const addressed = { contactPoint: null, attention: {}, content: { cpr: about ?? null, name: null, cvr: null, caseId: null, caseSystem: null, education: null }, replies: [], forward: null };
  deps.db.write((tx) => {
    for (const blob of blobs) deps.files.record(tx, blob);
    tx.statement("INSERT INTO fetched_memos (id, memo_id, blob_id, size, sha256, state, stored_at) VALUES (?, ?, ?, 1, '', 'read', ?)").run(id, id, blobs[0]!.id, at);
    tx.statement(`INSERT INTO messages (id, fetched_id, kind, title, sender_kind, sender_number, sender_name, received_at, addressed, body, full_text, place, user_id, case_id, thread_id, decision, disposed_at)
      VALUES (?, ?, 'letter', ?, ?, ?, 'En afsender', ?, ?, ?, ?, ?, ?, ?, ?, '{}', ?)`).run(id, id, title, from?.[0] ?? null, from?.[1] ?? null, at, JSON.stringify(addressed), body, fullText, to ? 'assigned' : 'tray', to ?? null, onCase ?? null, id, gone ? at : null);
    for (const [n, name] of files.entries()) tx.statement("INSERT INTO message_files (message_id, position, kind, label, filename, mime, claimed, blob_id, sha256, size) VALUES (?, ?, 'main', '', ?, 'text/plain', '', ?, ?, ?)").run(id, n, name, blobs[n + 1]!.id, blobs[n + 1]!.sha256, blobs[n + 1]!.size);
  });
}

const insightAs = async (username: string, subject = cpr) => {
  const actor = actorOf(deps, findUserByName(deps.db, username)!);
  const made = await exportInsight(deps, actor, { kind: 'cpr', number: subject }, insightWords, (who) => postOfSubject(deps, actor, who));
  const files = unzipSync(new Uint8Array(await new Response(made.content).arrayBuffer()));
  const data = JSON.parse(new TextDecoder().decode(files['oplysninger.json'])) as { post: { title: string; tellsOfOthers: boolean }[]; log: { what: string; purpose: string; by: string }[] };
  return { files, data, made };
};
const titles = (data: { post: { title: string }[] }) => data.post.map(({ title }) => title).sort();

beforeAll(async () => {
  await portal.user('lise', 'Lise Overgaard', 'secretary');
  const leader = await portal.user('karen', 'Karen Leder', 'leader');
  await portal.user('ole', 'Ole Brandt', 'reader');
  caseId = (await portal.letter({ cpr, name: 'Sofie Juul', title: 'Optagelse' })).caseId;
  await portal.letter({ cpr: stranger, name: 'Mads Juhl', title: 'Optagelse af Mads' });
  addIdentifier(deps, actorOf(deps, findUserByName(deps.db, 'lise')!), caseId, former, { current: false });
  await message({ title: 'Sendt af hende', from: ['cpr', cpr], body: `Om min bror ${stranger.slice(0, 6)}-${stranger.slice(6)}`, files: ['brev.txt', 'brev.txt'] });
  await message({ title: 'Om hende', from: ['cvr', '12345678'], about: former });
  await message({ title: 'Nævnt i filen', from: ['cvr', '12345678'], fullText: 'Elev 010107 1234 er fraværende' });
  await message({ title: 'En liste', from: ['cvr', '12345678'], body: '010107-1234 og 020208-1234' });
  await message({ title: 'Fra en anden', from: ['cpr', stranger], body: 'om 0101071234' });
  await message({ title: 'Givet til lederen', from: ['cpr', cpr], to: leader });
  await message({ title: 'En andens', from: ['cpr', stranger], body: '1010107123456' });
  await message({ title: 'På en sag', from: ['cpr', cpr], onCase: caseId });
  await message({ title: 'Kasseret', from: ['cpr', cpr], gone: true });
  await message({ title: 'Virksomhedens eget', from: ['cvr', '12345678'], body: 'intet' });
});
afterAll(() => portal.close());

test('post on no case that bears one of the subject\'s numbers is in the package, byte for byte; what tells of others too lies apart', async () => {
  const { files, data, made } = await insightAs('lise');
  expect(titles(data)).toEqual(['En liste', 'Fra en anden', 'Givet til lederen', 'Nævnt i filen', 'Om hende', 'Sendt af hende']);
  expect(made.post).toBe(6);
  expect(data.post.filter(({ tellsOfOthers }) => tellsOfOthers).map(({ title }) => title).sort()).toEqual(['En liste', 'Fra en anden']);
  const names = Object.keys(files);
  expect(names.filter((name) => name.startsWith('post-skal-laeses-foerst/')).length).toBe(2);
  expect(names.filter((name) => name.startsWith('modtaget-post/')).length).toBe(5);
  const sent = names.filter((name) => name.includes('Sendt af hende'));
  expect(sent.map((name) => new TextDecoder().decode(files[name])).sort()).toEqual(['Sendt af hende: brev.txt', 'Sendt af hende: brev.txt']);
  const manifest = JSON.parse(new TextDecoder().decode(files['manifest.json'])) as { name: string; sha256: string }[];
  for (const name of sent) expect(manifest.find((entry) => entry.name === name)?.sha256).toBe(new Bun.CryptoHasher('sha256').update(files[name]!).digest('hex'));
  // That it was taken out stands in the log of each, and in the use of her data the next time.
  expect(deps.db.statement("SELECT count(*) AS n FROM audit_entries WHERE event = 'insight.exported' AND subject_kind = 'message'").get()).toEqual({ n: 6 });
  const again = await insightAs('lise');
  expect(again.data.log.filter(({ what, purpose }) => what === 'Blev taget med i en indsigt' && purpose === 'Svar på indsigt').length).toBe(7);
  expect(JSON.stringify(again.data)).not.toContain('Lise');
});

test('only post that whoever makes the package may see; somebody without a case or a place in the register is found by their post alone', async () => {
  expect(titles((await insightAs('karen')).data)).toEqual(['Givet til lederen']);
  await expect(insightAs('ole')).rejects.toMatchObject({ code: 'forbidden' });
  await message({ title: 'Fra en ukendt', from: ['cpr', '0303031234'] });
  const unknown = await insightAs('lise', '0303031234');
  expect([titles(unknown.data), unknown.made.cases]).toEqual([['Fra en ukendt'], 0]);
  await expect(insightAs('karen', '0303031234')).rejects.toMatchObject({ code: 'not_found' });
});

test('another\'s case that the person is only a party to lies apart with all that is known of it, to be read first', async () => {
  const lise = actorOf(deps, findUserByName(deps.db, 'lise')!);
  const other = (await portal.letter({ cpr: '0404041234', name: 'Ida Ravn', title: 'Udtalelse om Ida' })).caseId;
  addParty(deps, lise, other, { name: 'Sofie Juul', role: 'Vidne', number: cpr });
  const { files, made } = await insightAs('lise');
  expect(made.cases).toBe(2);
  const of = (folder: string) => Object.keys(files).filter((name) => name.startsWith(`${folder}/`) && name.includes('Udtalelse om Ida'));
  expect([of('dokumenter').length, of('sager-skal-laeses-foerst').length > 0]).toEqual([0, true]);
  expect(Object.keys(files).some((name) => name.startsWith('dokumenter/') && name.includes('Optagelse'))).toBe(true);
  // What is handed over unread says nothing of her.
  expect(new TextDecoder().decode(files['oplysninger.json'])).not.toContain('Ida');
  const about = Object.keys(files).find((name) => /^sager-skal-laeses-foerst\/.*sag\.json$/.test(name))!;
  expect(new TextDecoder().decode(files[about])).toContain('Ida Ravn');
});
