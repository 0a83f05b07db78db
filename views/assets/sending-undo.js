// Counts the seconds down between two looks at the server: only the words, the server decides.
let shown = null;
let started = 0;

function tick() {
  const timer = document.querySelector('[role=timer][data-seconds]');
  if (!timer) return;
  if (shown !== timer.dataset.seconds) {
    shown = timer.dataset.seconds;
    started = performance.now();
  }
  const left = Math.max(0, Math.round(Number(shown) - (performance.now() - started) / 1000));
  const words = left === 0 ? timer.dataset.none : timer.dataset.pattern.replace('{m}', Math.floor(left / 60)).replace('{s}', String(left % 60).padStart(2, '0'));
  if (timer.textContent !== words) timer.textContent = words;
}
setInterval(tick, 500);
