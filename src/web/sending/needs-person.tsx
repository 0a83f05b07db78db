import { invalid, type Problem } from '../../core/errors.ts';
import {
  handledOtherwise, lettersOfGroup, lettersToSettle, mostAtOnce, needsPerson, needsPersonGroups, resolveLetter, resolutions, resolveLetters, takeBackHandled, type Resolution,
} from '../../sending/index.ts';
import { Groups, type GroupChoice } from '../../../views/sending/needs-groups.tsx';
import { NeedsPersonPage, type Kept } from '../../../views/sending/needs-person.tsx';
import { readSettings } from '../../settings/index.ts';
import { ConfirmSeveral, HandledList, SeveralDone } from '../../../views/sending/settle-several.tsx';
import { needs } from '../../../views/texts/needs-person.ts';
import { sending } from '../../../views/texts/sending.ts';
import { attempt, pageNumber, readForm } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';


/** The causes, which of them is looked at, and how many letters were handled otherwise. */
function choiceOf(c: Ctx, showing: GroupChoice['showing']): GroupChoice {
  const { db } = c.get('deps');
  const groups = needsPersonGroups(db, c.get('actor'));
  return { groups, chosen: groups.find((each) => each.group === c.req.query('grund')), handled: handledOtherwise(db, c.get('actor'), 1).total, showing };
}

const words = sending.needsPerson;

function list(c: Ctx, problem?: Problem, kept?: Kept) {
  const deps = c.get('deps');
  const choice = choiceOf(c, 'waiting');
  const found = needsPerson(deps.db, c.get('actor'), pageNumber(c), choice.chosen?.group ?? null);
  return page(c, { styles: ['sending.css'], title: words.title, lead: words.lead, problem }, <NeedsPersonPage list={found} now={deps.clock.now().toISOString()} kept={kept} choice={choice} note="" />);
}

export function showNeedsPerson(c: Ctx) {
  if (c.req.query('vis') !== 'haandteret') return list(c);
  const handled = handledOtherwise(c.get('deps').db, c.get('actor'), pageNumber(c));
  return page(c, { styles: ['sending.css'], title: words.title, lead: words.lead }, <><Groups {...choiceOf(c, 'handled')} /><HandledList list={handled} /></>);
}

/** Asks once more: who they are and what will happen. Nothing is changed yet. */
export async function confirmSeveral(c: Ctx) {
  const { db } = c.get('deps');
  const actor = c.get('actor');
  const form = await readForm(c);
  const group = form.text('grund');
  const resolution = form.text('afgoerelse') as Resolution;
  const note = form.text('note');
  const ids = form.text('omfang') === 'alle' ? lettersOfGroup(db, actor, group, mostAtOnce) : form.all('brev');
  const refused = !resolutions.includes(resolution) ? 'resolution.none' : ids.length === 0 ? 'resolution.no_letters' : resolution === 'handled_otherwise' && note === '' ? 'resolution.note_missing' : null;
  if (refused) {
    const choice = { ...choiceOf(c, 'waiting') };
    const chosen = choice.groups.find((each) => each.group === group);
    const found = needsPerson(db, actor, 1, chosen?.group ?? null);
    return page(c, { styles: ['sending.css'], title: words.title, lead: words.lead, problem: invalid(refused) },
      <NeedsPersonPage list={found} now={c.get('deps').clock.now().toISOString()} kept={undefined} choice={{ ...choice, chosen }} note={note} />);
  }
  const rows = lettersToSettle(db, actor, ids);
  return page(c, { styles: ['sending.css'], title: needs.confirmTitle, lead: needs.confirmLead(rows.length) }, <ConfirmSeveral rows={rows} wish={{ resolution, note, group, missing: new Set(ids).size - rows.length }} />);
}

/** Settles them; what had changed meanwhile is left and told. */
export async function takeSeveral(c: Ctx) {
  const form = await readForm(c);
  const resolution = form.text('afgoerelse') as Resolution;
  let result = '';
  return attempt(c, () => {
    if (!resolutions.includes(resolution)) throw invalid('resolution.none');
    const { settled, left } = resolveLetters(c.get('deps'), c.get('actor'), form.all('brev'), resolution, form.text('note'));
    result = `${settled}${[...left].map(([reason, letters]) => `,${reason}:${letters}`).join('')}`;
  }, { to: () => `/breve-der-kraever-dig/gjort?antal=${encodeURIComponent(result)}` }, (problem) => list(c, problem));
}

/** What an act on several came to; the counts stand in the address, so that the page can be looked at again. */
export function showSeveralDone(c: Ctx) {
  const [settled = '0', ...left] = (c.req.query('antal') ?? '').split(',');
  const told = left.map((each) => each.split(':')).filter(([reason, letters]) => /^[a-z_.]+$/.test(reason ?? '') && Number(letters) > 0).map(([reason, letters]) => [reason!, Number(letters)] as [string, number]);
  return page(c, { styles: ['sending.css'], title: needs.result }, <SeveralDone settled={Number(settled) || 0} left={told} unknownHours={readSettings(c.get('deps').db)['sending.unknownHours']} />);
}

export async function takeBack(c: Ctx) {
  return attempt(c, () => {
    takeBackHandled(c.get('deps'), c.get('actor'), c.req.param('id')!);
    sayDone(c, 'handledTakenBack');
  }, { to: '/breve-der-kraever-dig' }, (problem) => list(c, problem));
}

export async function takeResolution(c: Ctx) {
  const form = await readForm(c);
  const wanted = form.text('afgoerelse') as Resolution;
  return attempt(c, () => {
    resolveLetter(c.get('deps'), c.get('actor'), c.req.param('id')!, wanted, form.text('note'));
    sayDone(c, 'letterResolved');
  }, { to: '/breve-der-kraever-dig' }, (problem) => list(c, problem, { letterId: c.req.param('id')!, choice: wanted, note: form.text('note') }));
}
