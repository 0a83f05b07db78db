import type { SignatureFilter, SignaturePage } from '../../src/sending/index.ts';
import { Act } from '../components/act.tsx';
import { Empty } from '../components/empty.tsx';
import { Pager } from '../components/pager.tsx';
import { Table } from '../components/table.tsx';
import { amount } from '../texts/sending.ts';
import { signatureWords as words } from '../texts/signatures.ts';
import { SignatureLine } from './row.tsx';

export type SignaturesProps = {
  list: SignaturePage;
  dispatch: { id: string; title: string } | null;
  /** The Copenhagen day. */
  today: string;
  /** How many of all that are missing can be reminded, and of those over their day. */
  remindable: { missing: number; overdue: number };
};

export function signaturesAddress({ filter, dispatchId, page = 1 }: { filter: SignatureFilter; dispatchId: string | null; page?: number }): string {
  const query = Object.entries({ afsendelse: dispatchId ?? '', vis: filter === 'missing' ? '' : filter, side: page > 1 ? String(page) : '' }).filter(([, value]) => value !== '');
  return `/signaturer${query.length > 0 ? `?${new URLSearchParams(query).toString()}` : ''}`;
}

/** The primary act: everybody who is missing, or of all dispatches those whose day is over. */
export const SignaturesActions = ({ dispatch, remindable }: Pick<SignaturesProps, 'dispatch' | 'remindable'>) => {
  const n = dispatch ? remindable.missing : remindable.overdue;
  if (n === 0) return null;
  const fields: Record<string, string> = dispatch ? { alle: 'missing', afsendelse: dispatch.id } : { alle: 'overdue' };
  return <Act action="/signaturer/paamindelser" look="primary" label={dispatch ? words.remindAll(n) : words.remindLate(n)} fields={fields} />;
};

const columns = (ofDispatch: boolean) => {
  const { pick, who, letter, signBy, state, reminded, acts } = words.columns;
  return [{ label: pick, hidden: true }, { label: who }, ...(ofDispatch ? [] : [{ label: letter }]), { label: signBy }, { label: state }, { label: reminded }, { label: acts, hidden: true }];
};

/** Who has not signed: those whose day is over first; reminded from here. */
export const SignaturesPage = ({ list, dispatch, today }: SignaturesProps) => {
  const { counts } = list;
  const address = (filter: SignatureFilter, page = 1) => signaturesAddress({ filter, dispatchId: dispatch?.id ?? null, page });
  const shown = (['missing', 'overdue', 'failed', 'completed', 'cancelled', 'all'] as const).filter((filter) => filter === 'missing' || filter === 'all' || filter === list.filter || counts[filter] > 0);
  const nothing = list.filter === 'missing' && counts.all > 0 ? words.emptyMissing : words.emptyHeading;
  return (
    <>
      {dispatch ? <p class="row"><a href={`/afsendelser/${dispatch.id}`}>{words.toDispatch}</a> <a href="/signaturer">{words.everywhere}</a></p> : null}
      <div class="filters">
        <nav class="chips" aria-label={words.filterLabel}>
          {shown.map((filter) => <a href={address(filter)} aria-current={list.filter === filter ? 'true' : undefined}>{words.filters[filter]} <span class="chip-count">{amount(counts[filter])}</span></a>)}
        </nav>
      </div>
      {list.rows.length === 0 ? <Empty icon={counts.all > 0 ? 'check' : 'edit'} heading={nothing}>{counts.all === 0 ? words.emptyText : null}</Empty> : (
        <>
          <Table caption={words.title} columns={columns(dispatch !== null)}>
            {list.rows.map((row) => <SignatureLine row={row} today={today} ofDispatch={dispatch !== null} back={address(list.filter, list.page)} />)}
          </Table>
          <Pager {...list} href={(page) => address(list.filter, page)} />
          {list.rows.some((row) => row.remindable) ? (
            <form id="paamind" class="remind" method="post" action="/signaturer/paamindelser">
              <input type="hidden" name="til" value={address(list.filter, list.page)} />
              <button class="button button-secondary" type="submit">{words.remindChosen}</button>
              <p class="quiet">{words.remindHint}</p>
            </form>
          ) : null}
        </>
      )}
    </>
  );
};
