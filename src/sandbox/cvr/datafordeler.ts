import type { SandboxCompany } from './companies.ts';

type Json = { [key: string]: unknown };
const refusal = (code: string, message: string): Json => ({ errors: [{ message, extensions: { code } }] });

/** Every unit, company and production unit alike, has an id of its own that names and addresses point at. */
const idOf = (number: string) => `400${number.slice(-7)}`;

type Rows = { [entity: string]: Json[] };

function rowsOf(companies: SandboxCompany[]): Rows {
  const rows: Rows = { CVR_Virksomhed: [], CVR_Produktionsenhed: [], CVR_Navn: [], CVR_Adressering: [], CVR_Reklamebeskyttelse: [] };
  const add = (number: string, name: string, address: SandboxCompany['address']) => {
    const id = idOf(number);
    rows['CVR_Navn']!.push({ CVREnhedsId: id, vaerdi: name, sekvens: 0 });
    rows['CVR_Adressering']!.push({
      CVREnhedsId: id, AdresseringAnvendelse: 'beliggenhedsadresse', CVRAdresse_vejnavn: address.road, CVRAdresse_husnummerFra: address.house, CVRAdresse_husnummerTil: null, CVRAdresse_etagebetegnelse: address.floor || null,
      CVRAdresse_doerbetegnelse: address.door || null, CVRAdresse_postnummer: Number(address.postalCode), CVRAdresse_postdistrikt: address.town, CVRAdresse_landekode: 'DK', CVRAdresse_adresseFritekst: null,
    });
  };
  for (const company of companies) {
    rows['CVR_Virksomhed']!.push({ id: idOf(company.cvr), CVRNummer: Number(company.cvr), status: company.ceasedOn ? 'ophørt' : 'aktiv', virksomhedStartdato: '2010-01-01', virksomhedOphoersdato: company.ceasedOn ?? null });
    rows['CVR_Reklamebeskyttelse']!.push({ CVREnhedsId: idOf(company.cvr), vaerdi: String(company.advertisingProtected) });
    add(company.cvr, company.name, company.address);
    for (const unit of company.units) {
      rows['CVR_Produktionsenhed']!.push({ id: idOf(unit.number), pNummer: Number(unit.number), status: unit.ceasedOn ? 'ophørt' : 'aktiv', produktionsenhedOphoersdato: unit.ceasedOn ?? null, tilknyttetVirksomhedsCVRNummer: Number(company.cvr) });
      add(unit.number, unit.name, unit.address);
    }
  }
  return rows;
}

const root = /^\s*(?:query\s*(?:\w+\s*)?)?\{\s*([\s\S]*)\}\s*$/;
const one = /^(\w+)\s*\(([\s\S]*?)\)\s*\{\s*pageInfo\s*\{[^}]*\}\s*nodes\s*\{([^}]*)\}\s*\}\s*$/;
const filter = /where:\s*\{\s*(\w+)\s*:\s*\{\s*(eq|in)\s*:\s*(\[[^\]]*\]|"[^"]*"|\d+)\s*\}\s*\}/;

/**
 * Answers one question as Datafordeler is known to: one root field, no other names, a filter by eq or in, pages of at most
 * 1000, a time of validity. What the real service says beyond that is not known.
 */
export function answerQuestion(companies: SandboxCompany[], query: unknown): Json {
  if (typeof query !== 'string') return refusal('DAF-GQL-0001', 'query is missing');
  const inside = root.exec(query)?.[1]?.trim() ?? '';
  if (/^\w+\s*:/.test(inside)) return refusal('DAF-GQL-0008', 'Aliases are not allowed');
  if ((inside.match(/CVR_\w+\s*\(/g) ?? []).length > 1) return refusal('DAF-GQL-0010', 'Only one root field is allowed');
  const [, entity = '', given = '', fields = ''] = one.exec(inside) ?? [];
  const all = rowsOf(companies)[entity];
  if (!all) return refusal('DAF-GQL-0002', `The field ${entity || '?'} does not exist`);
  if (!/virkningstid:\s*"\d{4}-\d\d-\d\dT/.test(given)) return refusal('DAF-GQL-0005', 'virkningstid is required');
  const [, field, , written] = filter.exec(given) ?? [];
  if (!field || written === undefined) return refusal('DAF-GQL-0006', 'A filter is required');
  const first = Number(/first:\s*(\d+)/.exec(given)?.[1] ?? 0);
  if (first < 1 || first > 1000) return refusal('DAF-GQL-0007', 'first is 1 to 1000');
  const wanted = ([] as unknown[]).concat(JSON.parse(written));
  const found = all.filter((row) => wanted.includes(row[field]));
  const start = Number(/after:\s*"(\d+)"/.exec(given)?.[1] ?? 0);
  const names = fields.trim().split(/\s+/);
  const unknown = names.find((name) => !(name in (all[0] ?? { [name]: null })));
  if (unknown) return refusal('DAF-GQL-0003', `The field ${unknown} does not exist on ${entity}`);
  const nodes = found.slice(start, start + first).map((row) => Object.fromEntries(names.map((name) => [name, row[name] ?? null])));
  return { data: { [entity]: { pageInfo: { hasNextPage: start + first < found.length, endCursor: String(start + nodes.length) }, nodes } } };
}
