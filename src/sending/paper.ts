/** ISO 216 and the American sizes that a school meets, in points (1/72 inch), upright. */
const sizes: [string, number, number][] = [
  ['A3', 841.9, 1190.6], ['A4', 595.3, 841.9], ['A5', 419.5, 595.3], ['Letter', 612, 792], ['Legal', 612, 1008],
];
/** Programs round, and printers trim (points). */
const slack = 6;

export type Paper = { name: string; lying: boolean };

/** A page's paper as a reader holds it: its name, or its measures in whole millimetres. `rotation` in degrees. */
export function paperOf({ width, height, rotation }: { width: number; height: number; rotation: number }): Paper {
  const [w, h] = rotation % 180 === 0 ? [width, height] : [height, width];
  const [short, long] = w < h ? [w, h] : [h, w];
  const known = sizes.find(([, a, b]) => Math.abs(a - short) <= slack && Math.abs(b - long) <= slack);
  const mm = (points: number) => Math.round((points * 25.4) / 72);
  return { name: known?.[0] ?? `${mm(w)} x ${mm(h)} mm`, lying: w > h };
}
