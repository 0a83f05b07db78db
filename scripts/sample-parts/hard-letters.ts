import type { DemoSchool } from '../../src/demo/school.ts';
import { type HardCase, placeCases } from './hard-cases.ts';
import { decoyCases } from './hard-cases-decoys.ts';
import { missingCases } from './hard-cases-missing.ts';
import { libreOfficeCases } from './hard-cases-libreoffice.ts';
import type { Truth } from './types.ts';

export type { HardCase } from './hard-cases.ts';

/** Every layout that nobody tuned for. Those that need LibreOffice have names beginning `libreoffice-`. */
export const hardCases = (school: DemoSchool): HardCase[] => [...placeCases(school), ...decoyCases(school), ...missingCases(school), ...libreOfficeCases(school)];

/** The document of a case, with its truth; `withRegister` tells which certainty is wanted. */
export async function makeHardLetter(hard: HardCase, withRegister: boolean): Promise<{ bytes: Uint8Array; truth: Truth }> {
  const { bytes, letters, ownerless, decoys } = await hard.make();
  const certainty = withRegister ? hard.certainty : (hard.alone ?? hard.certainty);
  const pages = Math.max(0, ...ownerless, ...letters.flatMap((letter) => letter.pages));
  return { bytes, truth: { file: hard.name, pages, letters: letters.map((letter) => ({ ...letter, certainty })), ownerless, decoys } };
}
