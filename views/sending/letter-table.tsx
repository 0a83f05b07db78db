import { danishTime } from '../../src/core/dates.ts';
import type { LetterFilter, LetterRow, LetterState } from '../../src/sending/types.ts';
import { Badge, LetterBadge } from '../components/state-badge.tsx';
import { Table } from '../components/table.tsx';
import { amount, sending } from '../texts/sending.ts';
import { letterWords } from '../texts/states.ts';
import { listing } from '../texts/listing.ts';
import { paper } from '../texts/paper.ts';
import { undo } from '../texts/undo.ts';
import { sentenceOf } from '../texts.ts';
import { attentionWords } from '../texts/company.ts';
import { roleWords } from '../texts/copies.ts';
import { FindLetter, type FoundLetters } from './find-letter.tsx';
import { nameOf } from './letter-row.tsx';

const words = sending.dispatch;
/** As sending/recall.ts has it. */
const recallable: LetterState[] = ['preparing', 'waiting_undo', 'waiting_date', 'queued'];
const states: LetterState[] = ['unknown', 'failed', 'preparing', 'waiting_undo', 'waiting_date', 'queued', 'sending', 'handed_over', 'delivered', 'printed', 'remote_printed', 'handled_otherwise', 'cancelled'];

type Filters = { id: string; letters: FoundLetters; counts: Partial<Record<LetterFilter, number>>; address: (changes: Record<string, string | number>) => string };

export const StateFilters = ({ id, letters, counts, address }: Filters) => (
  <div class="filters">
    <nav class="chips" aria-label={sending.recipients.filterLabel}>
      {(['all', ...states] as const).filter((each) => each === 'all' || each === letters.filter || counts[each]).map((each) => (
        <a href={address({ vis: each, side: 1 })} aria-current={letters.filter === each ? 'true' : undefined}>{each === 'all' ? sending.filters.all : letterWords[each]} <span class="chip-count">{amount(counts[each] ?? 0)}</span></a>
      ))}
    </nav>
    <FindLetter dispatchId={id} letters={letters} on="dispatch" clear={address({ soeg: '', side: 1 })} />
  </div>
);

const Row = ({ row }: { row: LetterRow }) => (
  <tr id={`brev-${row.id}`}>
    <td><span class="primary">{nameOf(row)}</span> <span class="quiet">{row.recipient?.className}</span>{roleWords(row) ? <span class="list-sub">{roleWords(row)}</span> : null}{row.attention ? <span class="list-sub">{attentionWords(row.attention)}</span> : null}</td>
    <td class="number nowrap">{row.recipient?.masked}</td>
    <td>{row.reason?.key === 'paper.in_batch' ? <Badge tone="grey" icon="print" word={paper.printing} /> : <LetterBadge state={row.state} />}{row.reason && row.reason.key !== 'paper.in_batch' && row.state !== 'waiting_date' && row.state !== 'waiting_undo' && row.state !== 'queued' ? <p class="why">{sentenceOf({ reason: row.reason.key, values: row.reason.values })}</p> : null}</td>
    <td class="nowrap">{danishTime(row.updatedAt)}</td>
    <td class="nowrap">{recallable.includes(row.state) ? <a class="row-act" href={`/breve/${row.id}/tilbagekaldelse`}>{undo.recall}<span class="sr-only"> {undo.recallLabel(nameOf(row))}</span></a> : null}{row.documentId ? <a class="row-act" href={`/dokumenter/${row.documentId}`}>{words.archive}<span class="sr-only">: {nameOf(row)}</span></a> : null}{row.caseId ? <> <a href={`/sager/${row.caseId}`}>{listing.openCase}<span class="sr-only">: {nameOf(row)}</span></a></> : null}</td>
  </tr>
);

/** The letters of a dispatch: those that failed or are unknown first. Why letters wait is said once, above the list. */
export const LetterTable = ({ rows }: { rows: LetterRow[] }) => (
  <Table caption={words.lettersHeading} columns={[{ label: words.columns.recipient }, { label: words.columns.number }, { label: words.columns.state }, { label: words.columns.at }, { label: words.columns.archive }]}>
    {rows.map((row) => <Row row={row} />)}
  </Table>
);
