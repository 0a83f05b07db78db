// n and p turn the page, j and k go from letter to letter. Links do the same without this.
const letters = [...document.querySelectorAll('.letter .letter-who > a')];
let at = -1;
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target instanceof Element && event.target.closest('input, textarea, select')) return;
  if (event.key === 'n') document.getElementById('next-page')?.click();
  if (event.key === 'p') document.getElementById('previous-page')?.click();
  if (event.key === 'j' || event.key === 'k') {
    at = Math.max(0, Math.min(letters.length - 1, at + (event.key === 'j' ? 1 : -1)));
    letters[at]?.focus();
  }
});
