import { may } from '../../access/index.ts';
import { localDay } from '../../core/dates.ts';
import { Problem } from '../../core/errors.ts';
import { groupings, statistics, type Grouping, type Period, type Statistics } from '../../reporting/index.ts';
import { writeCsv } from '../../sheets/index.ts';
import { labelOf, StatisticsPage } from '../../../views/statistics/statistics.tsx';
import { texts } from '../../../views/texts.ts';
import { contentDisposition } from '../content-disposition.ts';
import { page } from '../page.tsx';
import type { Ctx, Route } from '../route.ts';

/** The period and split of the address; without one the last twelve months by month. */
function choiceOf(c: Ctx): { period: Period; grouping: Grouping } {
  const today = localDay(c.get('deps').clock.now());
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const first = month === 12 ? `${year}-01` : `${year - 1}-${String(month + 1).padStart(2, '0')}`;
  const asked = c.req.query('efter') as Grouping;
  return { period: { from: c.req.query('fra') || first, to: c.req.query('til') || today.slice(0, 7) }, grouping: groupings.includes(asked) ? asked : 'month' };
}

function showStatistics(c: Ctx) {
  const choice = choiceOf(c);
  const actor = c.get('actor');
  const whole = may(actor, 'statistics');
  let figures: Statistics | undefined;
  let problem: Problem | undefined;
  try {
    figures = statistics(c.get('deps').db, actor, choice);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    problem = error;
  }
  const query = new URLSearchParams({ fra: choice.period.from, til: choice.period.to, efter: choice.grouping });
  const actions = figures ? <a class="button button-secondary" href={`/statistik/tabel?${query}`}>{texts.statistics.csv}</a> : undefined;
  return page(c, { title: texts.statistics.title, lead: whole ? texts.statistics.lead : `${texts.statistics.lead} ${texts.statistics.leadOwn}`, actions, problem, wide: true, styles: ['statistics.css'] },
    <StatisticsPage figures={figures} choice={choice} whole={whole} />);
}

/** The same figures as a table for a spreadsheet. */
function showTable(c: Ctx) {
  const figures = statistics(c.get('deps').db, c.get('actor'), choiceOf(c));
  const words = texts.statistics;
  const table = <Figure extends object>(heading: string, columns: Record<string, string>, rows: (Figure & { key: string | null; label: string | null })[]) => (rows.length === 0 ? [] : [
    [heading, ...Object.values(columns)], ...rows.map((row) => [labelOf(row, figures.grouping), ...Object.keys(columns).map((name) => String((row as Record<string, unknown>)[name]))]), [],
  ]);
  const rows = [...table(`${words.sent}: ${words.groupings[figures.grouping]}`, words.sentColumns, figures.sent), ...table(`${words.received}: ${words.groupings[figures.grouping]}`, words.receivedColumns, figures.received)];
  return c.body(writeCsv(rows) as Uint8Array<ArrayBuffer>, 200, { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': contentDisposition('attachment', `statistik-${figures.period.from}-${figures.period.to}.csv`) });
}

export const statisticsRoutes: Route[] = [
  { method: 'GET', path: '/statistik', rule: 'signed_in', handler: showStatistics },
  { method: 'GET', path: '/statistik/tabel', rule: 'signed_in', handler: showTable },
];
