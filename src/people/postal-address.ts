import type { Reader } from '../db/index.ts';
import type { RecipientNumber } from '../numbers/index.ts';

/** An address as it is written on an envelope, without the name; `postalCode` null where none of Denmark's stands in it. */
export type PostalAddress = { lines: string[]; postalCode: string | null };
/** What the register knows for an envelope. */
export type PostalRecord = { name: string; address: string | null; protected: boolean; left: boolean };

const mostLines = 5;
const danish = /^(?:DK[- ]?)?(\d{4})\s+(\p{L}.*)$/u;
const ownLine = /^(c\/o|att\.?|v\/)\s/iu;

/**
 * An address of one line, as registers have it (`Skovvej 1, 2. tv., 8000 Aarhus C`), or of several: street with floor on
 * one line, `c/o` on its own, postal code and town last. Null of nothing.
 */
export function addressLines(text: string | null): PostalAddress | null {
  const parts = (text ?? '').split(/[,\n]/).map((part) => part.trim().replace(/\s+/g, ' ')).filter(Boolean);
  if (parts.length === 0) return null;
  const typed = (text ?? '').trim().includes('\n');
  const at = parts.findIndex((part) => danish.test(part));
  const code = at < 0 ? null : danish.exec(parts[at]!)!;
  const before = at < 0 ? parts : parts.slice(0, at);
  const lines = typed ? before : before.reduce<string[]>((all, part) => {
    const last = all[all.length - 1];
    // A floor or a door goes on with its street.
    if (last === undefined || ownLine.test(part) || ownLine.test(last)) return [...all, part];
    return [...all.slice(0, -1), `${last}, ${part}`];
  }, []);
  const after = at < 0 ? [] : parts.slice(at + 1);
  return { lines: [...lines, ...(code ? [`${code[1]} ${code[2]}`] : []), ...after].slice(0, mostLines), postalCode: code?.[1] ?? null };
}

/** What the register has of a recipient, for an envelope; undefined where it does not know the number. */
export function postalRecord(reader: Reader, recipient: RecipientNumber): PostalRecord | undefined {
  if (recipient.kind === 'cvr') {
    const company = reader.statement('SELECT name, address FROM companies WHERE cvr = ?').get(recipient.number) as { name: string; address: string | null } | undefined;
    return company && { ...company, protected: false, left: false };
  }
  const person = reader.statement("SELECT name, address, protected, coalesce(left_on <= date('now'), 0) AS gone FROM people WHERE cpr = ?").get(recipient.number) as { name: string; address: string | null; protected: number; gone: number } | undefined;
  return person && { name: person.name, address: person.address, protected: person.protected === 1, left: person.gone === 1 };
}

/** Name and address of a production unit of the register. */
export function unitRecord(reader: Reader, number: string): { name: string; address: string | null } | undefined {
  return reader.statement('SELECT name, address FROM production_units WHERE number = ?').get(number) as { name: string; address: string | null } | undefined;
}
