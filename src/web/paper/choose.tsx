import type { Problem } from '../../core/errors.ts';
import { draftCandidates, failedCandidates, getDispatch, planPaths, takePaths, type PaperRow, type Path, type PathChoice } from '../../sending/index.ts';
import { readSettings } from '../../settings/index.ts';
import { ChooseActions, ChoosePaths, type Typed } from '../../../views/paper/choose.tsx';
import { Gone } from '../../../views/paper/gone.tsx';
import { paper as words } from '../../../views/texts/paper.ts';
import { sentenceOf } from '../../../views/texts.ts';
import { attempt, readForm, type Form } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';

const paths: Path[] = ['print', 'remote', 'otherwise', 'wait'];
const styles = ['sending.css', 'paper.css'];
/** What the page is about: letters of a draft, or failed ones of a dispatch, of a cause, or all. */
type About = { dispatchId?: string | undefined; group?: string | undefined; draft: boolean };
type Input = { typed: Map<string, Typed>; note: string; duplex: boolean; /** All were set to one way at once. */ all?: boolean };

function show(c: Ctx, about: About, input?: Input, problem?: Problem) {
  const { db, clock } = c.get('deps');
  const actor = c.get('actor');
  const found = about.draft ? draftCandidates(db, actor, about.dispatchId!, clock.now()) : null;
  const { rows, total } = found ? { rows: found, total: found.length } : failedCandidates(db, actor, about, clock.now());
  const settings = readSettings(db);
  const as = (row: PaperRow): Typed => {
    const typed = input?.typed.get(row.letterId) ?? { path: row.path, address: row.typed ?? '', show: row.showProtected };
    // Who may be dead gets paper only when somebody says so of that very letter.
    return input?.all && (row.why === 'closed_person' || row.why === 'dead') && typed.path !== 'otherwise' ? { ...typed, path: 'wait' } : typed;
  };
  const atNote = problem?.reason.startsWith('resolution.note') ? problem : undefined;
  const action = about.draft ? `/afsendelser/${about.dispatchId}/papir` : '/papir';
  return page(c, {
    styles, wide: true, title: words.title, lead: about.draft ? words.leadDraft : words.leadFailed, problem, actions: rows.length > 0 ? ChooseActions({ plan: about.draft }) : undefined,
  }, <ChoosePaths
    rows={rows} total={total} typed={new Map(rows.map((row) => [row.letterId, as(row)]))} note={input?.note ?? rows.find((row) => row.note)?.note ?? ''} duplex={input?.duplex ?? settings['paper.duplex']} remote={settings['paper.remoteFolder'] !== ''}
    action={action} fields={{ ...(about.dispatchId && !about.draft ? { afsendelse: about.dispatchId } : {}), ...(about.group ? { grund: about.group } : {}) }} plan={about.draft} noteError={atNote && sentenceOf(atNote)}
    back={about.draft ? { href: `/afsendelser/${about.dispatchId}/kontrol`, label: words.backToReport } : { href: '/breve-der-kraever-dig', label: words.backToNeeds }}
  />);
}

/** The form as it was sent: for every letter on it its way, and what was typed. */
function inputOf(form: Form, all: Path | undefined): Input {
  const typed = new Map(form.all('brev').map((letterId) => {
    const path = all ?? paths.find((each) => each === form.text(`vej-${letterId}`)) ?? 'wait';
    return [letterId, { path, address: form.text(`adresse-${letterId}`), show: form.has(`vis-${letterId}`) }];
  }));
  return { typed, note: form.text('note'), duplex: form.has('tosidet') };
}

const choicesOf = (input: Input): PathChoice[] => [...input.typed].map(([letterId, { path, address, show: showProtected }]) => ({ letterId, path, address: address || null, showProtected }));

/** Sets all to one way and shows the form again; or does what it says. */
async function take(c: Ctx, about: About, form: Form, perform: (input: Input) => string | Response | Promise<Response>) {
  const all = form.text('handling') === 'alle' ? paths.find((each) => each === form.text('alle')) : undefined;
  const input = inputOf(form, all);
  if (all) return show(c, about, { ...input, all: true });
  let next: string | Response | Promise<Response> = '/';
  const answer = await attempt(c, () => { next = perform(input); }, { to: () => (typeof next === 'string' ? next : '/') }, (problem) => show(c, about, input, problem));
  return typeof next === 'string' ? answer : next;
}

export const showPaths = (c: Ctx) => show(c, { dispatchId: c.req.query('afsendelse'), group: c.req.query('grund'), draft: false });

export async function takeFailed(c: Ctx) {
  const form = await readForm(c);
  return take(c, { dispatchId: form.text('afsendelse') || undefined, group: form.text('grund') || undefined, draft: false }, form, (input) => {
    const gone = takePaths(c.get('deps'), c.get('actor'), choicesOf(input), { note: input.note, duplex: input.duplex });
    const one = gone.left.size === 0 && gone.handled === 0 && Number(gone.print !== null) + Number(gone.remote !== null) === 1;
    if (one) return `/printbunker/${gone.print ?? gone.remote}`;
    return Promise.resolve(page(c, { styles, title: words.gone.title }, <Gone {...gone} left={[...gone.left]} />));
  });
}

/** Of a draft: the choices are kept. One that is sent already has its letters under the failed ones. */
export function showPlan(c: Ctx) {
  const id = c.req.param('id')!;
  if (getDispatch(c.get('deps').db, c.get('actor'), id).state !== 'draft') return c.redirect(`/papir?afsendelse=${id}`, 303);
  return show(c, { dispatchId: id, draft: true });
}

export async function takePlan(c: Ctx) {
  const id = c.req.param('id')!;
  return take(c, { dispatchId: id, draft: true }, await readForm(c), (input) => {
    planPaths(c.get('deps'), c.get('actor'), id, choicesOf(input), input.note);
    sayDone(c, 'pathsPlanned');
    return `/afsendelser/${id}/kontrol`;
  });
}
