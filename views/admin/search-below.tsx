import type { Child } from 'hono/jsx';
import { danishTime } from '../../src/core/dates.ts';
import type { IndexHealth } from '../../src/search/index.ts';
import { Act } from '../components/act.tsx';
import { Alert } from '../components/alert.tsx';
import { Table } from '../components/table.tsx';
import { amount as number } from '../texts/count.ts';
import { searchPage as words } from '../texts/search-server.ts';
import { sentenceOf } from '../texts.ts';

type Props = {
  indexes: IndexHealth[];
  /** The name of the index that is asked now. */
  asked: string | undefined;
  ready: boolean; inClear: boolean; version: string | undefined; removals: number;
};


const stateOf = ({ state, lastError, lastErrorAt, toBuild, name }: IndexHealth, asked: string | undefined) => {
  if (lastError) return <>{words.failing(danishTime(lastErrorAt!))}. {sentenceOf({ reason: lastError })}</>;
  return state === 'building' ? words.building(toBuild) : name === asked ? words.answers : words.ready;
};

const Indexes = ({ indexes, asked }: Pick<Props, 'indexes' | 'asked'>) => (
  <Table caption={words.state} columns={[{ label: words.columns.engine }, { label: words.columns.state }, { label: words.columns.inArchive, numeric: true }, { label: words.columns.inIndex, numeric: true }, { label: words.columns.waiting, numeric: true }]}>
    {indexes.map((each) => (
      <tr><th scope="row">{words.engines[each.engine]}</th><td>{stateOf(each, asked)}</td><td class="numeric">{number(each.inArchive)}</td><td class="numeric">{number(each.inArchive - each.toBuild)}</td><td class="numeric">{number(each.waiting)}</td></tr>
    ))}
  </Table>
);

/** What a button does, and the button. */
const Choice = ({ text, children }: { text: string; children?: Child }) => <div><p class="quiet">{text}</p>{children}</div>;

/** How the engines are, a way to try the server, and to put it to use or leave it. */
export const SearchBelow = ({ indexes, asked, ready, inClear, version, removals }: Props) => {
  const onServer = indexes.filter(({ engine }) => engine === 'meilisearch');
  return (
    <>
      {inClear ? <Alert tone="warning" heading={words.inClear}>{words.inClearText}</Alert> : null}
      <section class="panel stack" aria-labelledby="search-state">
        <h2 id="search-state">{words.state}</h2>
        <Indexes indexes={indexes} asked={asked} />
        {removals > 0 ? <p class="quiet">{words.removals(removals)}</p> : null}
        {version ? <Alert tone="success">{words.answered(version)}</Alert> : null}
        {ready ? <Choice text={words.testText}><Act action="/administration/soegning/proeve" label={words.test} /></Choice> : null}
        {ready && onServer.length === 0 ? <Choice text={words.onText}><Act action="/administration/soegning/indeks" label={words.on} /></Choice> : null}
        {onServer.length > 0 && onServer.every(({ state }) => state === 'ready') ? <Choice text={words.againText}><Act action="/administration/soegning/indeks" label={words.again} /></Choice> : null}
        {onServer.length > 0 ? <Choice text={words.offText}><Act action="/administration/soegning/slukning" label={words.off} /></Choice> : null}
      </section>
      <section class="panel" aria-labelledby="search-differs">
        <h2 id="search-differs">{words.differs}</h2>
        <ul>{words.differences.map((each) => <li>{each}</li>)}</ul>
      </section>
    </>
  );
};
