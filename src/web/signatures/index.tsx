import { localDay } from '../../core/dates.ts';
import { notFound, type Problem } from '../../core/errors.ts';
import { fetchSignatureAgain, getDispatch, lettersToRemind, listSignatures, refusedFile, remindableCounts, remindSigners, signatureFilters, withdrawSignature, type SignatureFilter, type ToRemind } from '../../sending/index.ts';
import { readSettings } from '../../settings/index.ts';
import { SignaturesActions, signaturesAddress, SignaturesPage } from '../../../views/signatures/signatures-page.tsx';
import { signatureWords } from '../../../views/texts/signatures.ts';
import { attempt, pageNumber, readForm } from '../form.ts';
import { localPath } from '../local-path.ts';
import { page } from '../page.tsx';
import type { Ctx, Route } from '../route.ts';
import { sayDone } from '../said.ts';
import { reminderPdf } from './reminder-pdf.ts';

const filterOf = (text: string | null | undefined): SignatureFilter => signatureFilters.find((each) => each === text) ?? 'missing';
type Where = { filter: SignatureFilter; dispatchId: string | null; page: number };

function list(c: Ctx, where: Where, problem?: Problem) {
  const { db, clock } = c.get('deps');
  const actor = c.get('actor');
  const today = localDay(clock.now());
  const dispatch = where.dispatchId ? getDispatch(db, actor, where.dispatchId) : null;
  const remindable = remindableCounts(db, actor, where.dispatchId, today);
  return page(c, {
    styles: ['sending.css'], title: dispatch ? signatureWords.ofDispatch(dispatch.title) : signatureWords.title, lead: dispatch ? undefined : signatureWords.lead, problem,
    actions: SignaturesActions({ dispatch, remindable }),
  }, <SignaturesPage list={listSignatures(db, actor, { ...where, today })} dispatch={dispatch} today={today} remindable={remindable} />);
}

const showSignatures = (c: Ctx) => list(c, { filter: filterOf(c.req.query('vis')), dispatchId: c.req.query('afsendelse') || null, page: pageNumber(c) });

/** The list a form stood on. */
function whereFrom(til: string): Where {
  const { pathname, searchParams } = new URL(localPath(til), 'http://here');
  return pathname === '/signaturer' ? { filter: filterOf(searchParams.get('vis')), dispatchId: searchParams.get('afsendelse'), page: Number(searchParams.get('side')) || 1 } : { filter: 'missing', dispatchId: null, page: 1 };
}

/** Makes a draft for each dispatch reminded of; one goes straight to its check. */
async function takeReminders(c: Ctx) {
  const form = await readForm(c);
  const { db, clock } = c.get('deps');
  const today = localDay(clock.now());
  const where = form.text('afsendelse') ? { filter: 'missing' as const, dispatchId: form.text('afsendelse'), page: 1 } : whereFrom(form.text('til'));
  const all = form.text('alle');
  const want: ToRemind = all === 'missing' || all === 'overdue' ? { filter: all, dispatchId: form.text('afsendelse') || null, today } : { ids: form.all('signatur') };
  let to = '/afsendelser';
  return attempt(c, async () => {
    const made: string[] = [];
    for (const [dispatchId, letters] of lettersToRemind({ db }, c.get('actor'), want)) made.push(await remind(c, dispatchId, letters, today));
    if (made.length === 1) to = `/afsendelser/${made[0]}/kontrol`;
    else sayDone(c, 'remindersMade');
  }, { to: () => to }, (problem) => list(c, where, problem));
}

async function remind(c: Ctx, dispatchId: string, letters: string[], today: string): Promise<string> {
  const deps = c.get('deps');
  const dispatch = getDispatch(deps.db, c.get('actor'), dispatchId);
  const school = readSettings(deps.db)['sender.label'] || readSettings(deps.db)['school.name'];
  const letter = await reminderPdf({ title: dispatch.title, sentAt: dispatch.submittedAt ?? dispatch.createdAt, signBy: dispatch.signBy }, school, today);
  return remindSigners(deps, c.get('actor'), dispatchId, letters, letter);
}

const act = (path: string, work: (c: Ctx, id: string) => void): Route => ({
  method: 'POST', path: `/signaturer/:id/${path}`, rule: 'dispatch',
  handler: async (c) => {
    const where = whereFrom((await readForm(c)).text('til'));
    return attempt(c, () => work(c, c.req.param('id') ?? ''), { to: signaturesAddress(where) }, (problem) => list(c, where, problem));
  },
});

/** A file that was not taken for signed: only ever taken away, never shown in a page of ours. */
async function showRefused(c: Ctx): Promise<Response> {
  const deps = c.get('deps');
  const { blobId } = refusedFile(deps, c.get('actor'), c.req.param('id') ?? '');
  const size = await deps.files.size(blobId).catch(() => { throw notFound('file_gone'); });
  return new Response(await deps.files.slice(blobId, 0, size), { headers: { 'Content-Type': 'application/octet-stream', 'Content-Length': String(size), 'Content-Disposition': 'attachment; filename="ikke-godkendt.pdf"', 'Content-Security-Policy': 'sandbox' } });
}

export const signatureRoutes: Route[] = [
  { method: 'GET', path: '/signaturer', rule: 'dispatch', handler: showSignatures },
  { method: 'POST', path: '/signaturer/paamindelser', rule: 'dispatch', handler: takeReminders },
  { method: 'GET', path: '/signaturer/:id/afvist-fil', rule: 'dispatch', handler: showRefused },
  act('annullering', (c, id) => {
    withdrawSignature(c.get('deps'), c.get('actor'), id);
    sayDone(c, 'signatureWithdrawn');
  }),
  act('hentning', (c, id) => {
    fetchSignatureAgain(c.get('deps'), c.get('actor'), id);
    sayDone(c, 'signatureFetched');
  }),
];
