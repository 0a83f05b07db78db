/** A production unit (P-number, ten digits) of a company. `ceasedOn` `YYYY-MM-DD` where the register tells. */
export type RegisterUnit = { number: string; name: string | null; address: string | null; active: boolean; ceasedOn: string | null };

/** What the CVR register says of a company. Units: active first, then by name and address. */
export type RegisterCompany = {
  cvr: string;
  name: string | null;
  address: string | null;
  active: boolean;
  /** Reklamebeskyttet: its data may not be used for advertising. A letter of an authority is none. */
  advertisingProtected: boolean;
  units: RegisterUnit[];
  /** The company has more units than were asked for. */
  more: boolean;
};

/**
 * The register behind both adapters. Answers null for a number it does not know. Throws Problem unavailable with
 * cvr.not_configured, cvr.away, cvr.timeout, cvr.tls, cvr.not_authorised, cvr.busy, cvr.error, cvr.not_there (404
 * everywhere), cvr.too_large, cvr.nonsense. `cvr` is eight digits.
 */
export type CvrRegister = { company(cvr: string): Promise<RegisterCompany | null> };

export type CvrSettings = {
  adapter: 'permanent' | 'datafordeler';
  /** Base without closing slash; empty = the adapter's own. Only a host: the adapter's usual path is added. */
  url: string;
  /** HTTP Basic of CVR-permanent. */
  user: string;
  password: string;
  /** Key of an IT system at Datafordeler. */
  apiKey: string;
  /** For each call. */
  timeoutMs: number;
};
