import { danishTime } from '../../src/core/dates.ts';
import type { HistoryEntry } from '../../src/audit/index.ts';
import { auditWords } from '../texts/audit.ts';
import { Table } from './table.tsx';

/** Who did and saw what, newest first. What the program did by itself is said so. */
export const History = ({ entries }: { entries: HistoryEntry[] }) => (
  <Table caption={auditWords.caption} columns={[{ label: auditWords.at }, { label: auditWords.who }, { label: auditWords.what }]}>
    {entries.map((entry) => (
      <tr><td>{danishTime(entry.at)}</td><td>{entry.actorName ?? auditWords.system}</td><td>{auditWords.events[entry.event] ?? entry.event}{typeof entry.payload?.ordinal === 'number' ? ` (${auditWords.letter} ${entry.payload.ordinal})` : ''}</td></tr>
    ))}
  </Table>
);
