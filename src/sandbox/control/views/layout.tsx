import type { Child } from 'hono/jsx';
import { raw } from 'hono/html';
import { texts } from '../../texts.ts';

export type Place = 'mailboxes' | 'post' | 'refused' | 'signing' | 'faults' | 'certificates';

/** The frame of every page. `here` marks the place in the navigation; `totals` stands at the foot. */
export function Layout(props: { title: string; here: Place | null; totals: string; children: Child }) {
  const link = (href: string, key: Place) => (
    <li><a href={href} aria-current={props.here === key ? 'page' : undefined}>{texts[key]}</a></li>
  );
  return (
    <>
      {raw('<!doctype html>')}
      <html lang="da">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{`${props.title} · ${texts.title}`}</title>
          <link rel="stylesheet" href="/style.css" />
          <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        </head>
        <body>
          <a class="skip" href="#content">{texts.skip}</a>
          <header>
            <div class="bar">
              <a class="brand" href="/"><img src="/icon.svg" alt="" width="28" height="28" />{texts.title}</a>
              <nav aria-label={texts.navigation}><ul>{link('/', 'mailboxes')}{link('/post', 'post')}{link('/refused', 'refused')}{link('/signing', 'signing')}{link('/faults', 'faults')}{link('/certificates', 'certificates')}</ul></nav>
            </div>
            <p class="notice">{texts.notice}</p>
          </header>
          <main id="content" tabindex={-1}>{props.children}</main>
          <footer>{props.totals}</footer>
        </body>
      </html>
    </>
  );
}
