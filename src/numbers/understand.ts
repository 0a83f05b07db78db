import type { PageEvidence, Reading, Register } from './types.ts';

export function understand(pages: PageEvidence[], _register: Register | null, _options: { today: Date }): Reading {
  return { pages: pages.length, letters: [], ownerless: pages.map((page) => page.page), unreadable: [], ignored: [] };
}
