import type { Problem } from '../../core/errors.ts';
import { noticeMailOf, setNoticeMail } from '../../notices/index.ts';
import { readSettings } from '../../settings/index.ts';
import { MyPage } from '../../../views/my-page/my-page.tsx';
import { myPage } from '../../../views/texts/notices.ts';
import { sentenceOf } from '../../../views/texts.ts';
import { attempt, readForm } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx, Route } from '../route.ts';
import { sayDone } from '../said.ts';

function show(c: Ctx, typed?: { email: string; frequency: string }, problem?: Problem) {
  const { db } = c.get('deps');
  return page(c, { title: myPage.title, lead: myPage.lead, problem },
    <MyPage mail={noticeMailOf(db, c.get('actor').id)} typed={typed} error={problem && sentenceOf(problem)} sends={readSettings(db)['mail.host'] !== ''} />);
}

async function take(c: Ctx) {
  const form = await readForm(c);
  const typed = { email: form.text('email'), frequency: form.text('tit') };
  return attempt(c, () => {
    setNoticeMail(c.get('deps'), c.get('actor'), typed);
    sayDone(c, 'noticeMailSet');
  }, { to: '/min-side' }, (problem) => show(c, typed, problem));
}

export const myPageRoutes: Route[] = [
  { method: 'GET', path: '/min-side', rule: 'signed_in', handler: (c) => show(c) },
  { method: 'POST', path: '/min-side', rule: 'signed_in', handler: take },
];
