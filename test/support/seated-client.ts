import { until } from './box.ts';

/** A person at the portal by forms alone, over HTTP, as a browser without scripts would send them. */
export type SeatedClient = {
  /** A page as text. Throws where it is not answered with 200. */
  get(address: string): Promise<string>;
  /** Posts a form, and one with a file in it. */
  post(address: string, fields: Record<string, string>): Promise<void>;
  postFile(address: string, field: string, filename: string, content: Uint8Array): Promise<void>;
  /** Uploads one file and waits until its recipients are found and looked up. Answers the dispatch's id. */
  upload(filename: string, content: Uint8Array): Promise<string>;
  /** Chooses a title and the first document type, reads the report and submits it. */
  send(dispatch: string, title: string): Promise<void>;
};

/** Logs in at `base`. Throws where the portal does not answer within a minute or refuses. */
export async function seatedClient(base: string, username: string, password: string): Promise<SeatedClient> {
  const headers: Record<string, string> = { 'Sec-Fetch-Site': 'same-origin', Origin: base };
  await until(async () => (await fetch(`${base}/log-ind`).catch(() => null))?.ok ?? false, 'the portal');
  const page = async (path: string) => (await fetch(base + path, { headers, redirect: 'manual' })).text();
  const post = async (path: string, body: URLSearchParams | FormData) => {
    const answer = await fetch(base + path, { method: 'POST', body, headers, redirect: 'manual' });
    if (answer.status !== 303) throw new Error(`${path}: ${answer.status} ${wordsOf(await answer.text())}`);
    return answer;
  };
  const [names, values] = await fieldsOf(await page('/log-ind'));
  const form = new URLSearchParams(values);
  form.set(names.find((name) => /brug|name/i.test(name))!, username);
  form.set(names.find((name) => /kode|pass/i.test(name))!, password);
  headers['Cookie'] = (await post('/log-ind', form)).headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ');
  return {
    async get(address) {
      const answer = await fetch(base + address, { headers, redirect: 'follow' });
      const text = await answer.text();
      if (answer.status !== 200) throw new Error(`${address}: ${answer.status}`);
      return text;
    },
    async post(address, fields) {
      await post(address, new URLSearchParams(fields));
    },
    async postFile(address, field, filename, content) {
      const body = new FormData();
      body.append(field, new File([content as Uint8Array<ArrayBuffer>], filename));
      await post(address, body);
    },
    async upload(filename, content) {
      const body = new FormData();
      body.append('fil', new File([content as Uint8Array<ArrayBuffer>], filename));
      const id = /\/afsendelser\/([0-9a-f-]{36})/.exec((await post('/afsendelser', body)).headers.get('location') ?? '')![1]!;
      await until(async () => (await fetch(`${base}/afsendelser/${id}/kontrol`, { headers, redirect: 'manual' })).status === 200, 'the recipients', 180);
      return id;
    },
    async send(dispatch, title) {
      const options = await page(`/afsendelser/${dispatch}/valg`);
      const type = /<option value="([^"]+)"/.exec(options)![1]!;
      await post(`/afsendelser/${dispatch}/valg`, new URLSearchParams({ titel: title, type, fjern: 'on' }));
      // The look-up of mailboxes may still be at it: the report offers its form when nothing stands in the way.
      let report = '';
      let fields: Record<string, string> = {};
      await until(async () => {
        report = await page(`/afsendelser/${dispatch}/kontrol`);
        [, fields] = await fieldsOf(report);
        return 'kontrol' in fields;
      }, 'the report', 30).catch((error: Error) => { throw new Error(`${error.message}: ${wordsOf(report)}`); });
      await post(`/afsendelser/${dispatch}/indsendelse`, new URLSearchParams(fields));
    },
  };
}

const wordsOf = (html: string) => html.replace(/^[^]*<main/, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').slice(0, 1500);

/** Names of all inputs of a page, and the values of the hidden ones. */
async function fieldsOf(html: string): Promise<[string[], Record<string, string>]> {
  const names: string[] = [];
  const values: Record<string, string> = {};
  await new HTMLRewriter().on('input', {
    element(input) {
      const name = input.getAttribute('name');
      if (name) names.push(name);
      if (name && input.getAttribute('type') === 'hidden') values[name] = input.getAttribute('value') ?? '';
    },
  }).transform(new Response(html)).text();
  return [names, values];
}
