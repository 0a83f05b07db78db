import { z } from 'zod';
import { unavailable } from '../../core/errors.ts';
import { nonsense } from './ask.ts';
import { addressLine, saysCeased } from './words.ts';

/** Numbers come as JSON numbers, without leading zeros (facts/domain.md 2.1). */
const digits = (length: number) => z.union([z.number().int().nonnegative(), z.string().regex(/^\d+$/)]).transform((value) => String(value).padStart(length, '0')).refine((text) => text.length === length);
const text = z.string().nullish();
const period = z.looseObject({ gyldigFra: text, gyldigTil: text });
const placed = z.looseObject({
  vejnavn: text, husnummerFra: z.union([z.number(), z.string()]).nullish(), husnummerTil: z.union([z.number(), z.string()]).nullish(), bogstavFra: text, bogstavTil: text,
  etage: text, sidedoer: text, conavn: text, postboks: z.union([z.number(), z.string()]).nullish(), postnummer: z.union([z.number(), z.string()]).nullish(), postdistrikt: text, bynavn: text, landekode: text, fritekst: text,
}).nullish();
const metadata = z.looseObject({ nyesteNavn: z.looseObject({ navn: z.string() }).nullish(), nyesteBeliggenhedsadresse: placed, sammensatStatus: text });
const life = z.array(z.looseObject({ periode: period })).nullish();

const company = z.looseObject({
  cvrNummer: digits(8), reklamebeskyttet: z.boolean().nullish(), livsforloeb: life, virksomhedMetadata: metadata,
  penheder: z.array(z.looseObject({ pNummer: digits(10), periode: period })).nullish(),
});
const unit = z.looseObject({ pNummer: digits(10), livsforloeb: life, produktionsEnhedMetadata: metadata.extend({ nyesteCvrNummerRelation: digits(8).nullish() }) });

/** A search answer. What failed or ran out of time in part is no answer: a unit could be missing without anybody seeing it. */
const answer = z.looseObject({
  timed_out: z.boolean().nullish(), _shards: z.looseObject({ failed: z.number().nullish() }).nullish(),
  hits: z.looseObject({ hits: z.array(z.looseObject({ _source: z.looseObject({}) })) }),
});

export type PermanentCompany = { cvr: string; name: string | null; address: string | null; active: boolean; advertisingProtected: boolean; /** P-number -> whether it is still the company's. */ units: Map<string, boolean> };
export type PermanentUnit = { number: string; name: string | null; address: string | null; ceased: boolean; ceasedOn: string | null; cvr: string | null };

function sources(value: unknown): Record<string, unknown>[] {
  const read = answer.safeParse(value);
  if (!read.success) throw nonsense();
  if (read.data.timed_out || (read.data._shards?.failed ?? 0) > 0) throw unavailable('cvr.busy');
  return read.data.hits.hits.map((hit) => hit._source);
}

function parsed<T>(shape: z.ZodType<T>, value: unknown): T {
  const read = shape.safeParse(value);
  if (!read.success) throw nonsense();
  return read.data;
}

const line = (at: z.output<typeof placed>) => (at ? addressLine({
  road: at.vejnavn ?? null, from: at.husnummerFra ?? null, fromLetter: at.bogstavFra ?? null, to: at.husnummerTil ?? null, toLetter: at.bogstavTil ?? null, floor: at.etage ?? null, door: at.sidedoer ?? null,
  careOf: at.conavn ?? null, box: at.postboks === null || at.postboks === undefined ? null : String(at.postboks), village: at.bynavn ?? null, postalCode: at.postnummer ?? null, district: at.postdistrikt ?? null, country: at.landekode ?? null, free: at.fritekst ?? null,
}) : null);

/** The day the last of its lives ended, where none is open; null where one is, or nothing is told. */
function endOf(lives: z.output<typeof life>): string | null {
  const ends = (lives ?? []).map(({ periode }) => periode.gyldigTil ?? null);
  return ends.length === 0 || ends.includes(null) ? null : (ends as string[]).sort().at(-1)!;
}

/** The company of this number among the hits; null where it is not there. */
export function companyOf(value: unknown, cvr: string): PermanentCompany | null {
  const found = sources(value).flatMap((source) => ('Vrvirksomhed' in source ? [parsed(company, source['Vrvirksomhed'])] : [])).find((each) => each.cvrNummer === cvr);
  if (!found) return null;
  const { virksomhedMetadata: newest } = found;
  const units = new Map<string, boolean>();
  for (const { pNummer, periode } of found.penheder ?? []) units.set(pNummer, units.get(pNummer) === true || !periode.gyldigTil);
  return {
    cvr, name: newest.nyesteNavn?.navn ?? null, address: line(newest.nyesteBeliggenhedsadresse), active: !saysCeased(newest.sammensatStatus ?? null) && endOf(found.livsforloeb) === null,
    advertisingProtected: found.reklamebeskyttet === true, units,
  };
}

/** Units among the hits; both spellings of the field occur (facts/domain.md 2.1). */
export function unitsOf(value: unknown): PermanentUnit[] {
  return sources(value).flatMap((source) => {
    const raw = source['VrproduktionsEnhed'] ?? source['Vrproduktionsenhed'];
    if (raw === undefined) return [];
    const { pNummer, livsforloeb, produktionsEnhedMetadata: newest } = parsed(unit, raw);
    const end = endOf(livsforloeb);
    return [{ number: pNummer, name: newest.nyesteNavn?.navn ?? null, address: line(newest.nyesteBeliggenhedsadresse), ceased: saysCeased(newest.sammensatStatus ?? null) || end !== null, ceasedOn: end, cvr: newest.nyesteCvrNummerRelation ?? null }];
  });
}
