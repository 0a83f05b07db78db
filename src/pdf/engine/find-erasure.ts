import type { Character } from './characters.ts';
import type { Erasure } from './erase-codes.ts';
import type { LoadedPage } from './page-text.ts';
import type { Pdfium } from './pdfium.ts';

const text = 1;

/** Which glyphs of which pieces of text the characters are. Null where one stands inside a form or is of no piece. */
export function findErasure(pdfium: Pdfium, { page, characters }: LoadedPage, gone: Set<Character>): Erasure | null {
  const { call } = pdfium;
  const touched = new Set([...gone].map((character) => character.object));
  const orders = new Map<number, number>();
  const count = call.FPDFPage_CountObjects(page);
  let shows = 0;
  for (let index = 0; index < count; index++) {
    const object = call.FPDFPage_GetObject(page, index);
    if (call.FPDFPageObj_GetType(object) !== text) continue;
    if (touched.has(object)) orders.set(object, shows);
    shows++;
  }
  if (orders.size !== touched.size) return null;
  const targets: Erasure['targets'] = new Map();
  for (const character of characters) {
    const order = orders.get(character.object);
    if (order === undefined) continue;
    let target = targets.get(order);
    if (!target) targets.set(order, (target = { characters: 0, gone: new Set() }));
    if (gone.has(character)) target.gone.add(target.characters);
    target.characters++;
  }
  return { shows, targets };
}
