import type { CaseStatus, DocumentStatus } from '../../src/archive/types.ts';
import type { DispatchState, LetterState } from '../../src/sending/types.ts';

/** The word for every state (pages.md, "Words"); its colour and icon are in components/state-badge.tsx. */
export const letterWords: Record<LetterState, string> = {
  draft: 'Kladde',
  removed: 'Fjernet',
  preparing: 'Gøres klar',
  waiting_undo: 'Afventer fortrydelse',
  waiting_date: 'Afventer dato',
  queued: 'I kø',
  sending: 'Sendes',
  unknown: 'Ukendt udfald',
  handed_over: 'Afleveret til Digital Post',
  delivered: 'Modtaget',
  failed: 'Fejlet',
  cancelled: 'Annulleret',
  printed: 'Printet',
  remote_printed: 'Sendt til fjernprint',
  handled_otherwise: 'Håndteret på anden måde',
};

export const dispatchWords: Record<DispatchState, string> = {
  reading: 'Læses',
  needs_password: 'Mangler adgangskode',
  unreadable_file: 'Kan ikke læses',
  draft: 'Kladde',
  waiting_approval: 'Afventer godkendelse',
  submitted: 'Sendes',
  settled: 'Afsluttet',
  discarded: 'Nulstillet',
};

const { draft: _draft, removed: _removed, ...filed } = letterWords;

/** A document follows its letter, in the same words. */
export const documentWords: Record<DocumentStatus, string> = { ...filed, received: 'Modtaget af skolen', filed: 'Journaliseret' };

export const caseWords: Record<CaseStatus, string> = {
  open: 'Åben',
  closed: 'Lukket',
  for_disposal: 'Til kassation',
  disposed: 'Kasseret',
};
