import type { Child } from 'hono/jsx';

type Column = { label: string; /** Read aloud but not shown, for a column of buttons. */ hidden?: boolean | undefined; numeric?: boolean | undefined };

/** A dense list. `caption` names it for those who cannot see where it stands; scrolls sideways by itself when narrow. */
export const Table = ({ caption, columns, children, id }: { caption: string; columns: Column[]; children?: Child; id?: string | undefined }) => (
  <div class="table-scroll" tabindex={0} role="group" aria-label={caption}>
    <table class="table table--compact list" {...(id ? { id } : {})}>
      <caption class="sr-only">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th scope="col" class={column.numeric ? 'numeric' : undefined}>{column.hidden ? <span class="sr-only">{column.label}</span> : column.label}</th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
);
