import { html } from 'hono/html';
import type { Child } from 'hono/jsx';
import { assetPath } from './assets.ts';
import { Alert } from './components/alert.tsx';
import { Breadcrumb, type Crumb } from './components/breadcrumb.tsx';
import { NavigationList, type NavigationItem } from './components/navigation.tsx';
import { TopBar } from './components/top-bar.tsx';
import { texts } from './texts.ts';

/** What surrounds a page: whose it is and where the reader may go. */
export type Frame = {
  schoolName: string;
  /** Undefined before log-in. */
  user: { name: string; roles: string } | undefined;
  navigation: NavigationItem[];
  searchable: boolean;
  /** How many notices are open. */
  notices: number;
  demo: { sandboxPage: string } | undefined;
};

export type PageProps = {
  frame: Frame;
  title: string;
  /** In place of the title over the page, e.g. with a badge beside the words. */
  heading?: Child;
  /** Under the heading: one calm line. */
  lead?: Child;
  /** At the right of the heading: where the primary button always is. */
  actions?: Child;
  crumbs?: Crumb[] | undefined;
  /** Uses the whole width, for lists beside a viewer. */
  wide?: boolean | undefined;
  /** What was just done, in words. */
  done?: string | undefined;
  problem?: { heading: string; text: string } | undefined;
  /** Seconds after which a reader without scripts gets the page anew: for pages that move. */
  refresh?: number | undefined;
  modules?: string[] | undefined;
  styles?: string[] | undefined;
  children?: Child;
};

// history off: no snapshot of a page with personal data stays behind in the browser.
const htmxConfig = JSON.stringify({ history: false, includeIndicatorCSS: false, includeIndicatorStyles: false, allowEval: false, selfRequestsOnly: true, mode: 'same-origin' });

const Head = ({ title, frame, refresh, modules = [], styles = [] }: PageProps) => (
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>{`${title} · ${frame.schoolName}`}</title>
    <meta name="htmx-config" content={htmxConfig} />
    {refresh ? <noscript><meta http-equiv="refresh" content={String(refresh)} /></noscript> : null}
    <link rel="icon" href={assetPath('icon.svg')} type="image/svg+xml" />
    <link rel="stylesheet" href={assetPath('dkfds/css/dkfds.min.css')} />
    <link rel="stylesheet" href={assetPath('elevarkiv.css')} />
    {styles.map((name) => <link rel="stylesheet" href={assetPath(name)} />)}
    <script src={assetPath('htmx.js')} defer></script>
    <script src={assetPath('elevarkiv.js')} type="module"></script>
    {modules.map((name) => <script src={assetPath(name)} type="module"></script>)}
  </head>
);

/** The whole document. One `h1`, one place for the primary button. */
export const Layout = (props: PageProps) => {
  const { frame, title, heading, lead, actions, crumbs, wide, done, problem, children } = props;
  const navigation = frame.navigation.length > 0;
  return html`<!doctype html>${(
    <html lang="da">
      <Head {...props} />
      <body class={navigation ? 'framed' : 'unframed'}>
        <a class="skipnav" href="#indhold">{texts.frame.skip}</a>
        <TopBar frame={frame} />
        {navigation ? <NavigationList items={frame.navigation} /> : null}
        <main id="indhold" class={wide ? 'page page-wide' : 'page'} tabindex={-1}>
          {crumbs ? <Breadcrumb crumbs={crumbs} /> : null}
          <div class="page-head">
            <div class="page-title">
              <h1>{heading ?? title}</h1>
              {lead ? <div class="page-lead">{lead}</div> : null}
            </div>
            {actions ? <div class="page-actions">{actions}</div> : null}
          </div>
          {done ? <Alert tone="success">{done}</Alert> : null}
          {problem ? <Alert tone="error" heading={problem.heading}>{problem.text}</Alert> : null}
          {children}
        </main>
      </body>
    </html>
  )}`;
};
