import type { SearchResult } from '../../src/search/index.ts';
import { Alert } from '../components/alert.tsx';
import { Act } from '../components/act.tsx';
import { Empty } from '../components/empty.tsx';
import { Pager } from '../components/pager.tsx';
import { BulkBar, type BulkOffer } from '../bulk/bar.tsx';
import { ArchiveSide, type Side } from '../archive/side.tsx';
import { CriteriaFields, CriteriaList, type Criteria, type Names } from './criteria-list.tsx';
import { FacetList } from './facets.tsx';
import { Hit } from './hits.tsx';
import { sentenceOf, texts } from '../texts.ts';
import { insteadOfServer } from '../texts/search-server.ts';

const words = texts.search;

type Props = {
  id: string; name: string | null; /** A name that was refused. */ typedName: string | undefined; criteria: Criteria; names: Names;
  /** Undefined where the search could not answer; the page says why. */
  result: SearchResult | undefined;
  /** What was typed, with the word that was probably meant. */
  meant: string | null;
  order: 'best' | 'newest'; address: (page: number, order: 'best' | 'newest') => string;
  side: Side; offer: BulkOffer | null;
  /** Percent of the archive in the index while it is built for the first time. */
  building: number | null;
};

/** The words that were meant, instead of those that were typed: one click, and a search of its own. */
const Suggestion = ({ criteria, meant }: { criteria: Criteria; meant: string }) => (
  <form class="suggestion" method="post" action="/soegninger">
    <CriteriaFields criteria={{ ...criteria, words: meant }} />
    <p>{words.suggestion} <button type="submit" class="function-link"><strong>{meant}</strong></button></p>
  </form>
);

const Order = ({ order, address }: Pick<Props, 'order' | 'address'>) => (
  <nav class="order" aria-label={words.order}>
    <a href={address(1, 'newest')} aria-current={order === 'newest' ? 'page' : undefined}>{words.newest}</a>
    <a href={address(1, 'best')} aria-current={order === 'best' ? 'page' : undefined}>{words.best}</a>
  </nav>
);

const Keep = ({ id, name, typedName }: Pick<Props, 'id' | 'name' | 'typedName'>) => (name !== null && typedName === undefined ? (
  <Act action={`/soegninger/${id}/navn`} label={words.forget} icon="close" look="link" fields={{ navn: '' }} />
) : (
  <form class="keep" method="post" action={`/soegninger/${id}/navn`}>
    <label class="form-label" for="navn">{words.saveLabel}</label>
    <input class="form-input" id="navn" name="navn" value={typedName ?? ''} maxlength={60} required autocomplete="off" />
    <button class="button button-secondary" type="submit">{words.save}</button>
  </form>
));

/** Left: the search and its criteria, narrowing, saved searches; right: what was found. */
export const Results = ({ id, name, typedName, criteria, names, result, meant, order, address, side, offer, building }: Props) => (
  <div class="archive">
    <ArchiveSide side={side} searched={criteria} searchId={id}>
      {result ? <FacetList facets={result.facets} criteria={criteria} names={names} more={result.more} /> : null}
    </ArchiveSide>
    <div>
      {building === null ? null : <Alert tone="info" heading={words.building(building)} />}
      {result?.insteadOf ? <Alert tone="warning" heading={insteadOfServer.heading}>{insteadOfServer.text(sentenceOf({ reason: result.insteadOf }))}</Alert> : null}
      <CriteriaList criteria={criteria} names={names} />
      {result && result.hits.length > 0 ? <Order order={order} address={address} /> : null}
      {result && criteria.words && !/[\p{L}\p{N}]/u.test(criteria.words) ? <p class="quiet">{words.noWords}</p> : null}
      {result?.shortened ? <p class="quiet">{words.shortened}</p> : null}
      {result && result.rankedNewest !== null ? <p class="quiet">{words.ranked(result.rankedNewest)}</p> : null}
      {meant === null ? null : <Suggestion criteria={criteria} meant={meant} />}
      {!result ? null : result.hits.length === 0
        ? <Empty icon="search" heading={words.nothingHeading}><p>{words.nothingText}</p><p><a href="/arkiv">{words.all}</a></p></Empty>
        : <><BulkBar offer={offer} /><ol class="hits" aria-label={words.results}>{result.hits.map((hit) => <Hit hit={hit} ticked={offer !== null} />)}</ol></>}
      {result ? <Pager page={result.page} pageSize={result.pageSize} total={result.total} href={(at) => address(at, order)} /> : null}
      {result ? <Keep id={id} name={name} typedName={typedName} /> : null}
    </div>
  </div>
);
