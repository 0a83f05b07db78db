import { afterAll, beforeAll, expect, test } from 'bun:test';
import { findUserByName, giveCaseAccess, may, roles, type Actor, type Permission, type Role } from '../../src/access/index.ts';
import * as archive from '../../src/archive/index.ts';
import { askColleague } from '../../src/notices/index.ts';
import { routes } from '../../src/web/routes.ts';
import { openPortal, origin } from './portal.ts';

/**
 * The interface never shows what will be refused: every link and every form on every page that a role comes to, from Overblik on,
 * is asked for as that role. Each form is sent as it stands on the page, and taken back, so that one does not change the next.
 */
const portal = openPortal();
const { deps } = portal;
const { db } = deps;
afterAll(() => portal.close());
const actor = (name: string): Actor => findUserByName(db, name)!;
async function* text(words: string) { yield new TextEncoder().encode(words); }

beforeAll(async () => {
  const ids = new Map<Role, string>();
  for (const role of roles) ids.set(role, await portal.user(role, role, role));
  await portal.user('lise', 'Lise', 'secretary');
  const lise = actor('lise');
  archive.layDocumentTypes(deps, null, ['Advarsel', 'Brev']);
  await archive.laySchoolPlan(deps, null);
  const letter = await portal.letter({ cpr: '0101071234', name: 'Sofie Juul', title: 'Optagelse' });
  const other = await portal.letter({ cpr: '0202081234', name: 'Mads Juhl', title: 'Advarsel' });
  const filed = await archive.fileDocument(deps, lise, letter.caseId, { filename: 'referat.txt', content: text('om rejsen') });
  await archive.addVersion(deps, lise, filed, { filename: 'referat2.txt', content: text('om rejsen igen') });
  for (const subject of [{ kind: 'case' as const, id: letter.caseId }, { kind: 'document' as const, id: filed }]) archive.addNote(deps, lise, subject, 'Husk');
  archive.addParty(deps, lise, letter.caseId, { name: 'Far', role: 'Forælder', number: '' });
  const node = archive.listFilingPlan(db)[1]!.id;
  for (const [title, wish] of [['Åben', {}], ['Lukket', {}], ['Fortrolig', { confidential: true }]] as const) {
    const id = archive.makeCase(deps, lise, { typeId: 'free', title, filingNodeId: node, confidential: false, ...wish });
    await archive.fileDocument(deps, lise, id, { filename: `${title}.txt`, content: text(title) });
    for (const role of ['reader', 'preparer', 'case_officer'] as const) giveCaseAccess(deps, lise, { caseId: id, userId: ids.get(role)!, kind: 'given', level: role === 'case_officer' ? 'write' : 'read' });
    if (title === 'Lukket') archive.setCaseStatus(deps, lise, id, 'closed');
  }
  for (const [role, kind, level] of [['reader', 'given', 'read'], ['preparer', 'given', 'write'], ['case_officer', 'officer', 'write']] as const) {
    giveCaseAccess(deps, lise, { caseId: letter.caseId, userId: ids.get(role)!, kind, ...(kind === 'given' ? { level } : {}) });
    askColleague(deps, lise, { subject: { kind: 'document', id: filed }, caseId: letter.caseId, userId: ids.get(role)!, note: 'Se den', dueOn: '' });
  }
  archive.mergeCases(deps, lise, other.caseId, (await portal.letter({ cpr: '0303081234', name: 'Mads Juhl', title: 'Brev' })).caseId);
  await portal.index();
}, 60_000);

type Offer = { from: string; method: 'GET' | 'POST'; to: string; fields: [string, string][]; upload: boolean };

/** Links and forms of a page, with what stands in their hidden fields. */
async function offersOf(html: string, from: string): Promise<Offer[]> {
  const offers: Offer[] = [];
  let form: Offer | null = null;
  let choice: [string, string] | null = null;
  await new HTMLRewriter()
    .on('a[href]', { element: (a) => void offers.push({ from, method: 'GET', to: a.getAttribute('href')!, fields: [], upload: false }) })
    .on('form', { element(element) {
      form = { from, method: element.getAttribute('method') === 'post' ? 'POST' : 'GET', to: element.getAttribute('action') ?? from, fields: [], upload: element.getAttribute('enctype') !== null };
      offers.push(form);
      element.onEndTag(() => { form = null; });
    } })
    .on('form input[type=hidden]', { element: (input) => void form?.fields.push([input.getAttribute('name') ?? '', decode(input.getAttribute('value') ?? '')]) })
    // A choice as a browser sends it: the one that is marked, or the first.
    .on('form select', { element(select) { choice = null; form?.fields.push((choice = [select.getAttribute('name') ?? '', ''])); } })
    .on('form option', { element(option) { if (choice && (option.hasAttribute('selected') || choice[1] === '')) choice[1] = decode(option.getAttribute('value') ?? ''); } })
    .transform(new Response(html)).text();
  return offers.map((each) => ({ ...each, to: decode(each.to) })).filter(({ to }) => to.startsWith('/') && !to.startsWith('//'));
}
const decode = (html: string) => html.replace(/&amp;/g, '&').replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&lt;/g, '<').replace(/&gt;/g, '>');
const patterns = routes.map((route) => ({ route, pattern: new RegExp(`^${route.path.replace(/:\w+(\{[^}]*\})?/g, '[^/]+')}$`) }));
const ruleOf = ({ method, to }: Offer) => patterns.find(({ route, pattern }) => route.method === method && pattern.test(to.split('?')[0]!.split('#')[0]!))?.route.rule;

async function send(offer: Offer, as: string): Promise<number> {
  if (!offer.upload) return (await portal.post(offer.to, offer.fields, as)).status;
  const form = new FormData();
  for (const [name, value] of offer.fields) form.append(name, value);
  form.append('fil', new File(['x'], 'x.txt'));
  return (await portal.app.request(`${origin}${offer.to}`, { method: 'POST', body: form, headers: { 'Sec-Fetch-Site': 'same-origin', Origin: origin, ...portal.cookieOf(as).headers } })).status;
}

for (const role of roles) {
  test(`a ${role} is offered nothing that is refused`, async () => {
    const seen = new Set<string>();
    const forms = new Map<string, Offer>();
    const refused: string[] = [];
    let pages = ['/overblik'];
    for (let depth = 0; depth < 6 && pages.length > 0; depth++) {
      const next: string[] = [];
      for (const address of pages) {
        const answer = await portal.get(address, role);
        if (answer.status >= 400 || (answer.status === 303 && answer.headers.get('location')?.includes('log-ind'))) refused.push(`${address}: ${answer.status}`);
        if (!answer.headers.get('content-type')?.includes('text/html')) { await answer.arrayBuffer(); continue; }
        for (const offer of await offersOf(await answer.text(), address)) {
          const rule = ruleOf(offer);
          if (rule !== undefined && rule !== 'public' && rule !== 'signed_in' && !may({ id: '', username: '', name: '', roles: [role] }, rule as Permission)) refused.push(`${offer.method} ${offer.to} on ${address}`);
          if (offer.method === 'POST') forms.set(`${offer.to} ${JSON.stringify(offer.fields)}`, offer);
          else if (!seen.has(offer.to.split('#')[0]!) && !offer.to.startsWith('/log')) { seen.add(offer.to.split('#')[0]!); next.push(offer.to.split('#')[0]!); }
        }
      }
      pages = next;
    }
    for (const offer of forms.values()) {
      if (offer.to === '/log-ud') continue;
      db.statement('BEGIN IMMEDIATE').run();
      try {
        const status = await send(offer, role);
        if (status === 403 || status === 404 || status >= 500) refused.push(`POST ${offer.to} on ${offer.from}: ${status}`);
      } finally {
        db.statement('ROLLBACK').run();
      }
    }
    expect(refused).toEqual([]);
    expect([seen.size > 30, forms.size > 20]).toEqual([true, true]);
  }, 120_000);
}
