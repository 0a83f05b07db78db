import type { Role } from '../../src/access/index.ts';

export const roleWords: Record<Role, { name: string; may: string }> = {
  administrator: { name: 'Administrator', may: 'Brugere, indstillinger og drift. Ser ingen breve uden en rolle mere.' },
  secretary: { name: 'Sekretær', may: 'Sender post og ser alle elev- og virksomhedssager.' },
  case_officer: { name: 'Sagsbehandler', may: 'Sender egen post og ser de sager, de er sagsbehandler på eller har fået adgang til.' },
  leader: { name: 'Leder', may: 'Læser alle sager.' },
  reader: { name: 'Læser', may: 'Læser de sager, de har fået adgang til.' },
};
