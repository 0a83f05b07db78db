import { attachments } from '../../texts/attachments.ts';

const words = attachments.panel;

/** On the page of options: what goes with the letters, and the way to it. The button keeps what is typed in the form above. */
export const AttachmentsPanel = ({ counts }: { counts: { common: number; own: number; letters: number } }) => {
  const none = counts.common + counts.own === 0;
  return (
    <section class="panel copies-panel" aria-labelledby="bilag-heading">
      <h2 id="bilag-heading">{words.heading}</h2>
      <p>{none ? words.none : words.some(counts.common, counts.own, counts.letters)}</p>
      <button class="button button-secondary" type="submit" form="valg" name="videre" value="bilag">{none ? words.add : words.change}</button>
    </section>
  );
};
