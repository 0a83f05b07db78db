import type { Grouping, Row, Statistics } from '../../src/reporting/types.ts';
import { Empty } from '../components/empty.tsx';
import { Field, Select } from '../components/field.tsx';
import { Table } from '../components/table.tsx';
import { texts } from '../texts.ts';
import { BarChart, type Series } from './chart.tsx';

const words = texts.statistics;
const months = ['jan.', 'feb.', 'mar.', 'apr.', 'maj', 'jun.', 'jul.', 'aug.', 'sep.', 'okt.', 'nov.', 'dec.'];

/** `2026-11` as `nov. 2026`. */
const monthWords = (month: string) => `${months[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;

export function labelOf(row: { key: string | null; label: string | null }, grouping: Grouping): string {
  if (row.label === null || row.label === '') return words.none[grouping];
  return grouping === 'month' ? monthWords(row.label) : row.label;
}

const shortLabel = (label: string, grouping: Grouping) => (grouping === 'month' ? months[Number(label.slice(5)) - 1]! : label.length > 12 ? `${label.slice(0, 11)}…` : label);

function Figures<Figure extends Record<string, number>>({ caption, columns, rows, total, grouping }: { caption: string; columns: Record<keyof Figure, string>; rows: Row<Figure>[]; total: Figure; grouping: Grouping }) {
  const names = Object.keys(columns) as (keyof Figure & string)[];
  return (
    <Table caption={caption} columns={[{ label: words.groupings[grouping] }, ...names.map((name) => ({ label: columns[name], numeric: true }))]}>
      {rows.map((row) => <tr><td class="primary">{labelOf(row, grouping)}</td>{names.map((name) => <td class="numeric">{texts.frame.count(row[name] as number)}</td>)}</tr>)}
      <tr class="total"><td class="primary">{words.total}</td>{names.map((name) => <td class="numeric"><strong>{texts.frame.count(total[name] as number)}</strong></td>)}</tr>
    </Table>
  );
}

const chartOf = <Figure,>(rows: Row<Figure>[], grouping: Grouping, parts: [keyof Figure, string, string][]): { labels: string[]; series: Series[] } => {
  const shown = rows.slice(0, grouping === 'month' ? 36 : 12);
  return {
    labels: shown.map((row) => shortLabel(row.label ?? words.none[grouping], row.label === null ? 'user' : grouping)),
    series: parts.map(([name, label, className]) => ({ label, className, values: shown.map((row) => row[name] as number) })),
  };
};

/** The period and what it is split by: an address that can be sent to a colleague. */
const Choice = ({ figures }: { figures: Pick<Statistics, 'period' | 'grouping'> }) => (
  <form class="grant statistics-choice" method="get" action="/statistik">
    <Field id="fra" name="fra" type="month" label={words.from} value={figures.period.from} required />
    <Field id="til" name="til" type="month" label={words.to} value={figures.period.to} required />
    <Select id="efter" name="efter" label={words.by} value={figures.grouping} options={Object.entries(words.groupings).map(([value, label]) => ({ value, label }))} />
    <button class="button button-secondary" type="submit">{words.show}</button>
  </form>
);

const kroner = (oere: number) => new Intl.NumberFormat('da-DK', { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(oere / 100);

export const StatisticsPage = ({ figures, choice, whole }: { figures: Statistics | undefined; choice: Pick<Statistics, 'period' | 'grouping'>; /** The school's figures, not one's own. */ whole: boolean }) => (
  <>
    <Choice figures={choice} />
    {!figures ? null : figures.sentTotal.letters === 0 && figures.receivedTotal.messages === 0 ? <Empty icon="analytics" heading={words.emptyHeading}>{words.emptyText}</Empty> : (
      <>
        {whole && figures.sentTotal.delivered > 0 ? <p class="statistics-saved"><strong>{words.saved}:</strong> {figures.savedPostage === null ? words.noPrice : words.savedText(kroner(figures.savedPostage))}</p> : null}
        {figures.sentTotal.letters > 0 ? (
          <section aria-labelledby="sendt">
            <h2 id="sendt">{words.sent}</h2>
            <BarChart description={words.chart(words.sent)} {...chartOf(figures.sent, figures.grouping, [['delivered', words.sentColumns.delivered, 'bar-green'], ['underway', words.sentColumns.underway, 'bar-blue'], ['printed', words.sentColumns.printed, 'bar-teal'], ['handledOtherwise', words.sentColumns.handledOtherwise, 'bar-grey'], ['failed', words.sentColumns.failed, 'bar-red']])} />
            <Figures caption={words.sent} columns={words.sentColumns} rows={figures.sent} total={figures.sentTotal} grouping={figures.grouping} />
          </section>
        ) : null}
        {figures.receivedTotal.messages > 0 ? (
          <section aria-labelledby="modtaget">
            <h2 id="modtaget">{words.received}</h2>
            <BarChart description={words.chart(words.received)} {...chartOf(figures.received, figures.grouping, [['byItself', words.receivedColumns.byItself, 'bar-green'], ['byHand', words.receivedColumns.byHand, 'bar-blue'], ['waiting', words.receivedColumns.waiting, 'bar-amber']])} />
            <Figures caption={words.received} columns={words.receivedColumns} rows={figures.received} total={figures.receivedTotal} grouping={figures.grouping} />
          </section>
        ) : null}
      </>
    )}
  </>
);
