import { listDocumentTypes } from '../../archive/index.ts';
import { localDay } from '../../core/dates.ts';
import type { Problem } from '../../core/errors.ts';
import { countAttachments, countCopies, getDispatch, listContactPoints, listTemplates, optionSuggestions, setOptions, templateOf, type DispatchOptions, type OptionsInput } from '../../sending/index.ts';
import type { SignerChoice } from '../../signatures/index.ts';
import { readSettings } from '../../settings/index.ts';
import { AttachmentsPanel } from '../../../views/sending/attachments/panel.tsx';
import { CopiesPanel } from '../../../views/sending/copies/panel.tsx';
import { Options, OptionsActions } from '../../../views/sending/options.tsx';
import { TemplateNotice } from '../../../views/sending/templates/notice.tsx';
import { TemplatePanel } from '../../../views/sending/templates/panel.tsx';
import { StepHeading } from '../../../views/sending/steps.tsx';
import { options as words } from '../../../views/texts/options.ts';
import { attempt, readForm, type Form } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';

/** Whether *Skal signeres* can be chosen: a service is set up. */
const signingOffered = (c: Ctx) => readSettings(c.get('deps').db)['signing.baseUrl'] !== '';

function form(c: Ctx, id: string, typed?: OptionsInput, problem?: Problem) {
  const { db, clock } = c.get('deps');
  const actor = c.get('actor');
  const dispatch = getDispatch(db, actor, id);
  if (dispatch.state !== 'draft') return c.redirect(`/afsendelser/${id}`, 303);
  const settings = readSettings(db);
  const points = { usual: settings['sender.contactPoint'] !== '', others: listContactPoints(db).filter((point) => point.active) };
  // A day is proposed where nothing was chosen yet; it only counts with the switch.
  const proposed = dispatch.signatureRequired ? {} : { signBy: localDay(new Date(clock.now().getTime() + readSettings(db)['signing.days'] * 86_400_000)) };
  const values: DispatchOptions = { ...dispatch, ...proposed, ...typed };
  const use = templateOf(db, actor, id, clock.now());
  return page(c, {
    modules: ['sending-options.js'], styles: ['sending.css', 'sending-copies.css', 'sending-templates.css'], title: `${words.title}: ${dispatch.title}`, heading: StepHeading({ step: words.title, title: dispatch.title }),
    actions: OptionsActions(), problem, problemHeading: words.errors.summary,
  }, <><TemplateNotice dispatchId={id} use={use} /><Options
    id={id} types={listDocumentTypes(db).filter((type) => type.active)} values={values} suggestions={optionSuggestions(db, actor)}
    platformHolds={settings['sending.platformHolds']} points={points} signing={signingOffered(c)} today={localDay(clock.now())} problem={problem}
  ><AttachmentsPanel counts={countAttachments(db, actor, id)} /><CopiesPanel id={id} counts={countCopies(c.get('deps'), actor, id)} /><TemplatePanel id={id} all={listTemplates(db, actor)} use={use} /></Options></>);
}

export const showOptions = (c: Ctx) => form(c, c.req.param('id')!);

/** What the form says; sections that are not on the page leave their options as they are. */
function typedIn(c: Ctx, input: Form): OptionsInput {
  return {
    title: input.text('titel'), documentTypeId: input.text('type') || null, removeCpr: input.has('fjern'),
    replyAllowed: input.has('besvares'), replyBy: input.text('svarfrist') || null, contactPointId: input.text('kontaktpunkt') || null,
    deliverOn: input.has('udskyd') ? input.text('dato') || 'missing' : null, deliverTime: input.text('tid') || null,
    costCode: input.text('kontering') || null, department: input.text('afdeling') || null,
    ...(signingOffered(c) ? { signatureRequired: input.has('signeres'), signBy: input.text('signeringsfrist') || null, signers: (input.text('underskriver') || 'recipient') as SignerChoice } : {}),
  };
}

export async function takeOptions(c: Ctx) {
  const id = c.req.param('id')!;
  const input = await readForm(c);
  const typed = typedIn(c, input);
  const next = ['bilag', 'brevskabelon'].find((each) => input.text('videre') === each) ?? 'kontrol';
  return attempt(c, () => setOptions(c.get('deps'), c.get('actor'), id, typed), { to: `/afsendelser/${id}/${next}` }, (problem) => form(c, id, typed, problem));
}
