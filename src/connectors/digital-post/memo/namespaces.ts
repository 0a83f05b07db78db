/** The namespaces of a MeMo message and the prefix we write each with (facts: digital-post 1.1). */
export const namespaces = {
  memo: 'https://DigitalPost.dk/MeMo-1',
  grd: 'https://data.gov.dk/model/core/',
  gln: 'https://www.gs1.dk/gs1-standarder/identifikation/gln-global-location-number/',
  udd: 'https://www.dst.dk/da/TilSalg/Forskningsservice/Dokumentation/hoejkvalitetsvariable/elevregister-2/udd#',
  kle: 'http://kle-online.dk/',
  form: 'http://www.form-online.dk/',
  dmv: 'https://motorregister.skat.dk/',
  sor: 'https://services.nsi.dk/en/Services/SOR',
} as const;

export type Prefix = keyof typeof namespaces;

const prefixes = new Map<string, Prefix>();
for (const [prefix, uri] of Object.entries(namespaces)) prefixes.set(uri, prefix as Prefix);

/** The name an element has in our tables, whatever prefix its author chose: `memo:label`; `{uri}name` outside MeMo. */
export function keyOf(uri: string, local: string): string {
  const prefix = prefixes.get(uri);
  return prefix === undefined ? `{${uri}}${local}` : `${prefix}:${local}`;
}
