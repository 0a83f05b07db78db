import { afterAll, beforeAll, expect, test } from 'bun:test';
import fc from 'fast-check';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addUser, type Actor } from '../../src/access/index.ts';
import { makeConfig } from '../../src/config.ts';
import { Problem } from '../../src/core/errors.ts';
import { openDeps } from '../../src/deps.ts';
import { directDocumentWorker } from '../../src/pdf/index.ts';
import {
  addLetter, confirmRecipient, discard, getDispatch, joinLetters, joinPageToPrevious, lastStep, leaveOutPage, leaveOutPages, listLetters, movePages, purgeDispatches, readDispatch, removeLetter, restoreLetter, setRecipient, splitLetter, takeBackPages, undoStep, uploadDispatch,
} from '../../src/sending/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-boundaries-'));
const documents = directDocumentWorker();
const deps = openDeps(makeConfig({ logLevel: 'silent' }, folder), 'test', { documents });
let actor: Actor;
let id: string;

async function* sample(file: string) {
  yield new Uint8Array(readFileSync(join(import.meta.dir, '../../samples', file)));
}

async function read(file = 'blandet-med-tvivl.pdf') {
  const made = await uploadDispatch(deps, actor, { filename: 'breve.pdf', content: sample(file) });
  await readDispatch({ ...deps, documents }, made);
  return made;
}

beforeAll(async () => {
  actor = await addUser(deps, null, { username: 'sek', name: 'Sekretær', password: 'lang nok kode', roles: ['secretary'] });
  id = await read();
});
afterAll(() => {
  deps.close();
  rmSync(folder, { recursive: true, force: true });
});

type Row = { id: string; ordinal: number; pages: string; certainty: string; recipient_number: string | null };
const rows = (dispatch = id) => deps.db.statement(`SELECT id, ordinal, pages, recipient_kind, recipient_number, recipient_name, class_name, certainty, evidence, found, alternatives, state, message_uuid
  FROM letters WHERE dispatch_id = ? ORDER BY ordinal`).all(dispatch) as Row[];
const leftOut = (dispatch = id) => (deps.db.statement('SELECT page FROM dispatch_pages WHERE dispatch_id = ? AND left_out = 1').all(dispatch) as { page: number }[]).map(({ page }) => page);
const pagesOf = (row: Row) => JSON.parse(row.pages) as number[];

const ownerless = (total: number) => {
  const taken = new Set([...leftOut(), ...rows().flatMap(pagesOf)]);
  return Array.from({ length: total }, (_, n) => n + 1).filter((page) => !taken.has(page));
};

/** Every page once at most, none both in a letter and left out, letters numbered 1, 2, 3 ... by first page. */
function requireWhole(total: number) {
  const owned = rows().flatMap(pagesOf);
  expect(new Set(owned).size).toBe(owned.length);
  expect(owned.every((page) => page >= 1 && page <= total)).toBe(true);
  expect(leftOut().filter((page) => owned.includes(page))).toEqual([]);
  expect(rows().map((row) => row.ordinal)).toEqual(rows().map((_, index) => index + 1));
  expect(rows().every((row) => pagesOf(row).length > 0)).toBe(true);
}

test('whatever is done, no page is lost or sent twice, and undoing all of it gives the start exactly', () => {
  const total = getDispatch(deps.db, actor, id).pages!;
  const start = { letters: rows(), leftOut: leftOut() };
  expect(start.letters.length).toBeGreaterThan(3);
  const seen = new Map<string, number>();
  const act = fc.record({ kind: fc.constantFrom('split', 'join', 'move', 'own', 'out', 'back', 'previous', 'add'), a: fc.nat(1000), b: fc.nat(1000), many: fc.integer({ min: 1, max: 3 }), choose: fc.boolean() });
  fc.assert(fc.property(fc.array(act, { minLength: 1, maxLength: 14 }), (acts) => {
    for (const { kind, a, b, many, choose } of acts) {
      // What acts on pages that are nobody's is given one, else it would nearly always be refused.
      const needsFree = kind === 'previous' || kind === 'add';
      if ((needsFree && ownerless(total).length === 0) || (kind === 'back' && leftOut().length === 0)) {
        const long = rows().find((row) => pagesOf(row).length > 1);
        if (!long) continue;
        leaveOutPages(deps, actor, id, pagesOf(long).slice(-1));
        if (needsFree) takeBackPages(deps, actor, id, pagesOf(long).slice(-1));
      }
      const free = ownerless(total);
      // Most letters of the sample are one page: a page drawn at random would hardly ever part one.
      const among = kind === 'split' ? rows().flatMap((row) => pagesOf(row).slice(1)) : needsFree || (kind === 'move' && choose) ? free : [];
      const page = among.length > 0 ? among[a % among.length]! : 1 + (a % total);
      const pages = Array.from({ length: Math.min(many, total - page + 1) }, (_, n) => page + n);
      const all = rows();
      const [one, two] = [all[a % all.length]!, all[b % all.length]!];
      try {
        if (kind === 'split') splitLetter(deps, actor, id, page);
        if (kind === 'join') joinLetters(deps, actor, id, { first: one.id, second: two.id, recipientOf: choose ? two.id : undefined });
        if (kind === 'move') movePages(deps, actor, id, { pages, to: two.id });
        if (kind === 'own') movePages(deps, actor, id, { pages, to: null });
        if (kind === 'out') leaveOutPages(deps, actor, id, pages);
        if (kind === 'back') takeBackPages(deps, actor, id, [leftOut()[0] ?? page]);
        if (kind === 'previous') joinPageToPrevious(deps, actor, id, page);
        if (kind === 'add') addLetter(deps, actor, id, { pages: [page], number: '010107-1234' });
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
      }
      requireWhole(total);
    }
    for (let step = lastStep(deps.db, actor, id); step; step = lastStep(deps.db, actor, id)) {
      undoStep(deps, actor, id, step.id);
      requireWhole(total);
    }
    expect({ letters: rows(), leftOut: leftOut() }).toEqual(start);
  }), { numRuns: 200 });
  // Each kind of act has really been done, not only refused.
  expect([...seen.keys()].sort()).toEqual(['add', 'back', 'join', 'move', 'out', 'own', 'previous', 'split']);
});

test('all pages of a letter left out: the letter is gone and comes back whole; a single page asks to remove the letter instead', () => {
  const before = rows();
  const [first] = before as [Row];
  expect(() => leaveOutPage(deps, actor, id, pagesOf(first)[0]!)).toThrow('page.only_page');
  leaveOutPages(deps, actor, id, pagesOf(first));
  expect(rows().map((row) => row.id)).toEqual(before.slice(1).map((row) => row.id));
  undoStep(deps, actor, id, lastStep(deps.db, actor, id)!.id);
  expect(rows()).toEqual(before);
});

test('two persons are never joined silently; the chosen one stands, and undo gives both back', () => {
  const before = rows();
  const [first, second] = before as [Row, Row];
  expect(first.recipient_number).not.toBe(second.recipient_number);
  expect(() => joinLetters(deps, actor, id, { first: first.id, second: second.id })).toThrow('boundaries.choose_recipient');
  expect(() => movePages(deps, actor, id, { pages: pagesOf(second), to: first.id })).toThrow('boundaries.choose_recipient');
  expect(rows()).toEqual(before);
  joinLetters(deps, actor, id, { first: first.id, second: second.id, recipientOf: second.id });
  expect(rows()[0]).toMatchObject({ recipient_number: second.recipient_number, certainty: 'confirmed', pages: JSON.stringify([...pagesOf(first), ...pagesOf(second)]) });
  undoStep(deps, actor, id, lastStep(deps.db, actor, id)!.id);
  expect(rows()).toEqual(before);
});

test('a recipient stays with the page their number stands on, leaves with it, and another person\'s page makes it doubtful', async () => {
  const other = await read('optagelsesbreve.pdf');
  const [first, second] = rows(other) as [Row, Row];
  expect([first, second].map((row) => [row.pages, row.certainty])).toEqual([['[1,2]', 'sure'], ['[3,4]', 'sure']]);
  const find = (letter: Row) => rows(other).find((row) => row.id === letter.id)!;
  splitLetter(deps, actor, other, 2);
  expect(find(first)).toMatchObject({ pages: '[1]', recipient_number: first.recipient_number, certainty: 'sure' });
  expect(rows(other)[1]).toMatchObject({ pages: '[2]', recipient_number: null, certainty: 'doubtful' });
  undoStep(deps, actor, other, lastStep(deps.db, actor, other)!.id);
  movePages(deps, actor, other, { pages: [3], to: first.id });
  expect(find(second)).toMatchObject({ pages: '[4]', recipient_number: null, certainty: 'doubtful' });
  expect(find(first)).toMatchObject({ pages: '[1,2,3]', recipient_number: first.recipient_number, certainty: 'doubtful' });
  expect(JSON.stringify(find(first))).toContain(second.recipient_number!);
  movePages(deps, actor, other, { pages: [1], to: second.id });
  expect(find(second)).toMatchObject({ pages: '[1,4]', recipient_number: first.recipient_number, certainty: 'doubtful' });
  setRecipient(deps, actor, second.id, '010107-1234');
  movePages(deps, actor, other, { pages: [1], to: null });
  expect(find(second)).toMatchObject({ pages: '[4]', recipient_number: '0101071234', certainty: 'confirmed' });
});

test('who comes second is told, and nothing is changed; what was typed by hand survives an undo', () => {
  const { revision } = getDispatch(deps.db, actor, id);
  const [first, second] = rows() as [Row, Row];
  const ids = { first: first.id, second: second.id, recipientOf: first.id };
  joinLetters(deps, actor, id, ids, revision);
  const between = rows();
  expect(() => leaveOutPages(deps, actor, id, [1], { revision })).toThrow('boundaries.changed');
  expect(rows()).toEqual(between);
  setRecipient(deps, actor, first.id, '010107-1234');
  undoStep(deps, actor, id, lastStep(deps.db, actor, id)!.id);
  expect(rows()[0]).toMatchObject({ id: first.id, pages: first.pages, recipient_number: '0101071234', certainty: 'confirmed' });
  expect(rows()[1]).toMatchObject({ id: second.id, recipient_number: second.recipient_number });
  expect(listLetters(deps.db, actor, id, { filter: 'all', query: '', page: 1 }).rows.length).toBe(rows().length);
});

test('what people decide in between stays; the pages still come back as they were', () => {
  const start = { pages: rows().map((row) => [row.id, row.pages]), leftOut: leftOut() };
  const total = getDispatch(deps.db, actor, id).pages!;
  const act = fc.record({ kind: fc.constantFrom('split', 'move', 'out', 'confirm', 'type', 'remove', 'restore', 'undo'), a: fc.nat(1000), b: fc.nat(1000) });
  let decided = 0;
  fc.assert(fc.property(fc.array(act, { minLength: 4, maxLength: 20 }), (acts) => {
    for (const { kind, a, b } of acts) {
      const page = 1 + (a % total);
      const all = rows();
      const letter = all[b % all.length]!;
      try {
        if (kind === 'split') splitLetter(deps, actor, id, page);
        if (kind === 'move') movePages(deps, actor, id, { pages: [page], to: letter.id });
        if (kind === 'out') leaveOutPages(deps, actor, id, [page]);
        if (kind === 'confirm') confirmRecipient(deps, actor, letter.id);
        if (kind === 'type') setRecipient(deps, actor, letter.id, '010107-1234');
        if (kind === 'remove') removeLetter(deps, actor, letter.id);
        if (kind === 'restore') restoreLetter(deps, actor, letter.id);
        if (kind === 'undo') undoStep(deps, actor, id, lastStep(deps.db, actor, id)?.id ?? 0);
        if (kind === 'type' && rows().find((row) => row.id === letter.id)?.recipient_number === '0101071234') decided++;
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
      }
      requireWhole(total);
    }
    for (let step = lastStep(deps.db, actor, id); step; step = lastStep(deps.db, actor, id)) undoStep(deps, actor, id, step.id);
    requireWhole(total);
    expect({ pages: rows().map((row) => [row.id, row.pages]), leftOut: leftOut() }).toEqual(start);
  }), { numRuns: 60 });
  expect(decided).toBeGreaterThan(10);
});

test('when the merge file is destroyed, so is what undo needed of it', async () => {
  const other = await read();
  const first = rows(other)[0]!;
  movePages(deps, actor, other, { pages: [pagesOf(first)[0]!], to: null });
  const kept = () => (deps.db.statement('SELECT count(*) AS n FROM boundary_steps WHERE dispatch_id = ?').get(other) as { n: number }).n;
  expect(kept()).toBe(1);
  discard(deps, actor, other);
  expect(() => undoStep(deps, actor, other, lastStep(deps.db, actor, other)!.id)).toThrow('dispatch.not_draft');
  purgeDispatches({ ...deps, clock: { now: () => new Date(Date.now() + 400 * 86_400_000) } });
  expect(kept()).toBe(0);
});
