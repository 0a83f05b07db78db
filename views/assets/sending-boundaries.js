// Where letters begin and end: keys and dragging. Both only press the buttons that stand on the page.
const work = () => document.getElementById('arbejde');
const boxes = () => [...work().querySelectorAll('.cut-page input[type=checkbox]')];
const boxOf = (element) => element?.closest('.cut-page')?.querySelector('input[type=checkbox]');
const press = (selector, within = work()) => within?.querySelector(selector)?.click();

/** The page that lies nearest above or below. */
function vertical(all, from, down) {
  const place = (box) => box.closest('.cut-page').getBoundingClientRect();
  const here = place(from);
  const rows = all.map((box) => ({ box, at: place(box) })).filter(({ at }) => (down ? at.top > here.top + 20 : at.top < here.top - 20));
  const next = rows.reduce((best, { at }) => (best === null || (down ? at.top < best : at.top > best) ? at.top : best), null);
  return rows.filter(({ at }) => Math.abs(at.top - next) < 20).sort((a, b) => Math.abs(a.at.left - here.left) - Math.abs(b.at.left - here.left))[0]?.box;
}

function go(event, from) {
  const all = boxes();
  const at = all.indexOf(from);
  const to = { ArrowLeft: () => all[at - 1], ArrowRight: () => all[at + 1], ArrowUp: () => vertical(all, from, false), ArrowDown: () => vertical(all, from, true), Home: () => all[0], End: () => all.at(-1) }[event.key]?.();
  if (!to) return;
  event.preventDefault();
  if (event.shiftKey) from.checked = to.checked = true;
  to.focus();
  to.closest('.cut-page').scrollIntoView({ block: 'nearest' });
}

// Acts with the chosen pages; with none chosen, with the page that has the focus.
function withChosen(box, button) {
  if (box && !boxes().some((each) => each.checked)) box.checked = true;
  press(button);
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return;
  if (event.target.matches('input:not([type=checkbox]), textarea, select')) return;
  if (event.target !== document.body && !work().contains(event.target)) return;
  const box = event.target.matches('.cut-page input') ? event.target : undefined;
  if (/^(Arrow|Home|End)/.test(event.key)) return box ? go(event, box) : undefined;
  const letter = box?.closest('.cut-letter');
  const acts = {
    d: () => press('.cut-here', box?.closest('.cut-page')),
    s: () => press('.join-next', letter),
    e: () => withChosen(box, '.cut-bar button[value=eget]'),
    u: () => withChosen(box, '.cut-bar button[value=udelad]'),
    z: () => press('form[action$="/fortrydelse"] button'),
    f: () => { if (box && !boxes().some((each) => each.checked)) box.checked = true; document.getElementById('til-brev').focus(); },
    Escape: () => boxes().forEach((each) => { each.checked = false; }),
  };
  if (!acts[event.key]) return;
  event.preventDefault();
  acts[event.key]();
});

// Enter in the number field moves, not the first button of the form.
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.target.id !== 'til-brev') return;
  event.preventDefault();
  press('.cut-bar button[value=flyt]');
});

// Dragging a page drags all that are chosen, when it is one of them.
const drawable = () => work().querySelectorAll('.cut-page').forEach((page) => {
  page.draggable = true;
  page.querySelectorAll('img').forEach((picture) => { picture.draggable = false; });
});
document.addEventListener('dragstart', (event) => {
  const box = event.target instanceof Element ? boxOf(event.target) : undefined;
  if (!box) return;
  if (!box.checked) boxes().forEach((each) => { each.checked = each === box; });
  event.dataTransfer.effectAllowed = 'move';
  event.dataTransfer.setData('text/plain', String(boxes().filter((each) => each.checked).length));
  work().classList.add('dragging');
});
document.addEventListener('dragend', () => work().classList.remove('dragging'));

/** What a drop there would press. */
function buttonAt(target) {
  const card = target instanceof Element ? target.closest('.cut-letter') : null;
  if (card?.dataset.letter) return card.querySelector('.move-here');
  if (card?.id === 'kort-udeladte') return work().querySelector('.cut-bar button[value=udelad]');
  return target instanceof Element ? target.closest('.cut-bar')?.querySelector('button[value=udelad]') ?? null : null;
}
document.addEventListener('dragover', (event) => {
  if (!work().classList.contains('dragging')) return;
  work().querySelectorAll('.drop-here').forEach((each) => each.classList.remove('drop-here'));
  if (!buttonAt(event.target)) return;
  event.preventDefault();
  event.target.closest('.cut-letter')?.classList.add('drop-here');
});
document.addEventListener('drop', (event) => {
  if (!work().classList.contains('dragging')) return;
  event.preventDefault();
  work().classList.remove('dragging');
  buttonAt(event.target)?.click();
});

// The work goes on where it was: the answer is another page, the page of the document is the same.
let last = '';
document.addEventListener('focusin', (event) => { if (event.target.matches?.('.cut-page input')) last = event.target.id; });
document.addEventListener('htmx:after:swap', () => {
  drawable();
  // What was chosen is done with; after a refusal the answer itself says what stays chosen.
  boxes().forEach((each) => { each.checked = each.defaultChecked; });
  const question = work().querySelector('.alert-warning .act button');
  if (question) return question.focus();
  if (document.activeElement === document.body) (document.getElementById(last) ?? boxes()[0])?.focus();
});
drawable();
