import { colleagues, endDeputy, listDeputies, may, nameDeputy } from '../../access/index.ts';
import { localDay } from '../../core/dates.ts';
import type { Problem } from '../../core/errors.ts';
import { noticeMailOf, setNoticeMail } from '../../notices/index.ts';
import { readSettings } from '../../settings/index.ts';
import { MyPage } from '../../../views/my-page/my-page.tsx';
import { myPage } from '../../../views/texts/notices.ts';
import { sentenceOf } from '../../../views/texts.ts';
import { Deputies, type DeputyForm } from '../../../views/admin/access.tsx';
import { readDeputy } from '../admin/access.tsx';
import { attempt, readForm } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx, Route } from '../route.ts';
import { sayDone } from '../said.ts';

function show(c: Ctx, typed?: { email: string; frequency: string }, problem?: Problem, deputy?: DeputyForm) {
  const { db, clock } = c.get('deps');
  const actor = c.get('actor');
  const today = localDay(clock.now());
  return page(c, { title: myPage.title, lead: myPage.lead, problem },
    <>
      <MyPage mail={noticeMailOf(db, actor.id)} typed={typed} error={typed && problem && sentenceOf(problem)} sends={readSettings(db)['mail.host'] !== ''} />
      {may(actor, 'read_cases') ? (
        <Deputies own action="/min-side/stedfortraeder" deputies={listDeputies(db, actor, today, actor.id)} users={colleagues(db, actor)}
          typed={deputy ?? { userId: actor.id, deputyId: '', fromDay: today, untilDay: '' }} />
      ) : null}
    </>);
}

async function take(c: Ctx) {
  const form = await readForm(c);
  const typed = { email: form.text('email'), frequency: form.text('tit') };
  return attempt(c, () => {
    setNoticeMail(c.get('deps'), c.get('actor'), typed);
    sayDone(c, 'noticeMailSet');
  }, { to: '/min-side' }, (problem) => show(c, typed, problem));
}

async function takeDeputy(c: Ctx) {
  const deputy = { ...readDeputy(await readForm(c)), userId: c.get('actor').id };
  return attempt(c, () => {
    nameDeputy(c.get('deps'), c.get('actor'), deputy);
    sayDone(c, 'deputyNamed');
  }, { to: '/min-side' }, (problem) => show(c, undefined, problem, deputy));
}

async function takeDeputyEnd(c: Ctx) {
  const form = await readForm(c);
  endDeputy(c.get('deps'), c.get('actor'), { userId: c.get('actor').id, deputyId: form.text('stedfortraeder') });
  sayDone(c, 'deputyEnded');
  return c.redirect('/min-side', 303);
}

export const myPageRoutes: Route[] = [
  { method: 'GET', path: '/min-side', rule: 'signed_in', handler: (c) => show(c) },
  { method: 'POST', path: '/min-side', rule: 'signed_in', handler: take },
  { method: 'POST', path: '/min-side/stedfortraeder', rule: 'read_cases', handler: takeDeputy },
  { method: 'POST', path: '/min-side/stedfortraeder/afslutning', rule: 'read_cases', handler: takeDeputyEnd },
];
