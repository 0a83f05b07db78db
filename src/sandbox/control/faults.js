// Keeps the counters up to date without touching what is being typed. Without this the page shows them as they were when it was opened.
const left = [...document.querySelectorAll('[data-left]')];
let known;

async function look() {
  const [settings, counts] = await Promise.all(['/control/settings', '/control/counts'].map((path) => fetch(path).then((answer) => answer.json())));
  const { totals } = counts;
  const shown = { ...totals, refused: totals.invalid + totals.notAllowed };
  for (const field of document.querySelectorAll('[data-count]')) field.textContent = String(shown[field.dataset.count]);
  // A countdown that has moved changes words all over the page: it is asked for anew, unless somebody is typing.
  const now = JSON.stringify(left.map((field) => settings[field.dataset.left]));
  if (known !== undefined && now !== known && !document.activeElement?.matches('input')) location.reload();
  known ??= now;
}

setInterval(() => { if (!document.hidden) look().catch(() => {}); }, 2000);
