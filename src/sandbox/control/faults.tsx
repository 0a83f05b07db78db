import { Hono, type Context } from 'hono';
import type { Child } from 'hono/jsx';
import { readFileSync } from 'node:fs';
import type { Peer } from '../peer/context.ts';
import { defaultSettings, type SandboxSettings } from '../settings.ts';
import { countAll } from '../store/memos.ts';
import { changeSettings, readSettings } from '../store/settings.ts';
import { faultTexts, texts } from '../texts.ts';
import { fromHere } from './from-here.ts';
import { faultKinds, Faults, type FaultName } from './views/faults.tsx';

const script = readFileSync(new URL('./faults.js', import.meta.url), 'utf8');
const policy = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The value a form asks for, or null for nonsense. Counts are whole numbers to 10,000, times seconds to 600. */
function valueOf(name: FaultName, text: string): number | boolean | null {
  if ((faultKinds.switch as readonly string[]).includes(name)) return text === 'on' ? true : text === 'off' ? false : null;
  const number = Number(text.replace(',', '.'));
  if (text.trim() === '' || !Number.isFinite(number) || number < 0) return null;
  if ((faultKinds.time as readonly string[]).includes(name)) return number <= 600 ? Math.round(number * 1000) : null;
  return Number.isInteger(number) && number <= 10_000 ? number : null;
}

/** The page where a person makes the peer misbehave. `show` puts content into the frame of the sandbox's pages. */
export function faultPages(peer: Peer, show: (context: Context, title: string, here: 'faults', content: Child, status?: 200 | 422) => Response | Promise<Response>): Hono {
  const app = new Hono();
  const usual: SandboxSettings = { ...defaultSettings, ...peer.base };
  const names = Object.values(faultKinds).flat() as FaultName[];
  const page = (context: Context, refused?: string) => {
    context.header('content-security-policy', policy);
    const faults = <Faults settings={readSettings(peer.store, peer.base)} usual={usual} totals={countAll(peer.store, peer.clock.now().getTime()).totals} />;
    return show(context, texts.faults, 'faults', <>{refused ? <p class="refused" role="alert">{refused}</p> : null}{faults}</>, refused ? 422 : 200);
  };
  app.use('*', async (context, next) => {
    if (context.req.method === 'POST' && !fromHere(context)) return context.text('403', 403);
    return next();
  });
  app.get('/faults.js', (context) => context.body(script, 200, { 'content-type': 'text/javascript; charset=utf-8' }));
  app.get('/faults', (context) => page(context));
  app.post('/faults', async (context) => {
    const form = new URLSearchParams((await context.req.text()).slice(0, 1000));
    const name = names.find((each) => each === form.get('name'));
    const value = name ? valueOf(name, form.get('value') ?? '') : null;
    if (!name || value === null) return page(context, faultTexts.notANumber);
    changeSettings(peer.store, { [name]: value });
    return context.redirect(`/faults#${name}`, 303);
  });
  app.post('/faults/off', (context) => {
    changeSettings(peer.store, Object.fromEntries(names.map((name) => [name, usual[name]])));
    return context.redirect('/faults', 303);
  });
  return app;
}
