import { danishDay, danishTime } from '../../src/core/dates.ts';
import type { SignatureRow } from '../../src/sending/index.ts';
import { Act } from '../components/act.tsx';
import { Confirm } from '../components/confirm.tsx';
import { Icon } from '../components/icon.tsx';
import { nameOf } from '../sending/letter-row.tsx';
import { signatureWords as words } from '../texts/signatures.ts';
import { sentenceOf } from '../texts.ts';
import { SignatureBadge } from './badge.tsx';

type Props = { row: SignatureRow; today: string; /** Every row is of one dispatch, which stands above. */ ofDispatch: boolean; back: string };

const open = new Set(['ordered', 'received', 'started']);
const arrived = new Set(['handed_over', 'delivered']);

const Deadline = ({ row, today }: Pick<Props, 'row' | 'today'>) => {
  if (!row.signBy) return <span class="quiet">{words.noDay}</span>;
  const late = row.signBy < today && (open.has(row.state) || row.state === 'signed');
  return late ? <strong class="late"><Icon name="warning" small />{words.late(danishDay(row.signBy))}</strong> : <>{danishDay(row.signBy)}</>;
};

/** What the state does not say by itself. */
const More = ({ row }: Pick<Props, 'row'>) => {
  if (row.reason) return <p class="why">{sentenceOf({ reason: row.reason.key, values: row.reason.values })}</p>;
  if (open.has(row.state) && !arrived.has(row.letterState)) return <p class="why">{words.notArrived}</p>;
  const said = row.state === 'completed' && row.signedAt ? words.signedAt(danishTime(row.signedAt)) : row.state === 'started' && row.startedAt ? words.openedAt(danishTime(row.startedAt)) : null;
  return said ? <span class="list-sub">{said}</span> : null;
};

const Reminded = ({ row }: Pick<Props, 'row'>) => (
  <>
    {row.reminderDraft ? <a href={`/afsendelser/${row.reminderDraft}`}>{words.reminderDraft}</a> : null}
    {row.reminders > 0 ? <>{row.reminderDraft ? <br /> : null}{words.reminders(row.reminders)}{row.remindedAt ? <span class="list-sub">{words.remindedLast(danishDay(row.remindedAt))}</span> : null}</> : null}
  </>
);

export const SignatureLine = ({ row, today, ofDispatch, back }: Props) => {
  const who = nameOf(row);
  return (
    <tr id={`signatur-${row.id}`}>
      <td>{row.remindable ? <span class="needs-pick"><input class="form-checkbox" type="checkbox" id={`vaelg-${row.id}`} name="signatur" value={row.id} form="paamind" /><label class="form-label" for={`vaelg-${row.id}`}><span class="sr-only">{words.pick(who)}</span></label></span> : null}</td>
      <td><span class="primary">{who}</span><span class="list-sub number">{row.recipient?.masked}{row.recipient?.className ? ` · ${row.recipient.className}` : ''}</span></td>
      {ofDispatch ? null : <td><a href={`/afsendelser/${row.dispatchId}`}>{row.dispatchTitle}</a></td>}
      <td class="nowrap"><Deadline row={row} today={today} /></td>
      <td><SignatureBadge state={row.state} /><More row={row} /></td>
      <td><Reminded row={row} /></td>
      <td>
        <div class="acts">
          <a class="function-link" href={`/dokumenter/${row.documentId}`}>{words.document}<span class="sr-only">: {who}</span></a>
          {row.state === 'failed' && row.verdict ? <Act action={`/signaturer/${row.id}/hentning`} label={words.again} look="link" about={who} fields={{ til: back }} /> : null}
          {open.has(row.state) ? <Confirm open={words.withdraw} question={words.withdrawSure(who)} action={`/signaturer/${row.id}/annullering`} label={words.withdraw} fields={{ til: back }} /> : null}
        </div>
      </td>
    </tr>
  );
};
