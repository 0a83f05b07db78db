// Keys for whoever goes through the post one by one; everything they do has a link or a button too.
const list = () => [...document.querySelectorAll('.mail-list .mail-link')];
const current = () => list().findIndex((link) => link.getAttribute('aria-current') === 'true' || link === document.activeElement);

function mark(link) {
  for (const each of list()) each.removeAttribute('aria-current');
  link.setAttribute('aria-current', 'true');
  link.closest('.mail-row')?.classList.remove('mail-unread');
  link.querySelector('.mail-new')?.remove();
}

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element && event.target.closest('.mail-list .mail-link');
  if (link) mark(link);
});

function openAct(id, field) {
  const act = document.getElementById(id);
  if (!act) return false;
  act.setAttribute('open', '');
  act.querySelector(field)?.focus();
  return true;
}

// What each key presses in the letter that is read.
const presses = { e: 'form[action$="/faerdig"] button', o: 'form[action$="/overtagelse"] button', s: 'a[href$="/svar"]' };

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target instanceof Element && event.target.closest('input:not([type="checkbox"]), textarea, select')) return;
  const links = list();
  const at = links.indexOf(document.activeElement) === -1 ? current() : links.indexOf(document.activeElement);
  const go = (place) => {
    const link = links[Math.max(0, Math.min(place, links.length - 1))];
    if (!link) return;
    event.preventDefault();
    link.focus();
  };
  const open = (place) => {
    if (!links[place]) return;
    event.preventDefault();
    links[place].focus();
    links[place].click();
  };
  if (event.key === 'n') open(current() + 1);
  else if (event.key === 'p') open(current() - 1);
  else if (event.key === 'v') {
    // The next of the letter's files, from the last to the first again.
    const tabs = [...document.querySelectorAll('#brevfil .viewer-tabs a')];
    const shown = tabs.findIndex((tab) => tab.getAttribute('aria-current') === 'true');
    if (tabs.length > 1) { event.preventDefault(); tabs[(shown + 1) % tabs.length].click(); }
  } else if (event.key === 'ArrowDown' || event.key === 'j' && !document.getElementById('journaliser')) go(at + 1);
  else if (event.key === 'ArrowUp') go(at - 1);
  else if (event.key === 'f' && openAct('fordel', 'select')) event.preventDefault();
  else if (event.key === 'j' && openAct('journaliser', 'button, input:not([type="hidden"])')) event.preventDefault();
  else if (presses[event.key]) {
    const pressed = document.querySelector(`#laesefelt ${presses[event.key]}`);
    if (pressed) { event.preventDefault(); pressed.click(); }
  } else if (event.key === 'x' && links[at]) {
    const box = links[at].closest('.mail-row').querySelector('input[type="checkbox"]');
    box.checked = !box.checked;
    event.preventDefault();
  }
});
