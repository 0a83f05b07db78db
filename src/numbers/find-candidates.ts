import type { Candidate, PageText } from './types.ts';

export type FindOptions = { today: Date; senderNumbers?: string[] };

export function findCandidates(_page: PageText, _options: FindOptions): Candidate[] {
  return [];
}
