import { afterEach, beforeEach, expect, test } from 'bun:test';
import type { Actor } from '../../src/access/index.ts';
import { documentHistory, mergeCases, moveToCase, unfileDocument } from '../../src/archive/index.ts';
import { openNoticeCount } from '../../src/notices/index.ts';
import { verifyAudit } from '../../src/audit/index.ts';
import { approveDisposal, batchesToApprove, calendarAhead, disposalOf, dueCount, dueOverview, liftHold, listDue, listHolds, openBatch, placeHold, postponeDisposal, proposeDisposal, sendDisposalBack, takeApprovalBack, undoPostponement, withdrawDisposal } from '../../src/retention/index.ts';
import { openArchive, type Archive } from './box.ts';

let archive: Archive;
let lise: Actor;
let leader: Actor;
let other: Actor;
let officer: Actor;
let caseId: string;
const group = { typeId: 'warning', year: '2025' };

beforeEach(async () => {
  archive = await openArchive();
  lise = await archive.user('lise', 'secretary');
  leader = await archive.user('lena', 'leader');
  other = await archive.user('otto', 'leader');
  officer = await archive.user('peter', 'case_officer');
  archive.run("INSERT INTO retention_rules (id, document_type_id, state, outcome, years, counted_from, reason, made_at) VALUES ('r', 'warning', 'active', 'dispose', 5, 'filed', 'Lov', '')");
  caseId = archive.case();
});
afterEach(() => archive.close());

const overdue = (many: number, inCase = caseId) => Array.from({ length: many }, () => archive.document(inCase));
const ids = (actor = lise) => listDue(archive.deps, actor, group, 1).rows.map(({ id }) => id).sort();
const batch = (chosen: string[], actor = lise) => proposeDisposal(archive.deps, actor, { ids: chosen }, 'Ryd op');
const hash = (id: string) => openBatch(archive.deps, leader, id, 1).batch.contentHash;

test('what has passed its day is listed by type and year; today is not over, held, restless and proposed ones are left out and counted', () => {
  const [a, b, c, d] = overdue(4) as [string, string, string, string];
  archive.document(caseId, { createdAt: '2021-11-24T10:00:00Z' }); // its last day is today
  archive.document(caseId, { status: 'queued' });
  archive.document(caseId, { createdAt: '2022-01-02T10:00:00Z' }); // in two months
  archive.document(caseId, { type: null });
  placeHold(archive.deps, lise, { kind: 'document', id: b }, 'Klagesag');
  batch([c]);
  expect(ids()).toEqual([a, d].sort());
  expect(dueOverview(archive.deps, lise)).toEqual({ groups: [{ typeId: 'warning', type: 'warning', year: '2025', documents: 2 }], total: 2, held: 1, proposed: 1 });
  expect(dueCount(archive.deps, lise)).toBe(2);
  expect(dueCount(archive.deps, lise, 1)).toBe(1);
  expect(calendarAhead(archive.deps, lise)).toEqual([{ month: '2026-11', type: 'warning', documents: 1 }, { month: '2027-01', type: 'warning', documents: 1 }]);
  expect(listDue(archive.deps, lise, group, 1).rows[0]!).toMatchObject({ due: '2025-03-01', documentType: 'warning', rule: { outcome: 'dispose', years: 5, reason: 'Lov' } });
});

test('only those with the right see any of it, and confidential cases are neither listed nor counted', () => {
  const secret = archive.case({ confidential: true });
  overdue(3, secret);
  const [open] = overdue(1);
  expect(ids()).toEqual([open!]);
  expect(dueOverview(archive.deps, lise)).toMatchObject({ total: 1, held: 0 });
  for (const ask of [() => dueOverview(archive.deps, officer), () => ids(officer), () => batch([open!], officer), () => calendarAhead(archive.deps, officer), () => postponeDisposal(archive.deps, officer, open!, { until: '2030-01-01', reason: 'x' })]) expect(ask).toThrow('not_found');
  expect(dueCount(archive.deps, officer)).toBe(0);
  expect(archive.events('disposal.proposed')).toBe(0);
});

test('a hold keeps a document or a whole case out until it is lifted, in the history of what it is on', () => {
  const [a, b] = overdue(2) as [string, string];
  placeHold(archive.deps, leader, { kind: 'case', id: caseId }, '  Aktindsigt   er søgt ');
  expect(ids()).toEqual([]);
  expect(dueOverview(archive.deps, lise).held).toBe(2);
  expect(disposalOf(archive.deps.db, lise, a).caseHeld).toBe(true);
  expect(() => batch([a])).toThrow('disposal.changed');
  const [held] = listHolds(archive.deps.db, lise, { kind: 'case', id: caseId });
  expect(held).toMatchObject({ reason: 'Aktindsigt er søgt', placedBy: 'lena', liftedBy: null });
  // Who may only read the case may not hold it, and who does not see it finds nothing.
  expect(() => placeHold(archive.deps, officer, { kind: 'document', id: a }, 'x')).toThrow('not_found');
  archive.run("INSERT INTO case_access (case_id, user_id, kind, given_at, level) VALUES (?, ?, 'given', '', 'read')", caseId, officer.id);
  expect(() => placeHold(archive.deps, officer, { kind: 'document', id: a }, 'x')).toThrow('case.read_only');
  expect(() => liftHold(archive.deps, officer, { kind: 'case', id: caseId }, held!.id)).toThrow('case.read_only');
  liftHold(archive.deps, lise, { kind: 'case', id: caseId }, held!.id);
  expect(() => liftHold(archive.deps, lise, { kind: 'case', id: caseId }, held!.id)).toThrow('disposal.not_held');
  expect(listHolds(archive.deps.db, lise, { kind: 'case', id: caseId })[0]).toMatchObject({ liftedBy: 'lise' });
  expect(ids()).toEqual([a, b].sort());
  placeHold(archive.deps, lise, { kind: 'document', id: a }, 'Politi');
  expect(documentHistory(archive.deps.db, lise, a)[0]).toMatchObject({ event: 'hold.placed', payload: { reason: 'Politi' } });
  expect(() => placeHold(archive.deps, lise, { kind: 'document', id: a }, ' ')).toThrow('disposal.no_reason');
});

test('a hold goes along when a document is moved or a case is taken up into another, and does not come twice', () => {
  const [a] = overdue(1) as [string];
  const [free, third] = [archive.case(), archive.case()];
  placeHold(archive.deps, lise, { kind: 'case', id: caseId }, 'Klage');
  moveToCase(archive.deps as never, lise, a, free);
  expect(listHolds(archive.deps.db, lise, { kind: 'document', id: a })).toHaveLength(1);
  expect(ids()).toEqual([]);
  const [b] = overdue(1) as [string];
  mergeCases(archive.deps, lise, caseId, third);
  expect(listHolds(archive.deps.db, lise, { kind: 'case', id: third })).toHaveLength(1);
  expect(listHolds(archive.deps.db, lise, { kind: 'document', id: b })).toHaveLength(0);
  expect(ids()).toEqual([]);
});

test('what is held is not taken off its case in any other way', () => {
  const id = archive.document(caseId, { direction: 'received' });
  const off = () => archive.deps.db.write((tx) => unfileDocument(tx, id));
  placeHold(archive.deps, lise, { kind: 'case', id: caseId }, 'Klage');
  expect(off).toThrow('document.held');
  liftHold(archive.deps, lise, { kind: 'case', id: caseId }, listHolds(archive.deps.db, lise, { kind: 'case', id: caseId })[0]!.id);
  placeHold(archive.deps, lise, { kind: 'document', id }, 'Klage');
  expect(off).toThrow('document.held');
  liftHold(archive.deps, lise, { kind: 'document', id }, listHolds(archive.deps.db, lise, { kind: 'document', id })[0]!.id);
  off();
  expect(archive.deps.db.statement('SELECT 1 FROM documents WHERE id = ?').get(id)).toBeUndefined();
});

test('a postponement moves the day, never to an earlier one, and is undone', () => {
  const [a] = overdue(1) as [string];
  postponeDisposal(archive.deps, lise, a, { until: '2028-02-29', reason: 'Sagen bruges' });
  expect([archive.day(a), ids()]).toEqual(['2028-02-29', []]);
  archive.run("UPDATE documents SET created_at = '2025-05-05T10:00:00Z' WHERE id = ?", a);
  expect(archive.day(a)).toBe('2030-05-05');
  archive.run("UPDATE documents SET created_at = '2020-03-01T10:00:00Z' WHERE id = ?", a);
  undoPostponement(archive.deps, lise, a);
  expect([archive.day(a), ids()]).toEqual(['2025-03-01', [a]]);
  expect(() => undoPostponement(archive.deps, lise, a)).toThrow('not_found');
  for (const until of ['2026-11-24', '2026-11-23', '2027-02-30', '', '2201-01-01']) expect(() => postponeDisposal(archive.deps, lise, a, { until, reason: 'x' })).toThrow('disposal.bad_day');
  expect(() => postponeDisposal(archive.deps, lise, a, { until: '2027-01-01', reason: '' })).toThrow('disposal.no_reason');
  batch([a]);
  expect(() => postponeDisposal(archive.deps, lise, a, { until: '2027-01-01', reason: 'x' })).toThrow('disposal.in_batch');
});

test('a proposal is approved by somebody else, who is told, and by nobody who proposed it', () => {
  const chosen = overdue(3);
  const id = batch(chosen.slice(0, 2), leader);
  expect([batchesToApprove(archive.deps.db, leader), batchesToApprove(archive.deps.db, other), batchesToApprove(archive.deps.db, lise)]).toEqual([0, 1, 0]);
  const told = archive.deps.db.statement("SELECT user_id AS userId FROM notices WHERE kind = 'disposal_asked' AND subject_id = ?").all(id) as { userId: string }[];
  expect(told.map(({ userId }) => userId)).toEqual([other.id]);
  expect(() => approveDisposal(archive.deps, leader, id, hash(id))).toThrow('disposal.own');
  expect(() => approveDisposal(archive.deps, lise, id, hash(id))).toThrow('not_found');
  expect(() => approveDisposal(archive.deps, other, id, 'something else')).toThrow('disposal.changed_since');
  expect(() => batch([chosen[0]!])).toThrow('disposal.changed');
  expect(ids()).toEqual([chosen[2]!]);
  expect(openNoticeCount(archive.deps.db, other)).toBe(1);
  approveDisposal(archive.deps, other, id, hash(id));
  expect(openNoticeCount(archive.deps.db, other)).toBe(0);
  expect(openBatch(archive.deps, lise, id, 1)).toMatchObject({ batch: { state: 'approved', decidedBy: 'otto', graceUntil: '2026-12-08T10:00:00.000Z' }, total: 2 });
  expect(() => approveDisposal(archive.deps, other, id, hash(id))).toThrow('disposal.not_waiting');
  expect(ids()).toEqual([chosen[2]!]);
  // Thought again: the documents are as they were and can be proposed anew.
  expect(() => takeApprovalBack(archive.deps, lise, id, 'x')).toThrow('not_found');
  takeApprovalBack(archive.deps, leader, id, 'En klage er kommet');
  expect(ids()).toEqual([...chosen].sort());
  expect(() => takeApprovalBack(archive.deps, leader, id, 'x')).toThrow('disposal.not_approved');
  expect(verifyAudit(archive.deps.db).faults).toEqual([]);
});

test('what was changed, held, moved on in time or is not seen since the proposal cannot be approved', () => {
  const later: [string, (id: string) => void, string][] = [
    ['a new title', (id) => archive.run("UPDATE documents SET title = 'X' WHERE id = ?", id), 'disposal.changed_since'],
    ['a file more', (id) => { archive.run("INSERT INTO blobs (id, sha256, size, created_at) VALUES (?, 'x', 1, '')", id); archive.run("INSERT INTO document_files (document_id, role, position, blob_id, filename, mime, sha256, size) VALUES (?, 'original', 0, ?, 'f', 'm', 'x', 1)", id, id); }, 'disposal.changed_since'],
    ['a hold', (id) => placeHold(archive.deps, other, { kind: 'document', id }, 'Klage'), 'disposal.changed_since'],
    ['another day', (id) => archive.run("UPDATE documents SET created_at = '2026-01-01T10:00:00Z' WHERE id = ?", id), 'disposal.changed_since'],
    ['another rule of the same day', () => { archive.run("UPDATE retention_rules SET state = 'retired' WHERE id = 'r'"); archive.run("INSERT INTO retention_rules (id, document_type_id, state, outcome, years, counted_from, reason, made_at) VALUES ('r2', 'warning', 'active', 'dispose', 5, 'filed', 'Anden lov', '')"); }, 'disposal.changed_since'],
    ['a case made confidential', () => archive.run('UPDATE cases SET confidential = 1 WHERE id = ?', caseId), 'disposal.not_all_seen'],
  ];
  for (const [, change, why] of later) {
    archive.run('UPDATE cases SET confidential = 0');
    const chosen = overdue(2);
    const id = batch(chosen);
    const seen = hash(id);
    change(chosen[1]!);
    expect(() => approveDisposal(archive.deps, leader, id, seen)).toThrow(why);
    expect(openBatch(archive.deps, leader, id, 1).batch.state).toBe('waiting');
  }
  // Of what is not seen, not a title comes out.
  const shown = openBatch(archive.deps, leader, (archive.deps.db.statement('SELECT id FROM disposal_batches ORDER BY number DESC LIMIT 1').get() as { id: string }).id, 1);
  expect([shown.rows, shown.total, shown.obstacles]).toEqual([[], 0, { unseen: 2, held: 0, later: 0, changed: false }]);
});

test('a stored day that is old is not believed: the rule is asked again', () => {
  const [a] = overdue(1) as [string];
  archive.run("UPDATE retention_rules SET years = 30 WHERE id = 'r'");
  expect(archive.day(a)).toBe('2025-03-01');
  expect(() => batch([a])).toThrow('disposal.changed');
});

test('sent back with why, withdrawn by its own; a whole group is taken up to what a person can look through', () => {
  const many = overdue(501);
  expect(() => batch(many)).toThrow('disposal.too_many');
  expect(() => batch([])).toThrow('disposal.none_chosen');
  const id = proposeDisposal(archive.deps, lise, { group });
  expect(openBatch(archive.deps, lise, id, 1)).toMatchObject({ batch: { documents: 500, mine: true }, total: 500 });
  expect(dueCount(archive.deps, lise)).toBe(1);
  expect(() => sendDisposalBack(archive.deps, leader, id, ' ')).toThrow('disposal.no_reason');
  sendDisposalBack(archive.deps, leader, id, 'Del den op');
  expect((archive.deps.db.statement("SELECT count(*) AS n FROM notices WHERE kind = 'disposal_sent_back' AND user_id = ?").get(lise.id) as { n: number }).n).toBe(1);
  const again = batch(many.slice(0, 3));
  expect(() => withdrawDisposal(archive.deps, leader, again)).toThrow('disposal.not_yours');
  withdrawDisposal(archive.deps, lise, again);
  expect(() => withdrawDisposal(archive.deps, lise, again)).toThrow('disposal.not_waiting');
  expect(dueCount(archive.deps, lise)).toBe(501);
  expect([archive.events('disposal.proposed'), archive.events('disposal.sent_back'), archive.events('disposal.withdrawn')]).toEqual([2, 1, 1]);
}, 60_000);
