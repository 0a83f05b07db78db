import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Actor } from '../../src/access/index.ts';
import { prepareDispatch, proposeTemplate, saveTemplate, submit, validate } from '../../src/sending/index.ts';
import { actorIn, draftIn, openSchool, type School } from '../support/draft.ts';

let school: School;
let lise: Actor;
beforeAll(async () => {
  school = openSchool();
  lise = await actorIn(school, 'lise', 'secretary');
  school.deps.db.write((tx) => tx.statement("INSERT INTO retention_rules (id, document_type_id, state, outcome, years, counted_from, year_end, reason, made_at) SELECT 'r', id, 'active', 'dispose', 10, 'sent', 1, 'Lov', '' FROM document_types").run());
});
afterAll(() => school.close());

async function sent(before: (id: string) => Promise<void>): Promise<{ day: string | null; years: number | null }[]> {
  const { deps } = school;
  const id = await draftIn(school, lise);
  await before(id);
  deps.db.write((tx) => tx.statement('UPDATE dispatches SET document_type_id = (SELECT id FROM document_types LIMIT 1) WHERE id = ?').run(id));
  submit(deps, lise, id, validate(deps, lise, id));
  await prepareDispatch(deps, id);
  const rows = deps.db.statement('SELECT disposal_date AS day, retention_years AS years FROM documents WHERE dispatch_id = ?').all(id) as { day: string | null; years: number | null }[];
  expect(rows.length).toBeGreaterThan(3);
  return rows;
}

test('a letter has its day the moment it is filed: by its type, or for so many years as its template says', async () => {
  expect(new Set((await sent(async () => undefined)).map(({ day }) => day))).toEqual(new Set(['2036-12-31']));
  const byTemplate = await sent(async (id) => {
    const { options } = proposeTemplate(school.deps.db, lise, id, school.clock.now());
    await saveTemplate(school.deps, lise, id, { ...options, name: 'Fakturaer', retentionYears: 2 }, false);
  });
  const template = (school.deps.db.statement('SELECT template_id AS id FROM dispatches WHERE template_id IS NOT NULL').get() as { id: string } | undefined)?.id;
  expect(template).toBeDefined();
  expect(new Set(byTemplate.map(({ day, years }) => `${day} ${years}`))).toEqual(new Set(['2028-12-31 2']));
}, 120_000);

test('a template that was left says nothing of how long', async () => {
  const rows = await sent(async (id) => {
    school.deps.db.write((tx) => tx.statement('UPDATE dispatches SET template_id = (SELECT id FROM letter_templates LIMIT 1), template_left = 1 WHERE id = ?').run(id));
  });
  expect(new Set(rows.map(({ day, years }) => `${day} ${years}`))).toEqual(new Set(['2036-12-31 null']));
}, 120_000);
