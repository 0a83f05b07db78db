import type { Child } from 'hono/jsx';
import { may } from '../access/index.ts';
import { Problem, statusOf } from '../core/errors.ts';
import { openNoticeCount } from '../notices/index.ts';
import { seesStatistics } from '../reporting/index.ts';
import { readSettings } from '../settings/index.ts';
import { Layout, type Frame, type PageProps } from '../../views/layout.tsx';
import { roleWords } from '../../views/texts/admin.ts';
import { texts } from '../../views/texts.ts';
import { sentenceOf } from '../../views/texts.ts';
import { countsOf } from './counts.ts';
import type { Ctx } from './route.ts';
import { takeDone } from './said.ts';

/** The four places of the left navigation. Only what exists, and only what the actor may. */
function navigationOf(c: Ctx): Frame['navigation'] {
  const actor = c.get('actor') as Ctx['var']['actor'] | undefined;
  if (!actor) return [];
  const counts = countsOf(c.get('deps'), actor);
  const here = c.req.path;
  const under = (...starts: string[]) => starts.some((start) => here === start || here.startsWith(`${start}/`));
  const words = texts.frame;
  return [
    { href: '/overblik', label: words.overview, icon: 'home', current: under('/overblik', '/godkendelser'), count: counts.overview },
    ...(may(actor, 'dispatch') ? [{ href: '/afsendelser', label: words.send, icon: 'send', current: under('/afsendelser', '/breve', '/bilag', '/bilagsfiler', '/brevskabeloner', '/breve-der-kraever-dig', '/papir', '/printbunker', '/enkeltbrev', '/signaturer'), count: counts.send }] : []),
    ...(may(actor, 'receive') ? [{ href: '/modtaget', label: words.received, icon: 'email', current: under('/modtaget'), count: counts.received }] : []),
    ...(may(actor, 'read_cases') ? [{ href: '/arkiv', label: words.archive, icon: 'folder', current: under('/arkiv', '/sager', '/dokumenter', '/soegninger', '/samlet', '/kassation', '/elever') }] : []),
    ...(seesStatistics(actor) ? [{ href: '/statistik', label: words.statistics, icon: 'analytics', current: under('/statistik') }] : []),
    ...(may(actor, 'administer') ? [{ href: '/administration', label: words.administration, icon: 'settings', current: under('/administration', '/opsaetning') || (under('/elever') && !may(actor, 'read_cases')) }] : []),
  ];
}

/** What surrounds the page for whoever asked. */
export function frameOf(c: Ctx): Frame {
  const { config, db } = c.get('deps');
  const actor = c.get('actor') as Ctx['var']['actor'] | undefined;
  return {
    schoolName: readSettings(db)['school.name'],
    user: actor && { name: actor.name, roles: actor.roles.map((role) => roleWords[role].name).join(', ') },
    navigation: navigationOf(c),
    searchable: actor !== undefined && may(actor, 'read_cases'),
    notices: actor ? openNoticeCount(db, actor) : 0,
    demo: config.demo ? { sandboxPage: config.sandboxPage } : undefined,
  };
}

type Page = Omit<PageProps, 'frame' | 'children' | 'done' | 'problem'> & {
  /** Why the form came back; gives the page its status. */
  problem?: Problem | undefined;
  problemHeading?: string | undefined;
};

/** Answers a whole page. With `problem` it says why in a sentence, under the problem's status. */
export function page(c: Ctx, { problem, problemHeading, ...props }: Page, body: Child): Response | Promise<Response> {
  const said = problem && { heading: problemHeading ?? texts.frame.errorHeading, text: sentenceOf({ reason: problem.reason, values: problem.values }) };
  const content = <Layout {...props} frame={frameOf(c)} done={takeDone(c)} problem={said}>{body}</Layout>;
  return c.html(content, problem ? statusOf[problem.code] : 200);
}
