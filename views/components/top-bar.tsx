import type { Frame } from '../layout.tsx';
import { texts } from '../texts.ts';
import { Icon } from './icon.tsx';

const words = texts.frame;

/** The search is POSTed: what people search for (a number, a name) must not stand in an address. */
const SearchBox = () => (
  <form class="top-search" role="search" aria-label={words.search} method="post" action="/soegninger">
    <label class="sr-only" for="top-search">{words.search}</label>
    <input id="top-search" name="ord" type="search" placeholder={words.searchHint} autocomplete="off" maxlength={200} aria-keyshortcuts="/" />
    <button type="submit" title={words.searchButton}><Icon name="search" small /><span class="sr-only">{words.searchButton}</span></button>
  </form>
);

export const TopBar = ({ frame }: { frame: Frame }) => (
  <header class="top">
    <a class="top-name" href="/">
      <span class="top-mark" aria-hidden="true"><Icon name="folder" small /></span>
      <span class="top-words"><span class="top-school">{frame.schoolName}</span><span class="top-product">{words.product}</span></span>
    </a>
    {frame.searchable ? <SearchBox /> : <span class="top-gap"></span>}
    {frame.demo ? (
      <p class="top-demo">
        <span>{words.demo}</span>
        {frame.demo.sandboxPage ? <a href={frame.demo.sandboxPage}>{words.sandbox}</a> : null}
      </p>
    ) : null}
    {frame.user ? (
      <a class="top-notices" href="/adviser">
        <Icon name="notifications" small />
        <span class="sr-only">{words.notices}</span>
        {frame.notices > 0 ? <span class="top-count"><span aria-hidden="true">{words.count(frame.notices)}</span><span class="sr-only">: {words.noticesWaiting(frame.notices)}</span></span> : null}
      </a>
    ) : null}
    {frame.user ? (
      <details class="top-user">
        <summary><Icon name="account" small /><span>{frame.user.name}</span><Icon name="chevron-down" small /></summary>
        <div class="top-menu">
          <p>{frame.user.name}<br /><span class="quiet">{frame.user.roles}</span></p>
          <p class="top-mine"><a href="/min-side">{words.mine}</a></p>
          <form method="post" action="/log-ud"><button class="button button-secondary" type="submit">{words.logOut}</button></form>
        </div>
      </details>
    ) : null}
  </header>
);
