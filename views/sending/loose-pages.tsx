import { Act } from '../components/act.tsx';
import { sending } from '../texts/sending.ts';

const words = sending.loose;
const most = 20;

type Props = { dispatchId: string; back: string; unreadable: { page: number; why: string }[]; ownerless: number[]; leftOut: number[]; pageHref: (page: number) => string };

const Owner = ({ dispatchId, back, page }: { dispatchId: string; back: string; page: number }) => (
  <details class="correct">
    <summary class="function-link">{words.write}<span class="sr-only"> {words.writeLabel(page)}</span></summary>
    <form method="post" action={`/afsendelser/${dispatchId}/breve`} class="inline-form">
      <input type="hidden" name="til" value={back} />
      <label class="form-label" for={`sider-${page}`}>{words.pagesLabel}</label>
      <input class="form-input field-short" id={`sider-${page}`} name="sider" value={String(page)} required />
      <label class="form-label" for={`ejer-${page}`}>{sending.recipients.numberLabel}</label>
      <input class="form-input" id={`ejer-${page}`} name="nummer" autocomplete="off" required />
      <button class="button button-primary" type="submit">{words.save}</button>
    </form>
  </details>
);

/** Pages that block the whole dispatch until a person has decided about them. */
export const LoosePages = ({ dispatchId, back, unreadable, ownerless, leftOut, pageHref }: Props) => {
  if (unreadable.length + ownerless.length + leftOut.length === 0) return null;
  const act = (page: number, name: string) => `/afsendelser/${dispatchId}/sider/${page}/${name}`;
  const fields = { til: back };
  return (
    <section class="loose" aria-labelledby="loose-heading">
      <h2 id="loose-heading">{words.heading}</h2>
      <ul>
        {unreadable.slice(0, most).map(({ page, why }) => (
          <li>
            <p><a href={pageHref(page)}><strong>{words.unreadable(page)}</strong></a> {sending.unreadable[why] ?? sending.unreadable.unknown} {words.unreadableDo}</p>
            <Act action={act(page, 'udeladelse')} label={words.leaveOut} about={String(page)} fields={fields} />
          </li>
        ))}
        {ownerless.slice(0, most).map((page) => (
          <li>
            <p><a href={pageHref(page)}><strong>{words.ownerless(page)}</strong></a> {words.ownerlessWhy}</p>
            <div class="settle-acts">
              <Act action={act(page, 'udeladelse')} label={words.leaveOut} about={String(page)} fields={fields} />
              {page > 1 ? <Act action={act(page, 'tilfoejelse')} label={words.join} about={String(page)} fields={fields} /> : null}
              <Owner dispatchId={dispatchId} back={back} page={page} />
            </div>
          </li>
        ))}
        {leftOut.slice(0, most).map((page) => (
          <li class="quiet"><p>{words.leftOut(page)}</p><Act action={act(page, 'genoprettelse')} label={words.restore} about={String(page)} look="link" fields={fields} /></li>
        ))}
      </ul>
      {unreadable.length > most || ownerless.length > most ? <p>{words.more(Math.max(0, unreadable.length - most) + Math.max(0, ownerless.length - most))}</p> : null}
    </section>
  );
};
