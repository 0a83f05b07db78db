import { afterAll, beforeAll, expect, test } from 'bun:test';
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actorOf, addUser, findUser, giveCaseAccess, mayChangeCase, maySeeCase, removeCaseAccess, type Actor, type Role } from '../../src/access/index.ts';
import * as archive from '../../src/archive/index.ts';
import { caseActs, documentActs } from '../../src/archive/bulk/types.ts';
import { verifyAudit } from '../../src/audit/index.ts';
import { makeConfig } from '../../src/config.ts';
import { manualClock } from '../../src/core/clock.ts';
import { Problem } from '../../src/core/errors.ts';
import { openDeps } from '../../src/deps.ts';

const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-bulk-property-'));
const clock = manualClock('2026-11-24T09:00:00Z');
const deps = openDeps(makeConfig({ logLevel: 'silent' }, folder), 'test', { clock });
const { db } = deps;
let lise: Actor;
let actors: Actor[];
let types: string[];
let nodes: string[];
const user = async (username: string, role: Role) => actorOf(deps, findUser(db, (await addUser(deps, null, { username, name: username, password: 'long enough', roles: [role] })).id)!);
beforeAll(async () => {
  lise = await user('lise', 'secretary');
  actors = [lise, await user('ole', 'case_officer'), await user('per', 'case_officer')];
  const rune = await user('rune', 'administrator');
  archive.layDocumentTypes(deps, null, ['Referat', 'Notat']);
  types = archive.listDocumentTypes(db).map(({ id }) => id);
  nodes = ['01', '02'].map((code) => archive.addFilingPlanNode(deps, rune, { parentId: null, code, title: code, description: '' }));
});
afterAll(() => {
  deps.close();
  rmSync(folder, { recursive: true, force: true });
});

const words = ['tur', 'prøve'];
type Draw = { n: number; m: number };
type Step = { who: number; subject: 'document' | 'case'; act: number; value: Draw; chosen: boolean[]; between: Draw[]; afterwards: Draw[] };
const draw = fc.record<Draw>({ n: fc.nat(1000), m: fc.nat(1000) });
const step = fc.record<Step>({
  who: fc.nat(2), subject: fc.constantFrom('document', 'case'), act: fc.nat(5), value: draw, chosen: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
  between: fc.array(draw, { maxLength: 2 }), afterwards: fc.array(draw, { minLength: 2, maxLength: 12 }),
});
const pick = <T>(all: T[], n: number): T => all[n % all.length]!;

type World = { cases: string[]; documents: string[] };
/** Four cases of which one is confidential and one closed, eight documents, each officer named on some. */
function lay(): World {
  const cases = Array.from({ length: 4 }, (_, n) => archive.makeCase(deps, lise, { typeId: 'free', title: `Sag ${n}`, filingNodeId: nodes[0]!, confidential: n === 3 }));
  giveCaseAccess(deps, lise, { caseId: cases[0]!, userId: actors[1]!.id, kind: 'given', level: 'write' });
  giveCaseAccess(deps, lise, { caseId: cases[1]!, userId: actors[1]!.id, kind: 'given', level: 'read' });
  giveCaseAccess(deps, lise, { caseId: cases[1]!, userId: actors[2]!.id, kind: 'given', level: 'write' });
  const documents = db.write((tx) => Array.from({ length: 8 }, (_, n) => {
    const id = deps.ids.uuid();
    tx.statement("INSERT INTO documents (id, case_id, title, direction, status, created_at) VALUES (?, ?, 'Dokument', 'internal', 'filed', ?)").run(id, cases[n % 4]!, clock.now().toISOString());
    return id;
  }));
  archive.setCaseStatus(deps, lise, cases[2]!, 'closed');
  return { cases, documents };
}

type Facts = Map<string, string>;
/** Everything an act may change, of every record, by `record act`. */
function facts({ cases, documents }: World): Facts {
  const all: Facts = new Map();
  for (const id of documents) {
    const row = db.statement("SELECT document_type_id AS type, case_id AS caseId, version || ':' || coalesce(approved_at, '') AS approval FROM documents WHERE id = ?").get(id) as { type: string | null; caseId: string; approval: string };
    all.set(`${id} document_type`, String(row.type)).set(`${id} move`, row.caseId).set(`${id} approve`, row.approval);
  }
  for (const id of cases) {
    const row = db.statement("SELECT status, filing_node_id AS node, confidential, (SELECT user_id FROM case_access WHERE case_id = cases.id AND kind = 'officer') AS officer FROM cases WHERE id = ?").get(id) as Record<string, string | null>;
    all.set(`${id} close`, row['status']!).set(`${id} branch`, String(row['node'])).set(`${id} officer`, String(row['officer'])).set(`${id} confidential`, String(row['confidential']));
    for (const { id: userId, username } of actors) all.set(`${id} access-${username}`, String((db.statement("SELECT level FROM case_access WHERE case_id = ? AND user_id = ? AND kind = 'given'").get(id, userId) as { level: string } | undefined)?.level));
  }
  for (const [kind, ids] of [['document', documents], ['case', cases]] as const) for (const id of ids) for (const word of words) all.set(`${id} ${word}`, String(archive.readKeywords(db, { kind, id }).includes(word)));
  return all;
}
const caseOf = (subject: Step['subject'], id: string) => (subject === 'case' ? id : (db.statement('SELECT case_id AS id FROM documents WHERE id = ?').get(id) as { id: string }).id);
const allowed = (actor: Actor, act: string, subject: Step['subject'], id: string) => (act === 'approve' ? maySeeCase(db, actor, caseOf(subject, id)) && archive.mayApproveOn(db, actor, caseOf(subject, id)) : mayChangeCase(db, actor, caseOf(subject, id)));

/** Somebody else changes something of one record, or somebody's right. */
function meddle(world: World, { n, m }: Draw): void {
  clock.advance(1000);
  const [document, caseId] = [pick(world.documents, m), pick(world.cases, m)];
  const other = pick(actors.slice(1), n);
  const acts: (() => void)[] = [
    () => archive.changeDocument(deps, lise, document, { title: 'Dokument', documentTypeId: pick(types, n) }), () => archive.moveToCase(deps, lise, document, pick(world.cases, n)),
    () => archive.approveDocument(deps, lise, document, n % 2 === 0), () => archive.setValues(deps, lise, { kind: 'document', id: document }, { values: {}, keywords: n % 2 ? [pick(words, n)] : [] }),
    () => archive.setCaseStatus(deps, lise, caseId, n % 2 ? 'open' : 'closed'), () => archive.changeCase(deps, lise, caseId, { title: `Sag ${m % 4}`, filingNodeId: pick(nodes, n) }),
    () => giveCaseAccess(deps, lise, { caseId, userId: other.id, kind: 'given', level: n % 2 ? 'write' : 'read' }), () => removeCaseAccess(deps, lise, { caseId, userId: other.id, kind: 'given' }),
    () => archive.setConfidential(deps, lise, caseId, n % 2 === 0),
  ];
  try {
    pick(acts, n)();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}

let [ran, changedByActs, setBack, refused] = [0, 0, 0, 0];

/** One act, taken back; what it changed and set back is held against what anybody may and against who touched what. */
function play(world: World, drawn: Step): void {
  const actor = actors[drawn.who]!;
  const ids = (drawn.subject === 'document' ? world.documents : world.cases).filter((_, n) => drawn.chosen[n]);
  const act = pick(drawn.subject === 'document' ? [...documentActs].slice(0, 5) : [...caseActs].slice(0, 6), drawn.act);
  const word = pick(words, drawn.value.n);
  const value = act === 'document_type' ? pick([...types, ''], drawn.value.n) : act === 'move' ? pick(world.cases, drawn.value.n) : act === 'officer' ? pick(actors, drawn.value.n).id : act === 'branch' ? pick(nodes, drawn.value.n) : word;
  // What makes a case confidential names them on it.
  const aspects = act === 'confidential' ? ['confidential', `access-${actor.username}`] : [act === 'add_keyword' || act === 'remove_keyword' ? word : act];
  let id: string;
  const start = facts(world);
  const work = () => { while (archive.stepBulk(deps, id)); };
  try {
    id = archive.beginBulk(deps, actor, { subject: drawn.subject, act, ids, origin: '/arkiv' });
    archive.chooseBulkAct(deps, actor, id, value);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return;
  }
  work();
  expect(facts(world)).toEqual(start);
  for (const each of drawn.between) meddle(world, each);
  clock.advance(1000);
  const before = facts(world);
  const may = new Set(ids.filter((each) => allowed(actor, act, drawn.subject, each)));
  try {
    archive.runBulk(deps, actor, id);
  } catch (error) {
    if (error instanceof Problem && error.reason === 'bulk.nothing_to_do') return;
    throw error;
  }
  work();
  const after = facts(world);
  ran += 1;
  const items = new Map((db.statement('SELECT subject_id AS id, state FROM bulk_items WHERE bulk_id = ?').all(id) as { id: string; state: string }[]).map((row) => [row.id, row.state]));
  for (const [fact, was] of before) {
    const [record, what] = fact.split(' ') as [string, string];
    if (after.get(fact) === was) continue;
    // Only what was chosen, only what the act is about, only where the actor may, and it says so.
    expect([fact, aspects.includes(what), may.has(record), items.get(record)]).toEqual([fact, true, true, 'done']);
    // What somebody changed since the preview is not changed over it.
    expect(was).toBe(start.get(fact)!);
    changedByActs += 1;
  }
  for (const each of drawn.afterwards) meddle(world, each);
  clock.advance(1000);
  const touched = facts(world);
  try {
    archive.undoBulk(deps, actor, id);
  } catch (error) {
    if (error instanceof Problem) throw new Error(`${act}: ${error.reason}`);
    throw error;
  }
  const mayNow = new Set(ids.filter((each) => allowed(actor, act, drawn.subject, each) && (act !== 'move' || mayChangeCase(db, actor, before.get(`${each} move`)!))));
  work();
  const end = facts(world);
  for (const [fact, now] of touched) {
    const [record, what] = fact.split(' ') as [string, string];
    const acted = before.get(fact) !== after.get(fact);
    // Whether a case goes back is asked of what the act is about; the access that came with it goes along.
    const about = what.startsWith('access-') ? `${record} confidential` : fact;
    const goesBack = acted && touched.get(about) === after.get(about) && mayNow.has(record);
    expect([act, fact, end.get(fact)]).toEqual([act, fact, goesBack ? before.get(fact) : now]);
    if (goesBack) setBack += 1;
    else if (acted) refused += 1;
  }
}

test('whatever is done to many by whomever, only what they may is changed, and the undo sets back all that nobody touched', () => {
  fc.assert(fc.property(fc.array(step, { minLength: 6, maxLength: 6 }), (steps) => {
    const world = lay();
    for (const each of steps) play(world, each);
  }), { numRuns: 80 });
  // The draws reach what they are about.
  expect([ran > 20, changedByActs > 30, setBack > 20, refused > 0]).toEqual([true, true, true, true]);
  expect(verifyAudit(db).faults).toEqual([]);
}, 240_000);
