/** Tabs that are addresses: a tab can be sent to a colleague. */
export const Tabs = ({ label, items }: { label: string; items: { href: string; label: string; current: boolean }[] }) => (
  <nav aria-label={label}>
    <ul class="tabs no-max-width">
      {items.map((item) => <li><a href={item.href} aria-current={item.current ? 'page' : undefined}>{item.label}</a></li>)}
    </ul>
  </nav>
);
