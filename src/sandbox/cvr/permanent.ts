import type { SandboxCompany, SandboxUnit } from './companies.ts';

type Json = { [key: string]: unknown };
const since = '2010-01-01';
const updated = '2024-05-21T11:39:14.000+02:00';

function place(at: SandboxCompany['address']): Json {
  const [, number = '', letter = ''] = /^(\d+)\s*([A-Z]?)$/i.exec(at.house) ?? [];
  return {
    landekode: 'DK', fritekst: null, vejkode: 1, kommune: null, husnummerFra: number ? Number(number) : null, husnummerTil: null, bogstavFra: letter || null, bogstavTil: null, etage: at.floor || null, sidedoer: at.door || null,
    conavn: null, postboks: null, vejnavn: at.road, bynavn: null, postnummer: Number(at.postalCode), postdistrikt: at.town, adresseId: null, sidstValideret: null, periode: { gyldigFra: since, gyldigTil: null }, sidstOpdateret: updated,
  };
}

const lasting = (ceasedOn: string | undefined) => ({ gyldigFra: since, gyldigTil: ceasedOn ?? null });
const named = (name: string) => ({ navn: name, periode: { gyldigFra: since, gyldigTil: null }, sidstOpdateret: updated });

/** As genuine answers have it: numbers as numbers, "NORMAL" for a company and "Aktiv" for a unit. */
export const companySource = (company: SandboxCompany): Json => ({
  Vrvirksomhed: {
    cvrNummer: Number(company.cvr), reklamebeskyttet: company.advertisingProtected, navne: [named(company.name)], beliggenhedsadresse: [place(company.address)], livsforloeb: [{ periode: lasting(company.ceasedOn), sidstOpdateret: updated }],
    penheder: company.units.map((unit) => ({ pNummer: Number(unit.number), periode: lasting(unit.ceasedOn), sidstOpdateret: updated })), enhedstype: 'VIRKSOMHED',
    virksomhedMetadata: {
      nyesteNavn: named(company.name), nyesteBeliggenhedsadresse: place(company.address), nyesteStatus: null, antalPenheder: company.units.length,
      sammensatStatus: company.ceasedOn ? 'Ophørt' : 'NORMAL', stiftelsesDato: since, virkningsDato: since,
    },
  },
});

export const unitSource = (company: SandboxCompany, unit: SandboxUnit): Json => ({
  VrproduktionsEnhed: {
    pNummer: Number(unit.number), reklamebeskyttet: company.advertisingProtected, enhedstype: 'PRODUKTIONSENHED', navne: [named(unit.name)], beliggenhedsadresse: [place(unit.address)], livsforloeb: [{ periode: lasting(unit.ceasedOn), sidstOpdateret: updated }],
    virksomhedsrelation: [{ cvrNummer: Number(company.cvr), periode: lasting(unit.ceasedOn), sidstOpdateret: updated }],
    produktionsEnhedMetadata: { nyesteNavn: named(unit.name), nyesteBeliggenhedsadresse: place(unit.address), nyesteCvrNummerRelation: Number(company.cvr), sammensatStatus: unit.ceasedOn ? 'Ophørt' : 'Aktiv', nyesteKontaktoplysninger: [] },
  },
});

/** The value at a dotted path; undefined where there is none. */
const at = (source: unknown, path: string): unknown => path.split('.').reduce((value: unknown, key) => (value as Json | null | undefined)?.[key], source);

/** Elasticsearch's own complaint about a query it does not know. */
export class QueryFault extends Error {}

/** The few queries this peer knows: term, terms, match and bool.should. A field that is not there matches nothing. */
function matchesQuery(source: Json, query: unknown): boolean {
  const [kind, body] = Object.entries((query ?? {}) as Json)[0] ?? [];
  if (kind === 'bool') {
    const should = (body as Json)['should'];
    if (!Array.isArray(should)) throw new QueryFault('bool without should');
    return should.some((each) => matchesQuery(source, each));
  }
  const [field, wanted] = Object.entries((body ?? {}) as Json)[0] ?? [];
  if (!field) throw new QueryFault('query without a field');
  const value = at(source, field);
  if (kind === 'term' || kind === 'match') return value !== undefined && value === wanted;
  if (kind === 'terms' && Array.isArray(wanted)) return value !== undefined && wanted.includes(value);
  throw new QueryFault(`unknown query ${String(kind)}`);
}

/** Only the fields asked for, as `_source` does. */
function filtered(source: Json, wanted: unknown): Json {
  if (!Array.isArray(wanted)) return source;
  const out: Json = {};
  for (const path of wanted as string[]) {
    const value = at(source, path);
    if (value === undefined) continue;
    const keys = path.split('.');
    let place = out;
    for (const key of keys.slice(0, -1)) place = (place[key] ??= {}) as Json;
    place[keys.at(-1)!] = value;
  }
  return out;
}

/** One search over sources of a kind: the answer as Elasticsearch 6 gives it. Throws QueryFault. */
export function search(sources: Json[], body: unknown): Json {
  const { query, size = 10, _source: wanted } = body as { query?: unknown; size?: number; _source?: unknown };
  if (typeof size !== 'number' || size < 0 || size > 3000) throw new QueryFault('Result window is too large, from + size must be less than or equal to: [3000]');
  const found = sources.filter((source) => matchesQuery(source, query));
  return {
    took: 3, timed_out: false, _shards: { total: 6, successful: 6, skipped: 0, failed: 0 },
    hits: { total: found.length, max_score: 1, hits: found.slice(0, size).map((source, n) => ({ _index: 'cvr-v-20220630', _type: '_doc', _id: String(4_000_000_000 + n), _score: 1, _source: filtered(source, wanted) })) },
  };
}
