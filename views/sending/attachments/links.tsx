import type { AttachmentView } from '../../../src/sending/attachments/types.ts';
import { Icon } from '../../components/icon.tsx';
import { attachments } from '../../texts/attachments.ts';

/** What goes with a letter, each with the way to see it. Nothing where there is none. */
export const AttachmentLinks = ({ items, at }: { items: AttachmentView[]; at: (id: string) => string }) => (items.length === 0 ? null : (
  <section class="panel" aria-labelledby="med-brevet">
    <h2 id="med-brevet">{attachments.title}</h2>
    <ol class="attached-list no-max-width">
      {items.map((item) => (
        <li class="attached">
          <Icon name="attach-file" small />
          <div class="attached-what"><a href={at(item.id)}>{item.title}</a><span class="attached-facts">{[item.pages ? attachments.item.pages(item.pages) : null, attachments.item.size(item.size)].filter(Boolean).join(' \u00b7 ')}</span></div>
        </li>
      ))}
    </ol>
  </section>
));
