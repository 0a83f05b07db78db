import { danishTime } from '../../src/core/dates.ts';
import type { BatchDetail, BatchLetter } from '../../src/sending/index.ts';
import { Act } from '../components/act.tsx';
import { Alert } from '../components/alert.tsx';
import { Confirm } from '../components/confirm.tsx';
import { Icon } from '../components/icon.tsx';
import { Table } from '../components/table.tsx';
import { batches as words } from '../texts/paper.ts';
import { sentenceOf } from '../texts.ts';
import { BatchBadge } from './batch-badge.tsx';

const at = (batch: BatchDetail, what: string) => `/printbunker/${batch.id}/${what}`;
const nameOf = (row: BatchLetter) => row.recipient.name ?? row.recipient.masked;
const said = (reason: { key: string; values: Record<string, string | number> }) => sentenceOf({ reason: reason.key, values: reason.values });

/** Opens the PDF in a page of its own: a new tab, so that this page is there when it is printed. */
export const BatchActions = ({ batch }: { batch: BatchDetail }) => (batch.kind === 'print' && batch.state === 'ready' && batch.hasFile
  ? <a class="button button-primary" href={at(batch, 'fil')} target="_blank" rel="noopener"><Icon name="print" small />{words.open}</a> : null);

const Files = ({ batch }: { batch: BatchDetail }) => (
  <p class="batch-files">
    {batch.hasFile && batch.state === 'ready' ? <a href={`${at(batch, 'fil')}?hent`}>{words.save}</a> : null}
    <a href={at(batch, 'liste')}>{words.list}</a>
    <a href={at(batch, 'liste-csv')}>{words.csv}</a>
  </p>
);

const Ready = ({ batch }: { batch: BatchDetail }) => (batch.kind === 'print' ? (
  <section class="panel" aria-labelledby="steps">
    <h2 id="steps">{words.printSteps.heading}</h2>
    <p>{words.sum(batch.pages ?? 0, batch.sheets ?? 0, batch.duplex)}</p>
    <ol class="batch-steps"><li>{words.printSteps.open}</li><li>{words.printSteps.fill}</li><li>{words.printSteps.mark}</li></ol>
    <Files batch={batch} />
    <div class="form-acts"><Act action={at(batch, 'printet')} label={words.mark(batch.letters)} look="secondary" icon="check" /></div>
  </section>
) : (
  <section class="panel" aria-labelledby="steps">
    <h2 id="steps">{words.handOver(batch.letters)}</h2>
    <p>{words.handOverAsk(batch.letters)}</p>
    <Files batch={batch} />
    <div class="form-acts"><Act action={at(batch, 'aflevering')} label={words.handOver(batch.letters)} look="primary" /></div>
  </section>
));

const Status = ({ batch }: { batch: BatchDetail }) => {
  switch (batch.state) {
    case 'making': return <Alert tone="info">{words.making}</Alert>;
    case 'handing_over': return <Alert tone="info">{words.handingOver}</Alert>;
    case 'failed': return (
      <Alert tone="error">
        <p>{batch.problem ? said(batch.problem) : ''}</p>
        {batch.letters > 0 ? <Act action={at(batch, batch.problem?.key === 'paper.folder' ? 'aflevering' : 'igen')} label={words.again} /> : null}
      </Alert>
    );
    case 'dissolved': return <Alert tone="info">{words.dissolvedText(danishTime(batch.doneAt!))}</Alert>;
    case 'done': return (
      <>
        <Alert tone="success">{words.doneText[batch.kind](danishTime(batch.doneAt!), batch.doneBy ?? '')}{batch.folder ? ` ${words.folder(batch.folder)}` : ''}</Alert>
        <p class="quiet">{batch.kind === 'print' ? batch.hasFile ? <><a href={at(batch, 'fil')} target="_blank" rel="noopener">{words.reprint}</a> {words.reprintHint} </> : `${words.fileGone} ` : null}{words.takeBackHint}</p>
        <Files batch={batch} />
      </>
    );
    default: return <Ready batch={batch} />;
  }
};

const Row = ({ row, batch }: { row: BatchLetter; batch: BatchDetail }) => (
  <tr>
    <td class="numeric">{row.position ?? ''}</td>
    <td><span class="primary">{nameOf(row)}</span><span class="list-sub number">{row.recipient.masked}</span></td>
    <td>{row.address ? row.address.join(', ') : row.without ? <em>{words.without[row.without]}</em> : ''}{row.problem ? <span class="list-sub batch-problem">{said(row.problem)}</span> : null}</td>
    <td><a href={`/afsendelser/${row.dispatchId}`}>{row.dispatchTitle}</a></td>
    <td class="numeric">{row.sheets ?? ''}</td>
    <td class="nowrap">
      {row.documentId ? <a class="row-act" href={`/dokumenter/${row.documentId}`}>{words.rows.archive}<span class="sr-only">{words.rows.archiveOf(nameOf(row))}</span></a> : null}
      {batch.state === 'ready' && row.position !== null && batch.letters > 1 ? <Act action={at(batch, `breve/${row.letterId}/udtagning`)} label={words.rows.out} about={words.rows.outOf(nameOf(row))} look="link" /> : null}
    </td>
  </tr>
);

const Rows = ({ rows, heading, batch, id }: { rows: BatchLetter[]; heading: string; batch: BatchDetail; id: string }) => {
  const { columns } = words.rows;
  return (
    <section class="panel panel-flush" aria-labelledby={id}>
      <h2 id={id}>{heading}</h2>
      <Table caption={heading} columns={[{ label: columns.position, numeric: true }, { label: columns.recipient }, { label: columns.address }, { label: columns.dispatch }, { label: columns.sheets, numeric: true }, { label: columns.acts, hidden: true }]}>
        {rows.map((row) => <Row row={row} batch={batch} />)}
      </Table>
    </section>
  );
};

/** One batch: what to do with it, and its letters as they will be printed. */
export const BatchPage = ({ batch }: { batch: BatchDetail }) => {
  const going = batch.rows.filter((row) => row.position !== null || batch.state === 'making');
  const out = batch.rows.filter((row) => !going.includes(row) && row.problem !== null);
  const open = batch.state === 'making' || batch.state === 'ready' || batch.state === 'failed';
  const waits = batch.state === 'making' || batch.state === 'handing_over';
  return (
    <div {...(waits ? { id: 'bunke', 'hx-get': `/printbunker/${batch.id}`, 'hx-trigger': 'every 2s', 'hx-target': '#indhold', 'hx-select': '#indhold', 'hx-swap': 'outerMorph' } : {})}>
      <p class="batch-state"><BatchBadge batch={batch} /> <span class="quiet">{words.made(danishTime(batch.createdAt), batch.createdBy)}</span></p>
      <Status batch={batch} />
      {out.length > 0 ? <Rows rows={out} heading={words.notIn(out.length)} batch={batch} id="out" /> : null}
      {going.length > 0 ? <Rows rows={going} heading={words.rows.heading} batch={batch} id="in" /> : null}
      {open ? <Confirm open={words.dissolve} question={words.dissolveAsk(batch.letters)} action={at(batch, 'oploesning')} label={words.dissolve} /> : null}
    </div>
  );
};
