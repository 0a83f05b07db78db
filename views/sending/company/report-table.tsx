import type { Report } from '../../../src/sending/types.ts';
import { Table } from '../../components/table.tsx';
import { attentionWords, company as words } from '../../texts/company.ts';

const most = 20;

/** On the report: to whom at each company; how many have nobody. */
export const CompanyContacts = ({ report }: { report: Report }) => (report.atCompanies.length === 0 ? null : (
  <section class="panel panel-flush" aria-labelledby="hos-virksomheder">
    <h2 id="hos-virksomheder">{words.reportHeading}</h2>
    <Table caption={words.reportHeading} columns={[{ label: words.reportColumns.company }, { label: words.reportColumns.to }]}>
      {report.atCompanies.slice(0, most).map((each) => <tr><td><span class="primary">{each.recipient?.name ?? words.unnamed}</span><span class="list-sub number">{each.recipient?.masked}</span></td><td>{attentionWords(each.attention)}</td></tr>)}
    </Table>
    {report.atCompanies.length > most ? <p class="panel-words">{words.reportMore(report.atCompanies.length - most)}</p> : null}
    {report.companies > report.atCompanies.length ? <p class="panel-words quiet">{words.reportNone(report.companies - report.atCompanies.length)}</p> : null}
  </section>
));
