import { danishTime } from '../../src/core/dates.ts';
import type { NeedsPerson, Resolution } from '../../src/sending/types.ts';
import { Empty } from '../components/empty.tsx';
import { Pager } from '../components/pager.tsx';
import { LetterBadge } from '../components/state-badge.tsx';
import { sending } from '../texts/sending.ts';
import { sentenceOf } from '../texts.ts';
import { nameOf } from './letter-row.tsx';

const words = sending.needsPerson;

const Decide = ({ row }: { row: NeedsPerson }) => {
  const choices: Resolution[] = row.state === 'unknown' ? ['was_sent', 'send_again', 'give_up'] : row.documentId ? ['send_again', 'give_up'] : ['give_up'];
  return (
    <form method="post" action={`/breve/${row.id}/afgoerelse`} class="decide">
      <fieldset>
        <legend>{words.legend(nameOf(row))}</legend>
        {choices.map((choice) => (
          <div class="form-group-radio">
            <input class="form-radio" type="radio" id={`${choice}-${row.id}`} name="afgoerelse" value={choice} required />
            <label class="form-label" for={`${choice}-${row.id}`}>{words.resolutions[choice].label} <span class="quiet">{words.resolutions[choice].hint}</span></label>
          </div>
        ))}
      </fieldset>
      <button class="button button-secondary" type="submit">{words.save}</button>
    </form>
  );
};

export const NeedsPersonPage = ({ list, now }: { list: { rows: NeedsPerson[]; total: number; page: number; pageSize: number }; now: string }) => (
  <>
    {list.rows.length === 0 ? <Empty icon="check" heading={words.none} /> : (
      <ul class="needs">
        {list.rows.map((row) => (
          <li>
            <div>
              <strong>{nameOf(row)}</strong> <span class="quiet">{row.recipient?.masked} {row.recipient?.className}</span> <LetterBadge state={row.state} />
              <p>{row.reason ? sentenceOf({ reason: row.reason.key, values: row.reason.values }) : ''}</p>
              <p class="quiet">{words.from}: <a href={`/afsendelser/${row.dispatchId}`}>{row.dispatchTitle}</a>, {danishTime(row.updatedAt)}</p>
            </div>
            {row.resolvableAt && row.resolvableAt > now ? <p>{words.resolvableAt(danishTime(row.resolvableAt))}</p> : <Decide row={row} />}
          </li>
        ))}
      </ul>
    )}
    <Pager {...list} href={(side) => `/breve-der-kraever-dig?side=${side}`} />
    <section class="decision"><h2>{words.whyHeading}</h2><p>{words.why}</p></section>
  </>
);
