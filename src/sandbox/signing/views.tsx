import { danishDay, danishTime } from '../../core/dates.ts';
import { signingTexts as words } from '../texts.ts';
import type { SigningRow } from './store.ts';

const State = ({ row }: { row: SigningRow }) => <span class={`status ${row.state === 'completed' ? 'good' : row.state === 'received' || row.state === 'started' ? 'quiet' : 'bad'}`}>{words.states[row.state]}</span>;

/** One request as its person sees it. */
export function SignPage({ row }: { row: SigningRow }) {
  const open = row.state === 'received' || row.state === 'started';
  return (
    <>
      <h1>{row.title}</h1>
      <dl class="facts">
        <div><dt>{words.from}</dt><dd>{row.sender}</dd></div>
        <div><dt>{words.signer}</dt><dd>{row.signer}</dd></div>
        {row.sign_by ? <div><dt>{words.signBy}</dt><dd>{danishDay(row.sign_by)}</dd></div> : null}
        <div><dt>{words.state}</dt><dd><State row={row} /></dd></div>
      </dl>
      {open ? (
        <div class="sign">
          <form method="post" action={`/s/${row.token}/signatur`}>
            <p>{words.signText(row.signer)}</p>
            <button class="act" type="submit">{words.sign}</button>
          </form>
          <details>
            <summary>{words.declineOpen}</summary>
            <form method="post" action={`/s/${row.token}/afvisning`}>
              <p><label for="reason">{words.why}</label> <input id="reason" name="reason" maxlength={500} /></p>
              <button type="submit">{words.decline}</button>
            </form>
          </details>
        </div>
      ) : <p role="status">{words.after[row.state]}</p>}
      <iframe src={`/s/${row.token}/document`} title={row.title} />
    </>
  );
}

/** Every request, for whoever tries the portal: from here one signs without going through the mailbox. */
export function SigningList({ rows }: { rows: SigningRow[] }) {
  return (
    <>
      <h1>{words.title}</h1>
      <p class="about">{words.intro}</p>
      {rows.length === 0 ? <p class="empty">{words.none}</p> : (
        <div class="table" tabindex={0} role="group" aria-label={words.title}>
          <table>
            <thead><tr><th scope="col">{words.columns.title}</th><th scope="col">{words.columns.signer}</th><th scope="col">{words.columns.state}</th><th scope="col">{words.columns.at}</th></tr></thead>
            <tbody>{rows.map((row) => <tr><td><a href={`/s/${row.token}`}>{row.title}</a></td><td>{row.signer}</td><td><State row={row} /></td><td>{danishTime(new Date(row.updated_at))}</td></tr>)}</tbody>
          </table>
        </div>
      )}
    </>
  );
}
