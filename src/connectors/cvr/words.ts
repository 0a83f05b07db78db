import type { RegisterUnit } from './types.ts';

/** The parts of an address as both services name them; numbers come as numbers. */
export type AddressParts = {
  road: string | null; from: string | number | null; fromLetter: string | null; to: string | number | null; toLetter: string | null;
  floor: string | null; door: string | null; careOf: string | null; box: string | null; village: string | null;
  postalCode: string | number | null; district: string | null; country: string | null; free: string | null;
};

const filled = (part: string | number | null | undefined) => (part === null || part === undefined ? '' : String(part).trim());

/** One line: `c/o Hansen, Nygade 12B-14, 2. tv., Nr. Vosborg, 7570 Vemb`. Null where nothing of it is known. */
export function addressLine(parts: AddressParts): string | null {
  const number = (at: string | number | null, letter: string | null) => `${filled(at)}${filled(letter)}`;
  const [from, to] = [number(parts.from, parts.fromLetter), number(parts.to, parts.toLetter)];
  const road = [filled(parts.road), to && to !== from ? `${from}-${to}` : from].filter(Boolean).join(' ');
  const floor = filled(parts.floor);
  const door = filled(parts.door);
  const post = filled(parts.postalCode);
  const lines = [
    filled(parts.careOf) && `c/o ${filled(parts.careOf)}`, road || filled(parts.free), [floor && `${floor}.`, door && `${door}.`].filter(Boolean).join(' '), filled(parts.box) && `Postboks ${filled(parts.box)}`,
    filled(parts.village), [post && post.padStart(4, '0'), filled(parts.district)].filter(Boolean).join(' '), filled(parts.country) && filled(parts.country) !== 'DK' ? filled(parts.country) : '',
  ].filter(Boolean);
  return lines.length === 0 ? null : lines.join(', ');
}

/** Whether a status says that a company or unit is no more: Ophoert, Oploest, Slettet, in any case and with what comes before (Tvangsoploest). */
export const saysCeased = (status: string | null): boolean => status !== null && /oph\u00f8r|opl\u00f8st|slettet/i.test(status) && !/under/i.test(status);

const danish = new Intl.Collator('da', { numeric: true });

/** Active first, then by name and address as a Dane reads them; each number once, the active one where it is told twice. */
export function inOrder(units: RegisterUnit[]): RegisterUnit[] {
  const byNumber = new Map<string, RegisterUnit>();
  for (const unit of units) if (!byNumber.get(unit.number)?.active) byNumber.set(unit.number, unit);
  return [...byNumber.values()].sort((a, b) => Number(b.active) - Number(a.active) || danish.compare(a.name ?? '', b.name ?? '') || danish.compare(a.address ?? '', b.address ?? '') || a.number.localeCompare(b.number));
}
