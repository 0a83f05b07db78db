// What is typed here is saved before the reader goes on to the attachments, the copies or another step.
const form = document.getElementById('valg');
let changed = false;
form?.addEventListener('input', () => { changed = true; });
form?.addEventListener('submit', () => { changed = false; });

document.addEventListener('click', async (event) => {
  const link = event.target instanceof Element ? event.target.closest('#indhold a[href^="/afsendelser/"]') : null;
  if (!form || !changed || !link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || link.target) return;
  event.preventDefault();
  const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'manual' }).catch(() => null);
  // Refused: the form itself is sent, so that the reason is said at its field and nothing typed is lost.
  if (answer && answer.status >= 400) form.requestSubmit();
  else location.assign(link.href);
});
