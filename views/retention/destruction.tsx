import { danishTime } from '../../src/core/dates.ts';
import type { BatchPage } from '../../src/retention/index.ts';
import type { Batch } from '../../src/retention/types.ts';
import { Alert } from '../components/alert.tsx';
import { Empty } from '../components/empty.tsx';
import { Facts } from '../components/facts.tsx';
import { Pager } from '../components/pager.tsx';
import { Progress } from '../components/progress.tsx';
import { Table } from '../components/table.tsx';
import { amount } from '../texts/count.ts';
import { leftWords, retention } from '../texts/retention.ts';
import { RetentionTabs } from './tabs.tsx';

const words = retention.batch;
const file = (batch: Batch, kind: 'pdf' | 'json') => `/kassation/bunker/${batch.id}/certifikat.${kind}`;

const Left = ({ left }: Pick<BatchPage, 'left'>) => (left.length === 0 ? null : (
  <section aria-labelledby="left-alone">
    <h2 id="left-alone">{words.leftHeading}</h2>
    <p>{words.leftLead(left.length)}</p>
    <Table caption={words.leftHeading} columns={[{ label: words.leftColumns.document }, { label: words.leftColumns.why }, { label: words.leftColumns.what }]}>
      {left.map(({ row, why }) => (
        <tr>
          <td>{row ? <><a class="primary" href={`/dokumenter/${row.id}`}>{row.title}</a><span class="list-sub"><a href={`/sager/${row.caseId}`}>{row.caseTitle}</a></span></> : words.leftUnseen}</td>
          <td>{leftWords[why].why}</td>
          <td>{leftWords[why].what}</td>
        </tr>
      ))}
    </Table>
  </section>
));

/** How far it has come while it runs; afterwards what became of the batch, and its certificate. */
export const Destruction = ({ shown: { batch, left, certificate } }: { shown: BatchPage }) => (
  <div id="destruktion" {...(batch.state === 'destroying' ? { 'hx-get': `/kassation/bunker/${batch.id}`, 'hx-trigger': 'every 2s', 'hx-target': 'this', 'hx-select': '#destruktion', 'hx-swap': 'outerMorph' } : {})}>
    {batch.state === 'destroying' ? (
      <>
        <Progress label={words.states.destroying} done={batch.destroyed + batch.left} total={batch.documents} text={words.running(batch.destroyed + batch.left, batch.documents)} live />
        <p class="quiet">{words.runningText}</p>
      </>
    ) : null}
    {batch.state === 'destroyed' ? (
      <>
        <Alert tone="success">{words.ended(batch.destroyed, danishTime(batch.destroyedAt!))}</Alert>
        <section class="panel" aria-labelledby="certificate">
          <h2 id="certificate">{words.certificate}</h2>
          <p>{words.certificateText}</p>
          <p class="button-group"><a class="button button-primary" href={file(batch, 'pdf')}>{words.certificatePdf}</a><a href={file(batch, 'json')}>{words.certificateJson}</a></p>
          <Facts rows={[[words.hash, certificate]]} />
        </section>
      </>
    ) : null}
    <Left left={left} />
  </div>
);

/** The archive of certificates. */
export const CertificateList = ({ list }: { list: { rows: Batch[]; total: number; page: number; pageSize: number } }) => (
  <>
    <RetentionTabs current="certificates" />
    {list.rows.length === 0 ? <Empty icon="delete" heading={words.certificatesEmpty}>{words.certificatesEmptyText}</Empty> : (
      <Table caption={words.certificatesList} columns={[
        { label: words.certificateColumns.number }, { label: words.certificateColumns.when }, { label: words.certificateColumns.destroyed, numeric: true }, { label: words.certificateColumns.left, numeric: true },
        { label: words.certificateColumns.by }, { label: words.certificateColumns.certificate },
      ]}>
        {list.rows.map((row) => (
          <tr>
            <td><a class="primary" href={`/kassation/bunker/${row.id}`}>{words.title(row.number)}</a></td>
            <td class="nowrap">{danishTime(row.destroyedAt!)}</td>
            <td class="numeric">{amount(row.destroyed)}</td>
            <td class="numeric">{amount(row.left)}</td>
            <td>{row.proposedBy}<span class="list-sub">{row.decidedBy}</span></td>
            <td><a href={file(row, 'pdf')}>PDF<span class="sr-only"> {words.certificateOf(row.number)}</span></a> · <a href={file(row, 'json')}>JSON<span class="sr-only"> {words.certificateOf(row.number)}</span></a></td>
          </tr>
        ))}
      </Table>
    )}
    <Pager {...list} href={(page) => `/kassation/certifikater?side=${page}`} />
  </>
);
