import { listDocumentTypes } from '../../archive/index.ts';
import { danishDay } from '../../core/dates.ts';
import { forbidden, invalid, Problem } from '../../core/errors.ts';
import { connectionKeeper } from '../../jobs/index.ts';
import { plainLetter } from '../../pdf/index.ts';
import { answerCases, answerTarget, getMessage } from '../../receiving/index.ts';
import { draftAnswer, type Answer } from '../../sending/index.ts';
import { readSettings } from '../../settings/index.ts';
import { NewLetter, Reply, type Found, type Written } from '../../../views/receiving/reply.tsx';
import { senderOf, titleOf } from '../../../views/receiving/words.ts';
import { receiving as words } from '../../../views/texts/receiving.ts';
import { replying } from '../../../views/texts/replying.ts';
import { readForm, type Form } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { styles } from './lists.tsx';

const mostText = 20_000;

const writtenIn = (form: Form): Written => ({ title: form.text('titel').slice(0, 256), text: form.text('tekst'), type: form.text('type'), replyAllowed: form.has('besvares'), caseRef: form.text('sag') });

/** The letter that was written, as a draft to be looked at; answers its address. */
async function draft(c: Ctx, form: Form, written: Written, to: Omit<Answer, 'pdf' | 'pages' | 'title' | 'documentTypeId' | 'replyAllowed'>): Promise<string> {
  const deps = c.get('deps');
  if (!written.title || !written.text) throw invalid('message.reply_empty');
  if (written.text.length > mostText) throw invalid('message.reply_too_long', { most: mostText });
  const settings = readSettings(deps.db);
  const type = listDocumentTypes(deps.db).find((each) => each.id === written.type && each.active);
  const letter = await plainLetter({ from: settings['sender.label'] || settings['school.name'], date: danishDay(deps.clock.now()), heading: written.title, text: written.text });
  const id = await draftAnswer(deps, c.get('actor'), { ...to, ...letter, title: written.title, documentTypeId: type?.id ?? null, replyAllowed: written.replyAllowed });
  return form.text('videre') === 'kontrol' && type ? `/afsendelser/${id}/kontrol` : `/afsendelser/${id}/valg`;
}

const isTyped = (error: unknown): error is Problem => error instanceof Problem && (error.code === 'invalid' || error.code === 'conflict');

function replyPage(c: Ctx, id: string, written?: Written, problem?: Problem) {
  const { db, clock } = c.get('deps');
  const message = getMessage({ db, clock }, c.get('actor'), id);
  if (!message.may.reply) throw message.replyAllowed ? forbidden() : invalid('message.no_reply');
  const title = titleOf(message);
  const shown = written ?? { title: `Sv.: ${title.replace(/^sv\.:\s*/i, '')}`.slice(0, 256), text: '', type: '', replyAllowed: true, caseRef: '' };
  return page(c, { title: replying.title, lead: replying.lead(senderOf(message)), styles, problem, crumbs: [{ label: words.title, href: '/modtaget' }, { label: title, href: `/modtaget/${id}` }, { label: replying.title }] },
    <Reply id={id} written={shown} types={listDocumentTypes(db)} original={message.body} cases={answerCases(db, c.get('actor'), id)} />);
}

export const showReply = (c: Ctx) => replyPage(c, c.req.param('id') ?? '');

export async function takeReply(c: Ctx) {
  const id = c.req.param('id') ?? '';
  const form = await readForm(c);
  const written = writtenIn(form);
  try {
    return c.redirect(await draft(c, form, written, answerTarget(c.get('deps'), c.get('actor'), id, written.caseRef)), 303);
  } catch (error) {
    if (!isTyped(error)) throw error;
    return replyPage(c, id, written, error);
  }
}

const blank: Written = { title: '', text: '', type: '', replyAllowed: true, caseRef: '' };

function newPage(c: Ctx, parts: { cvr?: string; found?: Found | undefined; written?: Written; problem?: Problem | undefined }) {
  return page(c, { title: replying.newTitle, lead: replying.newLead, styles, problem: parts.problem, crumbs: [{ label: words.title, href: '/modtaget' }, { label: replying.newTitle }] },
    <NewLetter cvr={parts.cvr ?? ''} found={parts.found} written={parts.written ?? blank} types={listDocumentTypes(c.get('deps').db)} />);
}

export const showNewLetter = (c: Ctx) => newPage(c, {});

/** The organisation and its contact points, asked of Digital Post. */
async function find(c: Ctx, cvr: string, point: string): Promise<Found> {
  if (!/^\d{8}$/.test(cvr)) throw invalid('organisation.bad_number');
  const { mail } = await connectionKeeper(c.get('deps'))();
  const [organisation] = await mail.organisations(cvr);
  if (!organisation) throw invalid('organisation.not_found');
  const points = await mail.contactPoints(organisation.id);
  return { cvr, name: organisation.name, points, point: points.some(({ id }) => id === point) ? point : '' };
}

const asTyped = (error: unknown): Problem => {
  if (isTyped(error)) return error;
  if (error instanceof Problem && error.code === 'unavailable') return new Problem('unavailable', 'organisation.away');
  throw error;
};

export async function takeOrganisation(c: Ctx) {
  const cvr = (await readForm(c)).text('cvr').replace(/\s/g, '');
  try {
    return newPage(c, { cvr, found: await find(c, cvr, '') });
  } catch (error) {
    return newPage(c, { cvr, problem: asTyped(error) });
  }
}

export async function takeNewLetter(c: Ctx) {
  const form = await readForm(c);
  const cvr = form.text('cvr');
  const written = writtenIn(form);
  let found: Found | undefined;
  try {
    found = await find(c, cvr, form.text('punkt'));
    return c.redirect(await draft(c, form, written, { recipient: { kind: 'cvr', number: cvr, name: found.name }, recipientContactPointId: found.point || null, answers: null, caseId: null }), 303);
  } catch (error) {
    return newPage(c, { cvr, found, written, problem: asTyped(error) });
  }
}
