import { danishTime } from '../../../core/dates.ts';
import type { MemoRow } from '../../store/memos.ts';
import { texts } from '../../texts.ts';

/** Letters that were taken but never delivered, and what the sender is told about them. */
export function Refused(props: { rows: MemoRow[] }) {
  return (
    <>
      <h1>{texts.refused}</h1>
      <p class="about">{texts.refusedIntro}</p>
      {props.rows.length === 0 ? <p class="empty">{texts.noneRefused}</p> : (
        <div class="table" tabindex={0} role="region" aria-label={texts.refused}>
          <table>
            <thead><tr>
              <th scope="col">{texts.letterTitle}</th><th scope="col">{texts.from}</th><th scope="col">{texts.received}</th>
              <th scope="col">{texts.outcome}</th><th scope="col">{texts.errorCode}</th><th scope="col">{texts.explanation}</th>
            </tr></thead>
            <tbody>
              {props.rows.map((row) => (
                <tr>
                  <th scope="row">{row.title}</th>
                  <td>{row.sender_label}</td>
                  <td>{danishTime(new Date(row.accepted_at))}</td>
                  <td><span class="status bad">{texts.outcomes[row.status]}</span></td>
                  <td class="number">{row.error_code}</td>
                  <td lang="en">{row.error_message}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
