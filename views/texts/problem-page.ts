import type { ProblemCode } from '../../src/core/errors.ts';

export const problemPage: { home: string; titles: Record<ProblemCode, string> } = {
  home: 'Gå til forsiden',
  titles: {
    invalid: 'Det kan ikke bruges',
    not_found: 'Siden findes ikke',
    forbidden: 'Det må du ikke',
    conflict: 'Noget har ændret sig',
    too_many: 'For mange forsøg',
    unavailable: 'Det virker ikke lige nu',
    internal: 'Der skete en fejl',
  },
};
