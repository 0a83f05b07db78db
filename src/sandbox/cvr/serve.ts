import { Hono, type Context } from 'hono';
import type { SandboxSettings } from '../settings.ts';
import { changeSettings, readSettings } from '../store/settings.ts';
import type { Store } from '../store/open.ts';
import type { SandboxCompany } from './companies.ts';
import { answerQuestion } from './datafordeler.ts';
import { companySource, QueryFault, search, unitSource } from './permanent.ts';

export type CvrPeer = { store: Store; base: Partial<SandboxSettings>; companies: SandboxCompany[] };
type Next = 'cvrNonsenseNext' | 'cvrHugeNext' | 'cvrPartialNext';

/** True when the next answer is to be spoilt this way; counts down. */
function strikes(peer: CvrPeer, fault: Next): boolean {
  const left = readSettings(peer.store, peer.base)[fault];
  if (left > 0) changeSettings(peer.store, { [fault]: left - 1 });
  return left > 0;
}

/** More than anybody should read: sent in pieces until the other side has had enough. */
function huge(): ReadableStream<Uint8Array> {
  const piece = new TextEncoder().encode(`"${'x'.repeat(1024 * 1024)}",`);
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      if ((sent += 1) > 64) controller.close();
      else controller.enqueue(piece);
    },
  });
}

/** Both dialects of the CVR register on one address: `/cvr-permanent/...` and `/CVR/v2`. Mounted at the control address. */
export function cvrApp(peer: CvrPeer): Hono {
  const app = new Hono();
  const settings = () => readSettings(peer.store, peer.base);
  const spoilt = (context: Context): Response | null => {
    if (settings().cvrDown) return context.text('Service Unavailable', 503);
    if (strikes(peer, 'cvrNonsenseNext')) return context.html('<html><body>It works</body></html>');
    if (strikes(peer, 'cvrHugeNext')) return new Response(huge(), { headers: { 'content-type': 'application/json' } });
    return null;
  };
  const slow = async () => { if (settings().cvrSlowMs > 0) await Bun.sleep(settings().cvrSlowMs); };
  const companies = () => peer.companies.map(companySource);
  const units = () => peer.companies.flatMap((company) => company.units.map((unit) => unitSource(company, unit)));

  const searchIn = (sources: () => { [key: string]: unknown }[], typed: boolean) => async (context: Context) => {
    await slow();
    const { cvrLogin, cvrTypedPathGone } = settings();
    if (cvrLogin !== '' && context.req.header('authorization') !== `Basic ${Buffer.from(cvrLogin).toString('base64')}`) return context.json({ error: 'security_exception', status: 401 }, 401);
    if (typed && cvrTypedPathGone) return context.json({ error: { type: 'index_not_found_exception', reason: 'no such index' }, status: 404 }, 404);
    const bad = spoilt(context);
    if (bad) return bad;
    try {
      const answer = search(sources(), await context.req.json());
      return context.json(strikes(peer, 'cvrPartialNext') ? { ...answer, _shards: { total: 6, successful: 4, skipped: 0, failed: 2 } } : answer);
    } catch (error) {
      if (!(error instanceof QueryFault) && !(error instanceof SyntaxError)) throw error;
      return context.json({ error: { type: 'parsing_exception', reason: error.message }, status: 400 }, 400);
    }
  };
  app.post('/cvr-permanent/virksomhed/_search', searchIn(companies, true));
  app.post('/cvr-permanent/produktionsenhed/_search', searchIn(units, true));
  app.post('/cvr-permanent/_search', searchIn(() => [...companies(), ...units()], false));
  app.post('/CVR/v2', async (context) => {
    await slow();
    const { cvrKey } = settings();
    if (cvrKey !== '' && context.req.query('apiKey') !== cvrKey) return context.json({ errors: [{ message: 'Invalid API key', extensions: { code: 'DAF-AUTH-0001' } }] }, 401);
    const bad = spoilt(context);
    if (bad) return bad;
    const body = await context.req.json<{ query?: unknown }>().catch(() => ({ query: undefined }));
    return context.json(answerQuestion(peer.companies, body.query));
  });
  return app;
}
