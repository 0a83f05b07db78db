// Choosing rows: how many are chosen, all of the page, a range with shift. The form works without any of it.
const form = document.getElementById('samlet');
if (form) {
  const boxes = [...document.querySelectorAll('input[name="valgt"]')];
  const page = form.elements['hele-siden'];
  const all = form.elements.alle;
  const count = form.querySelector('.bulk-count');
  let last = null;

  const show = () => {
    const chosen = boxes.filter((box) => box.checked);
    const whole = all?.checked === true;
    const n = whole ? Math.min(Number(form.dataset.total), Number(form.dataset.most)) : chosen.length;
    count.textContent = n > 0 ? `${n.toLocaleString('da-DK')} ${count.dataset.word}` : '';
    page.checked = chosen.length === boxes.length;
    page.indeterminate = chosen.length > 0 && chosen.length < boxes.length;
    // All of the list is offered when all of the page is not enough.
    if (all) all.closest('.form-group-checkbox').hidden = !whole && chosen.length < boxes.length;
    for (const group of form.querySelectorAll('.bulk-acts')) group.hidden = !whole && !chosen.some((box) => box.value.startsWith(`${group.dataset.kind}:`));
    form.classList.toggle('bulk-chosen', n > 0);
  };

  page.addEventListener('change', () => {
    for (const box of boxes) box.checked = page.checked;
    if (!page.checked && all) all.checked = false;
    show();
  });
  all?.addEventListener('change', () => {
    if (all.checked) for (const box of boxes) box.checked = true;
    show();
  });
  for (const box of boxes) {
    // A click and the space key both come as a click, with the shift key told.
    box.addEventListener('click', (event) => {
      if (event.shiftKey && last !== null && last !== box) {
        const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
        for (const each of boxes.slice(from, to + 1)) each.checked = box.checked;
      }
      if (!box.checked && all) all.checked = false;
      last = box;
      show();
    });
    // A browser passes the shift key on only when the box itself is clicked, not its label.
    document.querySelector(`label[for="${box.id}"]`)?.addEventListener('click', (event) => {
      if (!event.shiftKey) return;
      event.preventDefault();
      box.dispatchEvent(new MouseEvent('click', { shiftKey: true, bubbles: true, cancelable: true }));
    });
  }
  // All of the page is one word: its rows are not sent besides. A browser that comes back to the page remembers the boxes.
  form.addEventListener('submit', () => { for (const box of boxes) box.disabled = page.checked; });
  window.addEventListener('pageshow', () => {
    for (const box of boxes) box.disabled = false;
    show();
  });
  show();
}
