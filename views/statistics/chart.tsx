/** A stacked bar for each group. Drawn on the server with attributes alone: no script, no style. */
export type Series = { label: string; className: string; values: number[] };

const height = 160;
const gap = 6;

/** The next round number at or above: 1, 2 or 5 times a power of ten. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return [1, 2, 5, 10].map((step) => step * power).find((each) => each >= value)!;
}

/** `labels` under the bars, as many as each series has values. The table beside it says the same in numbers. */
export const BarChart = ({ labels, series, description }: { labels: string[]; series: Series[]; description: string }) => {
  const totals = labels.map((_, n) => series.reduce((sum, { values }) => sum + values[n]!, 0));
  const top = roundUp(Math.max(...totals, 1));
  const width = Math.max(24, Math.min(64, Math.floor(840 / labels.length) - gap));
  const left = 46;
  const y = (value: number) => height - (value / top) * height;
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${left + labels.length * (width + gap)} ${height + 34}`} role="img" aria-label={description} preserveAspectRatio="xMinYMin meet">
        {[0, 0.5, 1].map((share) => (
          <g>
            <line class="chart-line" x1={left - 4} x2={left + labels.length * (width + gap)} y1={y(top * share) + 8} y2={y(top * share) + 8} />
            <text class="chart-text" x={left - 8} y={y(top * share) + 12} text-anchor="end">{String(top * share)}</text>
          </g>
        ))}
        {labels.map((label, n) => {
          let below = 0;
          return (
            <g>
              {series.map((one) => {
                const value = one.values[n]!;
                below += value;
                return value > 0 ? <rect class={one.className} x={left + n * (width + gap)} y={y(below) + 8} width={width} height={(value / top) * height} /> : null;
              })}
              {labels.length <= 14 || n % Math.ceil(labels.length / 12) === 0 ? <text class="chart-text" x={left + n * (width + gap) + width / 2} y={height + 26} text-anchor="middle">{label}</text> : null}
            </g>
          );
        })}
      </svg>
      <figcaption class="chart-key">{series.map((one) => <span><svg class="chart-swatch" viewBox="0 0 10 10" aria-hidden="true"><rect class={one.className} width="10" height="10" /></svg>{one.label}</span>)}</figcaption>
    </figure>
  );
};
