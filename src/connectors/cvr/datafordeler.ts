import { z } from 'zod';
import { unavailable } from '../../core/errors.ts';
import { ask, nonsense } from './ask.ts';
import type { CvrRegister, CvrSettings, RegisterUnit } from './types.ts';
import { addressLine, inOrder } from './words.ts';

const usualBase = 'https://graphql.datafordeler.dk/CVR/v2';
const usualPath = '/CVR/v2';
const perPage = 1000;
const mostUnits = 3000;
/** Ids in one question for names or addresses. */
const idsPerCall = 100;

const number = (length: number) => z.union([z.number().int().nonnegative(), z.string().regex(/^\d+$/)]).transform((value) => String(value).padStart(length, '0')).refine((text) => text.length === length);
const text = z.string().nullish();
const piece = z.union([z.string(), z.number()]).nullish();
const company = z.looseObject({ id: z.string(), CVRNummer: number(8), status: text, virksomhedOphoersdato: text });
const unit = z.looseObject({ id: z.string(), pNummer: number(10), status: text, produktionsenhedOphoersdato: text });
const name = z.looseObject({ CVREnhedsId: z.string(), vaerdi: text, sekvens: z.number().nullish() });
const address = z.looseObject({
  CVREnhedsId: z.string(), AdresseringAnvendelse: text, CVRAdresse_vejnavn: text, CVRAdresse_husnummerFra: piece, CVRAdresse_husnummerTil: piece, CVRAdresse_etagebetegnelse: text,
  CVRAdresse_doerbetegnelse: text, CVRAdresse_postnummer: piece, CVRAdresse_postdistrikt: text, CVRAdresse_landekode: text, CVRAdresse_adresseFritekst: text,
});
const protection = z.looseObject({ vaerdi: z.union([z.boolean(), z.string(), z.number()]).nullish() });
const pageInfo = z.looseObject({ hasNextPage: z.boolean(), endCursor: text }).nullish();

const addressFields = 'CVREnhedsId AdresseringAnvendelse CVRAdresse_vejnavn CVRAdresse_husnummerFra CVRAdresse_husnummerTil CVRAdresse_etagebetegnelse CVRAdresse_doerbetegnelse CVRAdresse_postnummer CVRAdresse_postdistrikt CVRAdresse_landekode CVRAdresse_adresseFritekst';

/** The address to post to, with the key where the service wants it. Never told in an error. */
function addressOf({ url, apiKey }: CvrSettings): URL {
  const base = new URL(url === '' ? usualBase : url);
  if (base.pathname === '/') base.pathname = usualPath;
  if (apiKey !== '') base.searchParams.set('apiKey', apiKey);
  return base;
}

/**
 * Datafordeler's CVR by GraphQL with an API key (facts/domain.md 2.2). The service takes one root field in a question and no
 * other name for it, so names and addresses are questions of their own, by the ids of the units.
 */
export function openDatafordeler(settings: CvrSettings, now: () => Date = () => new Date()): CvrRegister {
  const url = addressOf(settings);

  /** All nodes of one entity, page by page, at most `most`. */
  async function nodes<T>(entity: string, where: string, fields: string, shape: z.ZodType<T>, most = mostUnits): Promise<{ rows: T[]; more: boolean }> {
    const rows: T[] = [];
    let after = '';
    for (;;) {
      const query = `query { ${entity}(first: ${perPage}${after}, virkningstid: "${now().toISOString()}", where: ${where}) { pageInfo { hasNextPage endCursor } nodes { ${fields} } } }`;
      const answered = await ask({ url, headers: {}, body: { query }, timeoutMs: settings.timeoutMs });
      if (answered.kind === 'not_there') throw unavailable('cvr.not_there');
      const connection = connectionOf(answered.value, entity, shape);
      rows.push(...connection.nodes);
      const next = connection.pageInfo?.hasNextPage ? connection.pageInfo.endCursor : null;
      if (!next || rows.length >= most) return { rows: rows.slice(0, most), more: Boolean(next) || rows.length > most };
      after = `, after: ${JSON.stringify(next)}`;
    }
  }

  async function byIds<T>(entity: string, ids: string[], fields: string, shape: z.ZodType<T>): Promise<T[]> {
    const all: T[] = [];
    for (let start = 0; start < ids.length; start += idsPerCall) {
      all.push(...(await nodes(entity, `{ CVREnhedsId: { in: ${JSON.stringify(ids.slice(start, start + idsPerCall))} } }`, fields, shape, Number.POSITIVE_INFINITY)).rows);
    }
    return all;
  }

  return {
    async company(cvr) {
      const [found] = (await nodes('CVR_Virksomhed', `{ CVRNummer: { eq: ${Number(cvr)} } }`, 'id CVRNummer status virksomhedOphoersdato', company, 1)).rows;
      if (!found) return null;
      if (found.CVRNummer !== cvr) throw nonsense();
      const { rows: units, more } = await nodes('CVR_Produktionsenhed', `{ tilknyttetVirksomhedsCVRNummer: { eq: ${Number(cvr)} } }`, 'id pNummer status produktionsenhedOphoersdato', unit);
      const ids = [found.id, ...units.map(({ id }) => id)];
      const names = namesOf(await byIds('CVR_Navn', ids, 'CVREnhedsId vaerdi sekvens', name));
      const addresses = addressesOf(await byIds('CVR_Adressering', ids, addressFields, address));
      const [guarded] = await byIds('CVR_Reklamebeskyttelse', [found.id], 'CVREnhedsId vaerdi', protection);
      return {
        cvr, name: names.get(found.id) ?? null, address: addresses.get(found.id) ?? null, active: isActive(found.status, found.virksomhedOphoersdato, now()),
        advertisingProtected: guarded !== undefined && /^(true|1|ja)$/i.test(String(guarded.vaerdi)), more,
        units: inOrder(units.map((each): RegisterUnit => ({
          number: each.pNummer, name: names.get(each.id) ?? null, address: addresses.get(each.id) ?? null,
          active: isActive(each.status, each.produktionsenhedOphoersdato, now()), ceasedOn: each.produktionsenhedOphoersdato?.slice(0, 10) ?? null,
        }))),
      };
    },
  };
}

const isActive = (status: string | null | undefined, ceased: string | null | undefined, now: Date) =>
  !(ceased && ceased.slice(0, 10) <= now.toISOString().slice(0, 10)) && (status === null || status === undefined || /^(aktiv|normal)$/i.test(status));

/** What one question was answered; errors come with status 200. */
function connectionOf<T>(value: unknown, entity: string, shape: z.ZodType<T>) {
  const whole = z.looseObject({ data: z.looseObject({}).nullish(), errors: z.array(z.looseObject({ message: text, extensions: z.looseObject({ code: text }).nullish() })).nullish() }).safeParse(value);
  if (!whole.success) throw nonsense();
  const fault = whole.data.errors?.[0];
  if (fault) throw unavailable(/AUTH|api-?key/i.test(`${fault.extensions?.code} ${fault.message}`) ? 'cvr.not_authorised' : 'cvr.error', { status: 200 });
  const read = z.looseObject({ nodes: z.array(shape), pageInfo }).safeParse(whole.data.data?.[entity]);
  if (!read.success) throw nonsense();
  return read.data;
}

/** The first of its names in sequence is the one it goes by. */
function namesOf(rows: z.output<typeof name>[]): Map<string, string> {
  const inSequence = [...rows].sort((a, b) => (b.sekvens ?? 0) - (a.sekvens ?? 0));
  return new Map(inSequence.flatMap((row) => (row.vaerdi ? [[row.CVREnhedsId, row.vaerdi] as const] : [])));
}

function addressesOf(rows: z.output<typeof address>[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const row of rows) {
    const line = addressLine({
      road: row.CVRAdresse_vejnavn ?? null, from: row.CVRAdresse_husnummerFra ?? null, fromLetter: null, to: row.CVRAdresse_husnummerTil ?? null, toLetter: null, floor: row.CVRAdresse_etagebetegnelse ?? null,
      door: row.CVRAdresse_doerbetegnelse ?? null, careOf: null, box: null, village: null, postalCode: row.CVRAdresse_postnummer ?? null, district: row.CVRAdresse_postdistrikt ?? null, country: row.CVRAdresse_landekode ?? null, free: row.CVRAdresse_adresseFritekst ?? null,
    });
    // Where it lies, before where its post goes.
    if (line && (!found.has(row.CVREnhedsId) || /beliggenhed/i.test(row.AdresseringAnvendelse ?? ''))) found.set(row.CVREnhedsId, line);
  }
  return found;
}
