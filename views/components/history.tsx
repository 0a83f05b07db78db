import type { HistoryEntry } from '../../src/audit/index.ts';
import { danishTime } from '../../src/core/dates.ts';
import { sentenceOf, texts } from '../texts.ts';
import { Empty } from './empty.tsx';
import { Table } from './table.tsx';

const words = texts.history;

/** Which letter of a dispatch the entry is about, by its number on the list. */
function letterOf(entry: HistoryEntry): string {
  const ordinal = entry.payload?.['ordinal'];
  return typeof ordinal === 'number' && entry.subject.kind === 'letter' ? ` (${words.letter(ordinal)})` : '';
}

/** Which of a document's files the entry is about, where it is an attachment. */
function fileOf(entry: HistoryEntry): string {
  const { role, position } = entry.payload ?? {};
  return role === 'attachment' && typeof position === 'number' ? ` (${texts.document.attachment(position + 1).toLocaleLowerCase('da')})` : '';
}

/** Why, where the entry carries a reason; never what it was about in data. */
function reasonOf(entry: HistoryEntry): string | null {
  const reason = entry.payload?.['reason'] as { key?: string; values?: Record<string, string | number> } | undefined;
  return reason?.key ? sentenceOf({ reason: reason.key, values: reason.values ?? {} }) : null;
}

/** Other documents and cases that entries are about, by id. */
export type Named = Record<string, { title: string; href: string }>;

/** What the entry is about beside the page's own subject: a document of the case, and where it was moved or copied. */
const about = ({ subject, payload }: HistoryEntry, named: Named) => [subject.id, payload?.['from'], payload?.['to']].flatMap((id) => (typeof id === 'string' && named[id]?.title ? [named[id]] : []));

export const HistoryTable = ({ entries, named = {} }: { entries: HistoryEntry[]; named?: Named | undefined }) =>
  entries.length === 0 ? <Empty icon="time" heading={words.empty} /> : (
    <Table caption={words.title} columns={[{ label: words.columns.at }, { label: words.columns.who }, { label: words.columns.what }]}>
      {entries.map((entry) => (
        <tr>
          <td class="nowrap-wide">{danishTime(entry.at)}</td>
          <td class="nowrap-wide">{entry.actorName ?? words.program}</td>
          <td>{texts.events[entry.event]}{letterOf(entry)}{fileOf(entry)}{about(entry, named).map(({ title, href }) => <span class="list-sub"><a href={href}>{title}</a></span>)}{reasonOf(entry) ? <span class="list-sub">{reasonOf(entry)}</span> : null}</td>
        </tr>
      ))}
    </Table>
  );

/** Who did and saw what, newest first, at most a hundred at a time. */
export const History = ({ entries, named, older }: { entries: HistoryEntry[]; named?: Named | undefined; older?: string | undefined }) => (
  <>
    <HistoryTable entries={entries} named={named} />
    {older && entries.length === 100 ? <p><a class="button button-secondary" href={`${older}?foer=${entries[entries.length - 1]!.seq}`}>{words.older}</a></p> : null}
  </>
);
