import { boundaries as words } from '../texts/boundaries.ts';

const Do = ({ value, label }: { value: string; label: string }) => <button class="button button-secondary button-compact" type="submit" name="handling" value={value}>{label}</button>;

/** What can be done with the chosen pages. With nothing chosen the stylesheet shows the hint in its place. */
export const BoundaryBar = ({ total, takeBack }: { total: number; takeBack: boolean }) => (
  <div class="cut-bar" role="group" aria-label={words.toolbar}>
    <p class="cut-hint">{words.pick}</p>
    <div class="cut-do">
      <Do value="eget" label={words.own} />
      <Do value="udelad" label={words.leaveOut} />
      {takeBack ? <Do value="tag-med" label={words.takeBack} /> : null}
      <label class="form-label" for="til-brev">{words.to}</label>
      <input class="form-input" id="til-brev" name="brev" type="number" min={1} max={total} />
      <Do value="flyt" label={words.move} />
    </div>
  </div>
);

/** The shortcuts, said on the page itself. */
export const Keys = () => (
  <details class="cut-keys">
    <summary>{words.keysHeading}</summary>
    <dl>{words.keys.map(([key, what]) => <div><dt><kbd>{key}</kbd></dt><dd>{what}</dd></div>)}</dl>
    <p>{words.drag}</p>
  </details>
);
