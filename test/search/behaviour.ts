import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import type { SearchScope } from '../../src/access/index.ts';
import { parseQuery, type EngineRequest, type IndexEntry, type SearchIndex } from '../../src/search/index.ts';

export const everything: SearchScope = { nothing: false, everything: true, marks: [], cases: [], hiddenTypes: [] };

export function entry(id: string, wish: Partial<IndexEntry> = {}): IndexEntry {
  const caseId = wish.caseId ?? `case-${id}`;
  return {
    kind: 'document', id, caseId, title: 'Brev', body: '', numbers: [], marks: ['kind:student'], confidential: false, caseKind: 'student', caseTypeId: null, caseStatus: 'open',
    documentTypeId: null, direction: 'sent', className: '1.a', officerId: null, keywords: [], fields: [], day: '2026-11-24', ...wish,
  };
}

export function request(text: string, wish: Partial<EngineRequest> = {}): EngineRequest {
  return { query: parseQuery(text), filters: {}, scope: everything, order: 'newest', offset: 0, limit: 20, ...wish };
}

/** What every engine must do. `open` makes an empty index; null = there is no such engine here, and its tests are counted as skipped. */
export function behaves(name: string, open: (() => Promise<SearchIndex>) | null) {
  describe.skipIf(!open)(`search by ${name}`, () => {
    let index: SearchIndex;
    const found = async (text: string, wish: Partial<EngineRequest> = {}) => (await index.search(request(text, wish))).hits.map(({ id }) => id);

    beforeAll(async () => {
      index = await open!();
      await index.write([
        entry('warning', { title: 'Advarsel om skolefravær', body: 'Din elev har haft meget fravær i maj. Mød op.', numbers: ['0101071234'], documentTypeId: 'type-warning', day: '2026-05-30', officerId: 'anne' }),
        entry('admission', { title: 'Optagelse', body: 'Eleverne optages på Rådhusskolen i Aarhus, første dag er 9. august.', className: '2.b', marks: ['kind:student', 'class:2.b'], direction: 'received', day: '2025-08-01' }),
        entry('invoice', { kind: 'document', title: 'Faktura', body: 'Ordrenummer 12345678, café Ørsted. Kontakt: 010107-9999.', caseKind: 'company', caseTypeId: 'type-own', marks: ['kind:company'], className: null, numbers: ['87654321'], caseStatus: 'closed' }),
        entry('secret', { title: 'Underretning', body: 'Hemmelig oplysning om hvalpesyge og fravær.', caseId: 'case-secret', confidential: true, marks: ['kind:student'] }),
        entry('support', { title: 'SPS-støtte', body: 'Bevilling af ordblindestøtte.', documentTypeId: 'type-support', keywords: ['Støtte'], fields: [{ id: 'hours', value: '3.5' }, { id: 'granted', value: '2026-01-31' }, { id: 'decision', value: 'Bevilget' }] }),
        entry('case-warning', { kind: 'case', caseId: 'case-warning', title: 'Sofie Juul', direction: null, numbers: ['0101071234'] }),
        entry('far', { title: 'Far og mor', body: 'Far kommer. Her er også får.' }),
        entry('faar', { title: 'Får på marken', body: 'Kun dyr.' }),
      ], []);
    });
    afterAll(() => index.destroy());

    test('æ, ø and å are letters of their own; foreign accents are not', async () => {
      expect(await found('rådhusskolen')).toEqual(['admission']);
      expect(await found('radhusskolen')).toEqual([]);
      expect((await found('får')).sort()).toEqual(['faar', 'far']);
      expect(await found('ØRSTED')).toEqual(['invoice']);
      expect(await found('cafe')).toEqual(['invoice']);
      expect(await found('kafé')).toEqual([]);
      expect(await found('ra\u030adhusskolen')).toEqual(['admission']);
    });

    test('a word finds its inflections and the compounds it is part of; aa finds å', async () => {
      expect((await found('elever')).sort()).toEqual(['admission', 'warning']);
      expect(await found('skolefraværet')).toEqual(['warning']);
      expect((await found('fravær', { filters: { what: 'document' } })).sort()).toEqual(['warning']);
      expect(await found('Århus')).toEqual(['admission']);
      expect(await found('ordblind')).toEqual(['support']);
    });

    test('all words must be there; a phrase stands as it was typed', async () => {
      expect(await found('fravær maj')).toEqual(['warning']);
      expect(await found('fravær august')).toEqual([]);
      expect(await found('"meget fravær"')).toEqual(['warning']);
      expect(await found('"fravær meget"')).toEqual([]);
      expect(await found('"meget fravær" hvalpesyge')).toEqual([]);
    });

    test('numbers are found whole, however they are written, and never fuzzily or by a part', async () => {
      expect((await found('010107-1234')).sort()).toEqual(['case-warning', 'warning']);
      expect((await found('0101071234')).sort()).toEqual(['case-warning', 'warning']);
      expect(await found('010107-1235')).toEqual([]);
      expect(await found('010107')).toEqual([]);
      expect(await found('87654321')).toEqual(['invoice']);
      expect(await found('8765432')).toEqual([]);
      expect(await found('010107 9999')).toEqual(['invoice']);
    });

    test('filters narrow down, each and together', async () => {
      expect(await found('', { filters: { caseKind: 'company' } })).toEqual(['invoice']);
      expect([await found('', { filters: { caseTypeId: 'type-own' } }), await found('', { filters: { caseTypeId: 'type-own', caseKind: 'student' } })]).toEqual([['invoice'], []]);
      expect(await found('', { filters: { what: 'case' } })).toEqual(['case-warning']);
      expect(await found('', { filters: { documentTypeId: 'type-warning' } })).toEqual(['warning']);
      expect(await found('', { filters: { className: '2.b' } })).toEqual(['admission']);
      expect(await found('', { filters: { caseStatus: 'closed' } })).toEqual(['invoice']);
      expect(await found('', { filters: { officerId: 'anne' } })).toEqual(['warning']);
      expect(await found('', { filters: { direction: 'received' } })).toEqual(['admission']);
      expect(await found('', { filters: { keyword: 'støtte' } })).toEqual(['support']);
      const fields: [string, string[]][] = [['decision=bevilget', ['support']], ['decision= BEVILGET ', ['support']], ['decision=bevil', []], ['hours=3,5', ['support']], ['hours=3', []], ['granted=31.1.2026', ['support']], ['decision=3,5', []], ['decision="] OR', []]];
      for (const [field, ids] of fields) expect([field, await found('', { filters: { field } })]).toEqual([field, ids]);
      expect(await found('', { filters: { from: '2025-01-01', to: '2025-12-31' } })).toEqual(['admission']);
      expect(await found('elever', { filters: { from: '2026-01-01' } })).toEqual(['warning']);
      expect(await found('', { filters: { what: 'document', from: '2026-05-30', to: '2026-05-30', documentTypeId: 'type-warning' } })).toEqual(['warning']);
    });

    test('what the searcher may not see is neither found, counted, listed in a facet nor suggested', async () => {
      const as = (scope: Partial<SearchScope>): Partial<EngineRequest> => ({ scope: { ...everything, ...scope } });
      expect(await found('hvalpesyge')).toEqual([]);
      expect(await found('hvalpesyge', as({ cases: ['case-secret'] }))).toEqual(['secret']);
      expect(await found('hvalpesyge', as({ everything: false, marks: ['kind:student'] }))).toEqual([]);
      expect((await index.search(request('hvalpesugd'))).suggestion).toBeNull();
      expect((await index.search(request('hvalpesyga'))).suggestion).toBeNull();
      expect((await index.search(request('hvalpesyga', as({ cases: ['case-secret'] })))).suggestion).toEqual({ instead: 'hvalpesyge', of: 'hvalpesyga' });
      const all = await index.search(request('fravær'));
      expect([all.total, all.facets.what]).toEqual([1, [{ value: 'document', count: 1 }]]);
      expect(await found('', { ...as({ everything: false, marks: ['class:2.b'] }), filters: { what: 'document' } })).toEqual(['admission']);
      expect(await found('faktura', as({ everything: false, cases: ['case-invoice'] }))).toEqual(['invoice']);
      expect(await found('faktura', as({ everything: false }))).toEqual([]);
      expect(await found('bevilling', as({ hiddenTypes: ['type-support'] }))).toEqual([]);
      expect(await found('bevilling', as({ cases: ['case-support'], hiddenTypes: ['type-support'] }))).toEqual([]);
      expect((await index.search(request('', { ...as({ hiddenTypes: ['type-support'] }), filters: { what: 'document' } }))).facets.documentTypeId).toEqual([{ value: 'type-warning', count: 1 }]);
    });

    test('facets count what was found', async () => {
      const { facets, total, more } = await index.search(request('', { filters: { what: 'document' } }));
      expect([total, more]).toEqual([6, false]);
      expect(facets.caseKind).toEqual([{ value: 'student', count: 5 }, { value: 'company', count: 1 }]);
      expect(facets.direction).toEqual([{ value: 'sent', count: 5 }, { value: 'received', count: 1 }]);
      expect(facets.year).toEqual([{ value: '2026', count: 5 }, { value: '2025', count: 1 }]);
    });

    test('a slip of the pen is pointed out, not followed', async () => {
      const answer = await index.search(request('advasel'));
      expect([answer.hits, answer.suggestion]).toEqual([[], { instead: 'advarsel', of: 'advasel' }]);
      // A word of a phrase that stands nowhere may be a slip as well.
      expect((await index.search(request('"advasel om"'))).suggestion).toEqual({ instead: 'advarsel', of: 'advasel' });
    });

    test('nothing typed is syntax', async () => {
      for (const typed of ['AND', '*', 'title:brev', 'fravær*', '(', '"', '""', 'NOT fravær', 'a OR b', '{title}:x', '^brev', '-fravær', "'; DROP TABLE", '\u0000fravær\u0000', 'NEAR(a b)', '\\', '%', 'x'.repeat(10_000), 'fravær '.repeat(2000)]) {
        const answer = await index.search(request(typed));
        expect(Array.isArray(answer.hits)).toBe(true);
      }
      expect(await found('fravær*')).toEqual(await found('fravær'));
      expect(await found('\u0000fravær\u0000')).toEqual(await found('fravær'));
    });

    test('newest first comes in pages without gap or double; best first has the title before the text', async () => {
      const many = Array.from({ length: 45 }, (_, n) => entry(`page-${n}`, { title: n === 7 ? 'Rundvisning' : 'Brev', body: n === 7 ? 'andet' : 'rundvisning på skolen' }));
      await index.write(many, []);
      const pages = [];
      for (let page = 0; page < 4; page++) pages.push(await found('rundvisning', { offset: page * 15, limit: 15 }));
      expect(pages.map((each) => each.length)).toEqual([15, 15, 15, 0]);
      expect(new Set(pages.flat()).size).toBe(45);
      expect((await found('rundvisning', { order: 'best' }))[0]).toBe('page-7');
      await index.write([], many.map(({ kind, id }) => ({ kind, id })));
      expect(await found('rundvisning')).toEqual([]);
    });

    test('an entry that is changed is found by its new words only, and one that is gone not at all', async () => {
      await index.write([entry('changing', { body: 'svømmehal' })], []);
      expect(await found('svømmehal')).toEqual(['changing']);
      await index.write([entry('changing', { body: 'klatrevæg', confidential: true })], []);
      expect(await found('svømmehal')).toEqual([]);
      expect(await found('klatrevæg')).toEqual([]);
      expect(await found('klatrevæg', { scope: { ...everything, cases: ['case-changing'] } })).toEqual(['changing']);
      await index.write([], [{ kind: 'document', id: 'changing' }]);
      expect(await found('klatrevæg', { scope: { ...everything, cases: ['case-changing'] } })).toEqual([]);
    });
  });
}
