// Small helps for everybody; every page works without them.

// "/" jumps to the search box, unless somebody is writing.
document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
  const writing = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]');
  const box = document.getElementById('top-search');
  if (writing || !box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// Menus made of <details> close on Escape and on a click beside them.
const menus = '.top-user[open], .confirm[open]';
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const menu of document.querySelectorAll(menus)) {
    menu.removeAttribute('open');
    menu.querySelector('summary')?.focus();
  }
});
document.addEventListener('click', (event) => {
  for (const menu of document.querySelectorAll('.top-user[open]')) {
    if (!menu.contains(event.target)) menu.removeAttribute('open');
  }
});

// A form is sent once: a second click while the first is on its way does nothing.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.dataset.sent && Date.now() - Number(form.dataset.sent) < 3000) event.preventDefault();
  else form.dataset.sent = String(Date.now());
});

// What takes its time says so while it is on its way.
document.addEventListener('submit', (event) => {
  const line = event.defaultPrevented ? null : event.target.querySelector('[data-working]');
  if (line) line.textContent = line.dataset.working;
});
// A page that comes back from the browser's memory works on nothing.
window.addEventListener('pageshow', () => {
  for (const line of document.querySelectorAll('[data-working]')) line.textContent = '';
});

// A document that is shown from its row lies below the window where the page has no third column: it is brought into sight.
document.addEventListener('htmx:after:swap', (event) => {
  if (event.detail.ctx.target?.id === 'forhaandsvisning') document.getElementById('forhaandsvisning')?.scrollIntoView({ block: 'nearest' });
});
