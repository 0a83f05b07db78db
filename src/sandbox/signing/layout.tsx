import type { Child } from 'hono/jsx';
import { raw } from 'hono/html';
import { signingTexts, texts } from '../texts.ts';

/** The frame of the service's own pages, which a recipient sees. */
export function ServiceLayout(props: { title: string; children: Child }) {
  return (
    <>
      {raw('<!doctype html>')}
      <html lang="da">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{props.title}</title>
          <link rel="stylesheet" href="/style.css" />
        </head>
        <body>
          <header><div class="bar"><span class="brand">{signingTexts.service}</span></div><p class="notice">{texts.notice}</p></header>
          <main id="content" tabindex={-1}>{props.children}</main>
        </body>
      </html>
    </>
  );
}
