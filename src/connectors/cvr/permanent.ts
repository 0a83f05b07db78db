import { unavailable } from '../../core/errors.ts';
import { ask } from './ask.ts';
import { companyOf, unitsOf, type PermanentCompany, type PermanentUnit } from './permanent-answers.ts';
import type { CvrRegister, CvrSettings, RegisterCompany, RegisterUnit } from './types.ts';
import { inOrder } from './words.ts';

const usualBase = 'https://distribution.virk.dk/cvr-permanent';
const usualPath = '/cvr-permanent';
/** Units asked for in one call, and in all: beyond 3000 the service wants to be scrolled (facts/domain.md 2.1). */
const perCall = 1000;
const mostUnits = 3000;
/** Units that are the company's no more: so many, the rest would only be in the way. */
const mostFormer = 200;

type Kind = 'virksomhed' | 'produktionsenhed';

/** Where to search, likeliest first: the type's own path, else the alias over all of them; a host without a path with and without the usual one. */
function paths(url: string, kind: Kind): string[] {
  const base = url === '' ? usualBase : url;
  const bases = new URL(base).pathname === '/' ? [`${base}${usualPath}`, base] : [base];
  return bases.flatMap((each) => [`${each}/${kind}/_search`, `${each}/_search`]);
}

const metadataFields = (of: string) => ['nyesteNavn.navn', 'nyesteBeliggenhedsadresse', 'sammensatStatus', 'nyesteCvrNummerRelation'].map((field) => `${of}.${field}`);
const companyFields = ['Vrvirksomhed.cvrNummer', 'Vrvirksomhed.reklamebeskyttet', 'Vrvirksomhed.livsforloeb', 'Vrvirksomhed.penheder', ...metadataFields('Vrvirksomhed.virksomhedMetadata')];
/** Both spellings, in questions as in answers: a field that is not there matches nothing. */
const spellings = ['VrproduktionsEnhed', 'Vrproduktionsenhed'];
const unitFields = spellings.flatMap((name) => [`${name}.pNummer`, `${name}.livsforloeb`, ...metadataFields(`${name}.produktionsEnhedMetadata`)]);

/** CVR-permanent of Erhvervsstyrelsen: Elasticsearch behind HTTP Basic (facts/domain.md 2.1). */
export function openPermanent(settings: CvrSettings): CvrRegister {
  const headers: Record<string, string> = settings.user === '' ? {} : { authorization: `Basic ${Buffer.from(`${settings.user}:${settings.password}`).toString('base64')}` };
  /** The place that answered last, so that a path that is not there is asked for once. */
  let known = -1;

  async function search(kind: Kind, body: unknown): Promise<unknown> {
    const all = paths(settings.url, kind);
    for (const index of known >= 0 ? [known, ...all.keys()] : all.keys()) {
      const answered = await ask({ url: new URL(all[index]!), headers, body, timeoutMs: settings.timeoutMs });
      if (answered.kind === 'not_there') continue;
      known = index;
      return answered.value;
    }
    throw unavailable('cvr.not_there');
  }

  const unitsWhere = async (queries: Record<string, unknown>[]) =>
    unitsOf(await search('produktionsenhed', { size: perCall, _source: unitFields, query: { bool: { should: queries, minimum_should_match: 1 } } }));

  async function unitsOfCompany(cvr: string, company: PermanentCompany | null): Promise<{ units: PermanentUnit[]; more: boolean }> {
    const own = [...(company?.units ?? [])];
    const current = own.filter(([, open]) => open).map(([number]) => number);
    const former = own.filter(([, open]) => !open).map(([number]) => number);
    const wanted = [...current, ...former.slice(0, mostFormer)].slice(0, mostUnits);
    const units: PermanentUnit[] = [];
    for (let start = 0; start < wanted.length; start += perCall) {
      const some = wanted.slice(start, start + perCall).map(Number);
      units.push(...await unitsWhere(spellings.map((name) => ({ terms: { [`${name}.pNummer`]: some } }))));
    }
    // A company whose own list is empty: the units that say they are its.
    if (wanted.length === 0) units.push(...(await unitsWhere(spellings.map((name) => ({ term: { [`${name}.produktionsEnhedMetadata.nyesteCvrNummerRelation`]: Number(cvr) } })))).filter((unit) => unit.cvr === cvr));
    const asked = new Set(wanted);
    return { units: units.filter((unit) => wanted.length === 0 || asked.has(unit.number)), more: current.length > mostUnits };
  }

  return {
    async company(cvr) {
      const company = companyOf(await search('virksomhed', { size: 5, _source: companyFields, query: { term: { 'Vrvirksomhed.cvrNummer': Number(cvr) } } }), cvr);
      const { units, more } = await unitsOfCompany(cvr, company);
      if (!company && units.length === 0) return null;
      return assemble(cvr, company, units, more);
    },
  };
}

/** Units the list names and the search did not find are still the company's: with their number alone. */
function assemble(cvr: string, company: PermanentCompany | null, units: PermanentUnit[], more: boolean): RegisterCompany {
  const found = units.map((unit): RegisterUnit => {
    const open = company?.units.get(unit.number) ?? true;
    return { number: unit.number, name: unit.name, address: unit.address, active: open && !unit.ceased, ceasedOn: unit.ceasedOn };
  });
  const seen = new Set(found.map(({ number }) => number));
  const unnamed = [...(company?.units ?? [])].filter(([number, open]) => open && !seen.has(number)).map(([number]): RegisterUnit => ({ number, name: null, address: null, active: true, ceasedOn: null }));
  return {
    cvr, name: company?.name ?? null, address: company?.address ?? null, active: company?.active ?? found.some(({ active }) => active), advertisingProtected: company?.advertisingProtected ?? false,
    units: inOrder([...found, ...unnamed]), more,
  };
}
