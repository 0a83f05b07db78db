import { listDocumentTypes } from '../../archive/index.ts';
import type { Actor } from '../../access/index.ts';
import type { Deps } from '../../deps.ts';
import { applyRecipientList, chooseListColumns, getDispatch, getRecipientList, setOptions, takeRecipientList, uploadDispatch, type ListChoice, type ListJoin } from '../../sending/index.ts';
import { workOn } from './own-work.ts';

export type SendWish = {
  file: { name: string; bytes: Uint8Array }; title: string; type: string;
  list: { name: string; bytes: Uint8Array; join: ListJoin | null; key: string | null; pagesPerLetter: number | null; map: string | null } | null;
  replyAllowed: boolean; keepCpr: boolean; deliverOn: string | null;
};
type ListProblem = { row: number | null; level: 'stop' | 'error' | 'note'; reason: string; values: Record<string, string | number> };
export type Made = { id: string; list: { rows: number; joined: number; used: boolean; choice: ListChoice | null; problems: ListProblem[] } | null };

async function* once(bytes: Uint8Array) {
  yield bytes;
}

/** The type by its name or id. Throws with the names there are. */
function typeOf(deps: Deps, wanted: string): string {
  const types = listDocumentTypes(deps.db).filter(({ active }) => active);
  const found = types.find(({ id, name }) => id === wanted || name.toLocaleLowerCase('da') === wanted.trim().toLocaleLowerCase('da'));
  if (!found) throw new Error(`Dokumenttypen ${wanted} findes ikke. Der er: ${types.map(({ name }) => name).join(', ')}.`);
  return found.id;
}

/** Uploads, reads, joins the list and sets the options, by the same functions as the pages. */
export async function makeDraft(deps: Deps, actor: Actor, wish: SendWish): Promise<Made> {
  const documentTypeId = typeOf(deps, wish.type);
  const id = await uploadDispatch(deps, actor, { filename: wish.file.name, content: once(wish.file.bytes) });
  const state = () => getDispatch(deps.db, actor, id).state;
  await workOn(deps, id, () => !['reading'].includes(state()));
  if (state() !== 'draft') throw new Error('Dokumentet kan ikke læses. Åbn det på siden Send for at se hvorfor.');
  const list = wish.list ? await useList(deps, actor, id, wish.list) : null;
  setOptions(deps, actor, id, { title: wish.title, documentTypeId, replyAllowed: wish.replyAllowed, removeCpr: !wish.keepCpr, deliverOn: wish.deliverOn });
  await workOn(deps, id, () => getDispatch(deps.db, actor, id).lookedUpAt !== null && noWork(deps, id));
  return { id, list };
}

const noWork = (deps: Deps, id: string) => deps.db.statement("SELECT 1 FROM jobs WHERE state IN ('waiting', 'leased') AND kind = 'look-up-mailboxes' AND json_extract(payload, '$.dispatchId') = ? LIMIT 1").get(id) === undefined;

async function useList(deps: Deps, actor: Actor, id: string, wish: NonNullable<SendWish['list']>): Promise<Made['list']> {
  await takeRecipientList(deps, actor, id, { filename: wish.name, bytes: wish.bytes, ...(wish.map ? { mappingName: wish.map } : {}) });
  const read = async () => {
    await workOn(deps, id, () => getRecipientList(deps.db, actor, id)?.state !== 'reading');
    return getRecipientList(deps.db, actor, id)!;
  };
  let view = await read();
  const told = wish.join !== null || wish.key !== null || wish.pagesPerLetter !== null;
  if (view.choice && (view.state === 'needs_columns' || (told && view.state === 'preview'))) {
    chooseListColumns(deps, actor, id, choiceOf(view.choice, wish), '');
    view = await read();
  }
  const problems = deps.db.statement('SELECT row, level, reason, "values" FROM recipient_list_problems WHERE dispatch_id = ? ORDER BY n').all(id) as (Omit<ListProblem, 'values'> & { values: string })[];
  const said = problems.map((each) => ({ ...each, values: JSON.parse(each.values) as ListProblem['values'] }));
  if (view.problem) said.unshift({ row: null, level: 'stop', reason: view.problem.key, values: view.problem.values });
  const used = view.state === 'preview' && view.stops === 0 && (view.summary?.joined ?? 0) > 0;
  if (used) {
    applyRecipientList(deps, actor, id);
    await workOn(deps, id, () => getRecipientList(deps.db, actor, id)?.state !== 'applying');
  }
  return { rows: view.summary?.rows ?? 0, joined: view.summary?.joined ?? 0, used, choice: view.choice, problems: said };
}

/** What the list and the document suggest, with what the command says instead. */
function choiceOf(guess: ListChoice, wish: NonNullable<SendWish['list']>): ListChoice {
  const join = wish.join ?? (wish.pagesPerLetter !== null ? 'order' : wish.key !== null ? 'key' : guess.join);
  const columns = { ...guess.columns, ...(wish.key !== null ? { key: wish.key } : {}) };
  return { join, pagesPerLetter: join === 'order' ? (wish.pagesPerLetter ?? (wish.join === 'order' ? null : guess.pagesPerLetter)) : null, columns };
}
