import type { Child } from 'hono/jsx';
import { Act } from '../components/act.tsx';
import { Field } from '../components/field.tsx';
import { sending } from '../texts/sending.ts';
import { sentenceOf } from '../texts.ts';
import type { Questions, Refusal } from './recipients.tsx';

const words = sending.loose;
const most = 20;
/** Asked for by what a form posts to; the page itself knows where it stands. */
const address = (dispatchId: string, page: number, name: string) => `/afsendelser/${dispatchId}/sider/${page}/${name}`;

type Common = { dispatchId: string; back: string; pageHref: (page: number) => string; shownPage: number; refused: Refusal | undefined };

/** The letter that is made of one or more such pages, for a recipient typed by hand. */
const Owner = ({ dispatchId, back, page, refused }: Common & { page: number }) => {
  const wrongPages = refused?.problem.reason === 'pages.shape' || refused?.problem.reason === 'page.has_owner';
  const error = refused && sentenceOf(refused.problem);
  return (
    <details class="correct correct-left" open={refused !== undefined && refused.typed.pages !== ''}>
      <summary class="button button-secondary button-compact">{words.write}<span class="sr-only"> {words.writeLabel(page)}</span></summary>
      <form method="post" action={address(dispatchId, page, 'brev')}>
        <input type="hidden" name="til" value={back} />
        <Field id={`sider-${page}`} name="sider" label={words.pagesLabel} hint={words.pagesHint} value={refused?.typed.pages || String(page)} error={wrongPages ? error : undefined} size="short" autocomplete="off" required />
        <Field id={`ejer-${page}`} name="nummer" label={sending.recipients.numberLabel} hint={sending.recipients.numberHint} value={refused?.typed.number} error={wrongPages ? undefined : error} autocomplete="off" required />
        <button class="button button-secondary" type="submit">{words.save}</button>
      </form>
    </details>
  );
};

/** One page: picture, what is the matter, and the acts that settle it. */
const Item = ({ dispatchId, pageHref, shownPage, refused, page, heading, why, children }: Common & { page: number; heading: string; why: string; children?: Child }) => (
  <li class="letter letter-doubt loose-page" aria-current={page === shownPage ? 'true' : undefined}>
    <a class="thumb" href={pageHref(page)} tabindex={-1} aria-hidden="true"><img src={`/afsendelser/${dispatchId}/sider/${page}/billede?bredde=160`} alt="" width="42" height="56" loading="lazy" /></a>
    <div class="letter-who"><a href={pageHref(page)}><strong>{heading}</strong></a><p>{why}</p></div>
    <div class="settle">
      {refused && refused.typed.pages === '' ? <p class="form-error-message" role="alert">{sentenceOf(refused.problem)}</p> : null}
      <div class="settle-acts">{children}</div>
    </div>
  </li>
);

/** Pages that block the whole dispatch until a person has decided about them. */
export const LoosePages = ({ questions, ...common }: Omit<Common, never> & { questions: Questions }) => {
  const { unreadable, ownerless, leftOut, firstOwned } = questions;
  const { dispatchId, back } = common;
  if (unreadable.length + ownerless.length + leftOut.length === 0) return null;
  const act = (page: number, name: string, label: string, about: string) => <Act action={address(dispatchId, page, name)} label={label} about={about} fields={{ til: back }} />;
  const refusedAt = (page: number) => (common.refused?.pageNumber === page ? common.refused : undefined);
  const hidden = Math.max(0, unreadable.length - most) + Math.max(0, ownerless.length - most);
  return (
    <section class="loose" aria-labelledby="loose-heading">
      <h2 id="loose-heading" class="list-heading">{words.heading}</h2>
      <ul class="letters no-max-width">
        {unreadable.slice(0, most).map(({ page, why }) => (
          <Item {...common} page={page} refused={refusedAt(page)} heading={words.unreadable(page)} why={`${sending.unreadable[why] ?? sending.unreadable['unknown']} ${words.unreadableDo}`}>
            {act(page, 'udeladelse', words.leaveOut, words.leaveOutLabel(page))}
          </Item>
        ))}
        {ownerless.slice(0, most).map((page) => (
          <Item {...common} page={page} refused={refusedAt(page)} heading={words.ownerless(page)} why={words.ownerlessWhy}>
            {act(page, 'udeladelse', words.leaveOut, words.leaveOutLabel(page))}
            {firstOwned !== null && page > firstOwned ? act(page, 'tilfoejelse', words.join, words.joinLabel(page)) : null}
            <Owner {...common} page={page} refused={refusedAt(page)} />
          </Item>
        ))}
        {hidden > 0 ? <li class="letter-more">{words.more(hidden)}</li> : null}
        {leftOut.slice(0, most).map((page) => (
          <li class="letter-more"><span>{words.leftOut(page)}</span><Act action={address(dispatchId, page, 'genoprettelse')} label={words.restore} about={words.restoreLabel(page)} look="link" fields={{ til: back }} /></li>
        ))}
      </ul>
    </section>
  );
};
