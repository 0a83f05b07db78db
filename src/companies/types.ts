/** A production unit as the register tells it; active ones can be written to. */
export type CompanyUnit = { number: string; name: string | null; address: string | null; active: boolean; ceasedOn: string | null };

export type Company = { cvr: string; name: string | null; address: string | null; active: boolean; advertisingProtected: boolean; units: CompanyUnit[]; more: boolean };

/** Port to the CVR register: null for a number it does not know; throws Problem unavailable cvr.* where it cannot be asked. */
export type CompanyRegister = { company(cvr: string): Promise<Company | null> };

/** What is known of a company, how old that is, and why nothing newer is. */
export type CompanyLookUp = {
  company: Company | null;
  /** When the register was asked; null = never answered. */
  fetchedAt: string | null;
  /** Reason key: the register could not be asked now. What is shown is older, or nothing. */
  problem: string | null;
};

/** To whom at a company (facts/digital-post.md 1.3, AttentionData). */
export type CompanyContact = {
  productionUnit: { number: string; name: string | null } | null;
  email: { address: string; name: string | null } | null;
  telephone: { number: string; name: string | null } | null;
  person: string | null;
};
