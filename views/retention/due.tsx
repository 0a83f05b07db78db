import { danishDay } from '../../src/core/dates.ts';
import type { DueOverview, DuePage } from '../../src/retention/index.ts';
import type { DueDocument } from '../../src/retention/types.ts';
import { Alert } from '../components/alert.tsx';
import { Empty } from '../components/empty.tsx';
import { Field } from '../components/field.tsx';
import { Pager } from '../components/pager.tsx';
import { Table } from '../components/table.tsx';
import { amount } from '../texts/count.ts';
import { retention, ruleWords } from '../texts/retention.ts';
import { RetentionTabs } from './tabs.tsx';

const words = retention.page;
const group = retention.group;

type Props = { overview: DueOverview; toApprove: number; recounting: boolean };
const groupHref = (typeId: string | null, year: string, page = 1) => `/kassation/dokumenter/${typeId ?? 'uden-type'}/${year}${page > 1 ? `?side=${page}` : ''}`;

/** What has passed its day, by type and year. */
export const DueGroups = ({ overview, toApprove, recounting }: Props) => (
  <>
    <RetentionTabs current="due" />
    {recounting ? <Alert tone="info">{words.recounting}</Alert> : null}
    {toApprove > 0 ? <Alert tone="info"><a href="/kassation/bunker">{words.waiting(toApprove)}</a></Alert> : null}
    {overview.total === 0 ? <Empty icon="check" heading={words.empty}>{words.emptyText}</Empty> : (
      <>
        <p>{words.total(overview.total)}</p>
        <Table caption={words.groups} columns={[{ label: words.columns.type }, { label: words.columns.year }, { label: words.columns.documents, numeric: true }, { label: words.columns.acts, hidden: true }]}>
          {overview.groups.map(({ typeId, type, year, documents }) => (
            <tr>
              <td class="primary">{type ?? words.noType}</td>
              <td>{year}</td>
              <td class="numeric">{amount(documents)}</td>
              <td class="numeric"><a href={groupHref(typeId, year)}>{words.see}<span class="sr-only"> {type ?? words.noType} {year}</span></a></td>
            </tr>
          ))}
        </Table>
      </>
    )}
    {overview.held > 0 ? <p class="quiet">{words.held(overview.held)}</p> : null}
    {overview.proposed > 0 ? <p class="quiet">{words.proposed(overview.proposed)}</p> : null}
  </>
);

/** A document with the rule that says so. */
export const RuleCell = ({ row }: { row: DueDocument }) => (
  <td>
    {ruleWords(row.rule, row.templateYears)}
    {row.rule.reason ? <span class="list-sub">{row.rule.reason}</span> : null}
    {row.postponed ? <span class="list-sub">{retention.document.postponed}: {row.postponed.reason}</span> : null}
  </td>
);

export type GroupProps = { typeId: string | null; year: string; list: DuePage; most: number; approvers: boolean; note: string };

/** One group: chosen documents, or all of it, become a proposal. */
export const DueList = ({ typeId, year, list, most, approvers, note }: GroupProps) => (
  <>
    {list.total === 0 ? <Empty icon="check" heading={group.empty} /> : (
      <form method="post" action="/kassation/bunker">
        <input type="hidden" name="type" value={typeId ?? ''} />
        <input type="hidden" name="aar" value={year} />
        <Table caption={group.title('', year)} columns={[{ label: group.columns.choose, hidden: true }, { label: group.columns.title }, { label: group.columns.case }, { label: group.columns.due }, { label: group.columns.rule }]}>
          {list.rows.map((row) => (
            <tr>
              <td><span class="tick"><input class="form-checkbox" type="checkbox" id={`valg-${row.id}`} name="dokument" value={row.id} checked /><label class="form-label" for={`valg-${row.id}`}><span class="sr-only">{group.chooseOne(row.title)}</span></label></span></td>
              <td><a class="primary" href={`/dokumenter/${row.id}`}>{row.title}</a></td>
              <td><a href={`/sager/${row.caseId}`}>{row.caseTitle}</a></td>
              <td class="nowrap">{danishDay(row.due)}</td>
              <RuleCell row={row} />
            </tr>
          ))}
        </Table>
        <Pager {...list} href={(page) => groupHref(typeId, year, page)} />
        <section class="panel" aria-label={group.propose}>
          <p>{group.consequence}</p>
          {approvers ? null : <Alert tone="warning">{group.nobody}</Alert>}
          <Field id="besked" name="besked" label={group.note} hint={group.noteHint} value={note} maxlength={500} autocomplete="off" />
          <div class="button-group">
            <button class="button button-primary" type="submit">{group.propose}</button>
            <button class="button button-secondary" type="submit" name="hele" value="1">{group.proposeAll(list.total, most)}</button>
          </div>
        </section>
      </form>
    )}
    <p><a href="/kassation">{group.back}</a></p>
  </>
);

const monthName = (month: string) => danishDay(`${month}-01`).replace(/^1\. /, '');

export const Ahead = ({ months }: { months: { month: string; type: string | null; documents: number }[] }) => (
  <>
    <RetentionTabs current="ahead" />
    {months.length === 0 ? <Empty icon="check" heading={words.aheadEmpty} /> : (
      <Table caption={words.ahead} columns={[{ label: words.month }, { label: words.columns.type }, { label: words.columns.documents, numeric: true }]}>
        {months.map(({ month, type, documents }) => <tr><td class="nowrap">{monthName(month)}</td><td>{type ?? words.noType}</td><td class="numeric">{amount(documents)}</td></tr>)}
      </Table>
    )}
  </>
);
