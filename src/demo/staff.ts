import type { DemoRole, DemoStaff } from './types.ts';

const everyone: [userName: string, displayName: string, ...roles: DemoRole[]][] = [
  ['rune', 'Rune Åkjær Madsen', 'administrator'],
  ['lise', 'Lise Overgaard', 'secretary'],
  ['karen', 'Karen Bech Sørensen', 'secretary'],
  ['mette', 'Mette Højgaard Dahl', 'secretary', 'administrator'],
  ['peter', 'Peter Winther', 'case_officer'],
  ['aisha', 'Aisha Khan', 'case_officer'],
  ['soeren', 'Søren Kjær', 'case_officer'],
  ['ditte', 'Ditte Ravn-Petersen', 'case_officer'],
  ['jonas', 'Jonas Ågård', 'case_officer'],
  ['birgit', 'Birgit Nørgaard', 'leader'],
  ['henrik', 'Henrik Lauridsen', 'leader'],
  ['ole', 'Ole Brandt', 'reader'],
];

/** Twelve people with log-ins that are easy to type at a demonstration and are never made outside it. */
export function inventedStaff(): DemoStaff[] {
  return everyone.map(([userName, displayName, ...roles]) => ({
    userName, displayName, roles, password: `demo-${userName}`, email: `${userName}@birkelund-gym.example`,
  }));
}
