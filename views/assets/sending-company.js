// A long list of P-numbers can be searched in; without this it is scrolled.
const box = document.getElementById('find-enhed');
if (box) {
  box.parentElement.hidden = false;
  const units = [...document.querySelectorAll('.unit')];
  box.addEventListener('input', () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const unit of units) {
      const stays = ['', 'andet'].includes(unit.querySelector('input').value) || unit.querySelector('input').checked;
      unit.hidden = !stays && !words.every((word) => unit.dataset.find.includes(word));
    }
  });
  // Enter searches; it does not send the form.
  box.addEventListener('keydown', (event) => { if (event.key === 'Enter') event.preventDefault(); });
}
