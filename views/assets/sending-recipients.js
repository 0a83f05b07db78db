// The list of recipients beside the document. Everything here only helps: links and forms do the same.
const workspace = () => document.getElementById('arbejde');

// Keys: j and k go from letter to letter and show it, n and p turn the page. Only while the work is
// inside the list or the document, so that they are in nobody's way elsewhere.
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return;
  if (!workspace()?.contains(event.target) || event.target.closest('input, textarea, select')) return;
  if (event.key === 'n') document.getElementById('next-page')?.click();
  if (event.key === 'p') document.getElementById('previous-page')?.click();
  if (event.key === 'j' || event.key === 'k') move(event.key === 'j' ? 1 : -1);
});

function move(step) {
  const links = [...document.querySelectorAll('.letter .letter-who > a')];
  const focused = links.findIndex((link) => link.closest('.letter').contains(document.activeElement));
  const at = focused >= 0 ? focused : links.findIndex((link) => link.closest('.letter').hasAttribute('aria-current'));
  const next = links[Math.max(0, Math.min(links.length - 1, at + step))];
  if (!next) return;
  next.focus();
  next.click();
}

// A part that asks for itself waits while somebody writes or has opened a form.
document.addEventListener('htmx:before:request', (event) => {
  if (event.detail.ctx.sourceElement?.id !== 'waits-for-look-up') return;
  const busy = document.querySelector('.correct[open]') || document.activeElement?.matches('input, select, textarea');
  if (busy) event.preventDefault();
});

// An answer that does not hold the part it was asked for (sent in the meantime, session over) is shown whole.
document.addEventListener('htmx:before:swap', (event) => {
  const { ctx } = event.detail;
  const wanted = /^#([\w-]+)$/.exec(ctx.select ?? '')?.[1];
  if (!wanted || ctx.text.includes(`id="${wanted}"`)) return;
  event.preventDefault();
  location.assign(ctx.request.method === 'GET' || ctx.response.raw.redirected ? ctx.response.raw.url : location.href);
});

// The address follows what is shown, so that it can be sent to a colleague; nothing is kept in the history.
let before = '';
document.addEventListener('htmx:after:swap', (event) => {
  const { ctx } = event.detail;
  if (ctx.select !== '#arbejde') return;
  const url = new URL(ctx.response.raw.url);
  if (url.pathname.endsWith('/modtagere')) history.replaceState(null, '', url.pathname + url.search);
  // A field that was refused comes back with what was typed: the work goes on there.
  const refused = document.querySelector('#arbejde [aria-invalid=true]');
  if (refused && before) return refused.focus();
  // What was acted on is gone: the work goes on at the next letter that needs a look.
  if (document.activeElement === document.body && before) (document.querySelector('.letter-doubt .letter-who > a') ?? document.querySelector('.letters-column'))?.focus();
});
document.addEventListener('htmx:before:request', (event) => { before = workspace()?.contains(event.detail.ctx.sourceElement) && event.detail.ctx.request.method !== 'GET' ? 'act' : ''; });

// The divider: dragged, or moved with the arrow keys when it has the focus. The width is remembered here.
const root = document.documentElement;
const remembered = Number(localStorage.getItem('letters-share'));
function share(percent, keep = true) {
  const value = Math.max(30, Math.min(75, Math.round(percent)));
  root.style.setProperty('--letters-share', `${value}fr`);
  root.style.setProperty('--document-share', `${100 - value}fr`);
  document.querySelector('.divider')?.setAttribute('aria-valuenow', String(value));
  if (keep) localStorage.setItem('letters-share', String(value));
}
function addDivider() {
  const columns = document.querySelector('.side-by-side');
  if (!columns || columns.querySelector('.divider')) return;
  const divider = document.createElement('div');
  divider.className = 'divider';
  for (const [name, value] of Object.entries({ role: 'separator', tabindex: '0', 'aria-orientation': 'vertical', 'aria-valuemin': '30', 'aria-valuemax': '75', 'aria-valuenow': String(remembered || 52), 'aria-label': columns.dataset.divider, 'aria-controls': 'dokument' })) divider.setAttribute(name, value);
  columns.insertBefore(divider, document.getElementById('dokument'));
}
const percentAt = (x) => {
  const { left, width } = document.querySelector('.side-by-side').getBoundingClientRect();
  return (100 * (x - left)) / width;
};
document.addEventListener('pointerdown', (event) => {
  const divider = event.target instanceof Element ? event.target.closest('.divider') : null;
  if (!divider) return;
  divider.setPointerCapture(event.pointerId);
  const follow = (moved) => share(percentAt(moved.clientX));
  divider.addEventListener('pointermove', follow);
  divider.addEventListener('lostpointercapture', () => divider.removeEventListener('pointermove', follow), { once: true });
  event.preventDefault();
});
document.addEventListener('keydown', (event) => {
  if (!(event.target instanceof Element) || !event.target.matches('.divider')) return;
  const step = { ArrowLeft: -3, ArrowRight: 3 }[event.key];
  if (step) share(Number(event.target.getAttribute('aria-valuenow')) + step);
});
if (remembered) share(remembered, false);
addDivider();
document.addEventListener('htmx:after:swap', addDivider);
