/** Somebody whose name and address are protected, or not, as the register has them. */
export type Guarded = { name: string; address: string | null; protected: boolean };

/** Who must not be given away by a copy, and where in the letter they are (1-based pages of the document). */
export type Caution = {
  /** found: the address or name stands in the letter. not_found: it was not seen, which is no proof. */
  kind: 'found' | 'not_found';
  people: { name: string; what: 'address' | 'name' | null; pages: number[]; /** The register has no address to look for. */ unknown: boolean }[];
};

/** Letters and digits in lower case without marks, words apart by one space; `12B` and `12 b` become the same. */
function plain(text: string): string {
  return ` ${text.replace(/[\u00ad\u200b-\u200d\ufeff]/g, '').replace(/[-\u2010\u2011]\s*\n\s*/g, '').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
    .replace(/[\u00f8\u0153]/g, 'o').replace(/\u00e6/g, 'ae').replace(/\u00df/g, 'ss')
    .replace(/(\d)(?=\p{L})|(\p{L})(?=\d)/gu, '$1$2 ').replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;
}

/** The parts of an address to look for: a road with its number; of one without a number, its first part. */
function roads(address: string): string[] {
  const parts = address.split(/[,;\n]/).map((part) => part.trim()).filter((part) => part !== '' && !/^(DK-?)?\d{4}\b/i.test(part) && !/^c\/o\b/i.test(part));
  const numbered = parts.filter((part) => /\p{L}{2,}.*\d/u.test(part) && !/^(st|kl|mf|tv|th|\d)/i.test(part));
  return (numbered.length > 0 ? numbered : parts.slice(0, 1)).map(plain).filter((part) => part.trim().length >= 4);
}

const sameHome = (one: string | null, other: string | null) => one !== null && other !== null && plain(one) === plain(other);

/**
 * Whether a copy could give a protected name or address away. Protected people are the student and everybody beside
 * them; whoever lives at the same address as the one who gets the copy is no secret to them (facts/domain.md 3.4).
 * @param to the register's address of the one who gets the copy; null where it is not known, or a company
 * @param others the protected people there may be, without the one who gets the copy; `known` = their name is known to them (the student)
 * @returns null where there is nothing to take care of
 */
export function cautionOf(to: { address: string | null }, others: (Guarded & { known: boolean })[], pages: { page: number; text: string }[]): Caution | null {
  const secret = others.filter((each) => each.protected && !sameHome(each.address, to.address));
  if (secret.length === 0) return null;
  const texts = pages.map(({ page, text }) => ({ page, text: plain(text) }));
  const on = (wanted: string) => texts.filter(({ text }) => text.includes(wanted)).map(({ page }) => page);
  const people = secret.map((each) => {
    const parts = each.address ? roads(each.address) : [];
    const byAddress = [...new Set(parts.flatMap(on))].sort((a, b) => a - b);
    const byName = each.known ? [] : on(plain(each.name));
    const what = byAddress.length > 0 ? ('address' as const) : byName.length > 0 ? ('name' as const) : null;
    return { name: each.name, what, pages: what === 'address' ? byAddress : byName, unknown: parts.length === 0 };
  });
  return { kind: people.some(({ what }) => what !== null) ? 'found' : 'not_found', people };
}
